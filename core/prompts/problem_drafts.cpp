#include "core/prompts/problem_drafts.h"

#include <array>
#include <string_view>

namespace rw {

namespace {

struct Thing
{
    std::string_view one;
    std::string_view many;
};

struct Person
{
    std::string_view name;
    std::string_view pronoun;    ///< "He"
    std::string_view possessive; ///< "His"
};

constexpr std::array<Person, 16> kPersons{{{"Emily", "She", "Her"},
                                           {"Omar", "He", "His"},
                                           {"Mei", "She", "Her"},
                                           {"Ben", "He", "His"},
                                           {"Lena", "She", "Her"},
                                           {"Ravi", "He", "His"},
                                           {"Sofia", "She", "Her"},
                                           {"Tom", "He", "His"},
                                           {"Nia", "She", "Her"},
                                           {"Jonas", "He", "His"},
                                           {"Aiko", "She", "Her"},
                                           {"Carlos", "He", "His"},
                                           {"Fatima", "She", "Her"},
                                           {"Paul", "He", "His"},
                                           {"Grace", "She", "Her"},
                                           {"Ali", "He", "His"}}};
constexpr std::array<Thing, 10> kFruits{{{"apple", "apples"},
                                         {"orange", "oranges"},
                                         {"pear", "pears"},
                                         {"lemon", "lemons"},
                                         {"banana", "bananas"},
                                         {"melon", "melons"},
                                         {"plum", "plums"},
                                         {"mango", "mangos"},
                                         {"peach", "peaches"},
                                         {"kiwi", "kiwis"}}};
constexpr std::array<Thing, 8> kGoods{{{"pen", "pens"},
                                       {"book", "books"},
                                       {"ball", "balls"},
                                       {"cup", "cups"},
                                       {"ticket", "tickets"},
                                       {"toy", "toys"},
                                       {"plant", "plants"},
                                       {"candle", "candles"}}};
constexpr std::array<Thing, 6> kSweets{{{"sweet", "sweets"},
                                        {"nut", "nuts"},
                                        {"card", "cards"},
                                        {"coin", "coins"},
                                        {"cookie", "cookies"},
                                        {"marble", "marbles"}}};
constexpr std::array<Thing, 4> kVehicles{{{"train", ""}, {"bus", ""}, {"car", ""}, {"truck", ""}}};
constexpr std::array<Thing, 4> kAreas{{{"garden", ""}, {"room", ""}, {"field", ""}, {"yard", ""}}};
constexpr std::array<Thing, 4> kBodies{{{"box", ""}, {"cart", ""}, {"sled", ""}, {"crate", ""}}};
constexpr std::array<Thing, 4> kMaterials{
    {{"stone", ""}, {"metal block", ""}, {"glass ball", ""}, {"brick", ""}}};
constexpr std::array<std::string_view, 13> kNumberWords{"zero", "one",    "two",   "three", "four",
                                                        "five", "six",    "seven", "eight", "nine",
                                                        "ten",  "eleven", "twelve"};

std::string digits(int value)
{
    return std::to_string(value);
}

std::string word(int value)
{
    return std::string(kNumberWords.at(static_cast<std::size_t>(value)));
}

void setPerson(Slots& slots, const Person& person)
{
    slots["name"] = person.name;
    slots["they"] = person.pronoun;
    slots["their"] = person.possessive;
}

void setThing(Slots& slots, const std::string& slot, const Thing& thing)
{
    slots[slot] = thing.one;
    slots[slot + "s"] = thing.many;
}

/// n things at an unknown price and m at a known one come to a total.
ProblemDraft unknownPrice(const Person& person, const Thing& unknown, const Thing& known, int count,
                          int others, int price, int answer)
{
    const int rest = count * answer;
    const int known_cost = others * price;
    ProblemDraft draft{{count, others, price, rest + known_cost}, answer, {}};
    setPerson(draft.slots, person);
    setThing(draft.slots, "a", unknown);
    setThing(draft.slots, "b", known);
    draft.slots.insert({{"n", digits(count)},
                        {"nword", word(count)},
                        {"m", digits(others)},
                        {"mword", word(others)},
                        {"p", digits(price)},
                        {"mp", digits(known_cost)},
                        {"t", digits(rest + known_cost)},
                        {"rest", digits(rest)}});
    return draft;
}

} // namespace

ProblemDraft drawUnknownPrice(Rng& rng)
{
    const Person& person = rng.choose(kPersons);
    const Thing& unknown = rng.choose(kFruits);
    const Thing* known = &rng.choose(kFruits);
    while (known->one == unknown.one)
        known = &rng.choose(kFruits);
    return unknownPrice(person, unknown, *known, rng.between(2, 6), rng.between(2, 5), rng.between(1, 6),
                        rng.between(2, 9));
}

ProblemDraft drawChange(Rng& rng)
{
    constexpr std::array<int, 3> kNotes{20, 50, 100};
    const int count = rng.between(2, 9);
    const int price = rng.between(2, 9);
    const int cost = count * price;
    int note = rng.choose(kNotes);
    while (note <= cost)
        note = rng.choose(kNotes);
    ProblemDraft draft{{count, price, note}, note - cost, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    setThing(draft.slots, "a", rng.choose(kGoods));
    draft.slots.insert(
        {{"n", digits(count)}, {"p", digits(price)}, {"t", digits(note)}, {"np", digits(cost)}});
    return draft;
}

ProblemDraft drawJourney(Rng& rng)
{
    const int hours = rng.between(2, 6);
    const int speed = 10 * rng.between(2, 9);
    const int more = rng.between(5, 40);
    ProblemDraft draft{{hours, speed, more}, hours * speed + more, {}};
    setThing(draft.slots, "a", rng.choose(kVehicles));
    draft.slots.insert(
        {{"h", digits(hours)}, {"v", digits(speed)}, {"m", digits(more)}, {"hv", digits(hours * speed)}});
    return draft;
}

ProblemDraft drawArrival(Rng& rng)
{
    const int driving = rng.between(2, 9);
    const int speed = rng.between(3, 12);
    const int rest = rng.between(2, 9);
    ProblemDraft draft{{speed * driving, speed, rest}, driving + rest, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    draft.slots.insert(
        {{"d", digits(speed * driving)}, {"v", digits(speed)}, {"r", digits(rest)}, {"h", digits(driving)}});
    return draft;
}

ProblemDraft drawForce(Rng& rng)
{
    const int mass = rng.between(2, 9);
    const int acceleration = rng.between(2, 9);
    const int friction = rng.between(2, 20);
    ProblemDraft draft{{mass, acceleration, friction}, mass * acceleration + friction, {}};
    setThing(draft.slots, "a", rng.choose(kBodies));
    draft.slots.insert({{"m", digits(mass)},
                        {"acc", digits(acceleration)},
                        {"f", digits(friction)},
                        {"ma", digits(mass * acceleration)}});
    return draft;
}

ProblemDraft drawDensity(Rng& rng)
{
    const int density = rng.between(2, 9);
    const int volume = rng.between(2, 9);
    const int bowl = rng.between(2, 20);
    ProblemDraft draft{{density, volume, bowl}, density * volume + bowl, {}};
    setThing(draft.slots, "a", rng.choose(kMaterials));
    draft.slots.insert({{"d", digits(density)},
                        {"v", digits(volume)},
                        {"b", digits(bowl)},
                        {"dv", digits(density * volume)}});
    return draft;
}

ProblemDraft drawOhm(Rng& rng)
{
    const int current = rng.between(2, 6);
    const int first = rng.between(2, 9);
    const int second = rng.between(2, 9);
    ProblemDraft draft{{current, first, second}, current * (first + second), {}};
    draft.slots.insert({{"i", digits(current)},
                        {"r", digits(first)},
                        {"s", digits(second)},
                        {"rs", digits(first + second)}});
    return draft;
}

ProblemDraft drawPerimeter(Rng& rng)
{
    const int length = rng.between(4, 30);
    const int width = rng.between(2, 15);
    ProblemDraft draft{{length, width}, 2 * (length + width), {}};
    setThing(draft.slots, "a", rng.choose(kAreas));
    draft.slots.insert({{"l", digits(length)}, {"w", digits(width)}, {"lw", digits(length + width)}});
    return draft;
}

ProblemDraft drawArea(Rng& rng)
{
    const int length = rng.between(3, 9);
    const int width = rng.between(3, 9);
    const int covered = rng.between(2, 8);
    ProblemDraft draft{{length, width, covered}, length * width - covered, {}};
    setThing(draft.slots, "a", rng.choose(kAreas));
    draft.slots.insert({{"l", digits(length)},
                        {"w", digits(width)},
                        {"c", digits(covered)},
                        {"lw", digits(length * width)}});
    return draft;
}

ProblemDraft drawAge(Rng& rng)
{
    constexpr std::array<std::string_view, 4> kElders{"mother", "father", "aunt", "uncle"};
    const int age = rng.between(5, 15);
    const int times = rng.between(2, 5);
    const int ago = rng.between(2, 9);
    ProblemDraft draft{{age, times, ago}, age * times - ago, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    draft.slots.insert({{"elder", std::string(rng.choose(kElders))},
                        {"n", digits(age)},
                        {"k", digits(times)},
                        {"y", digits(ago)},
                        {"kn", digits(age * times)}});
    return draft;
}

ProblemDraft drawSharing(Rng& rng)
{
    const int friends = rng.between(2, 9);
    const int each = rng.between(2, 9);
    const int kept = rng.between(2, 9);
    ProblemDraft draft{{friends * each + kept, kept, friends}, each, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    setThing(draft.slots, "a", rng.choose(kSweets));
    draft.slots.insert({{"t", digits(friends * each + kept)},
                        {"k", digits(kept)},
                        {"n", digits(friends)},
                        {"rest", digits(friends * each)}});
    return draft;
}

ProblemDraft drawSaving(Rng& rng)
{
    const int start = rng.between(3, 30);
    const int weekly = rng.between(2, 9);
    const int weeks = rng.between(2, 9);
    ProblemDraft draft{{start, weekly, weeks}, start + weekly * weeks, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    draft.slots.insert(
        {{"s", digits(start)}, {"w", digits(weekly)}, {"n", digits(weeks)}, {"wn", digits(weekly * weeks)}});
    return draft;
}

ProblemDraft drawGoal(Rng& rng)
{
    const int weekly = rng.between(2, 9);
    const int weeks = rng.between(2, 9);
    const int start = rng.between(2, 20);
    const int goal = start + weekly * weeks;
    ProblemDraft draft{{goal, start, weekly}, weeks, {}};
    setPerson(draft.slots, rng.choose(kPersons));
    draft.slots.insert(
        {{"t", digits(goal)}, {"s", digits(start)}, {"w", digits(weekly)}, {"rest", digits(weekly * weeks)}});
    return draft;
}

ProblemDraft applesAndOranges()
{
    return unknownPrice(kPersons[0], kFruits[0], kFruits[1], 3, 2, 2, 3);
}

} // namespace rw
