#include "core/prompts/problem_families.h"

#include "core/base/error.h"

#include <array>

namespace rw {

namespace {

const std::array<ProblemFamily, 13>& families()
{
    static const std::array<ProblemFamily, 13> kFamilies{
        {{"unknown price",
          "shopping",
          3,
          {"{name} bought {nword} {as} and {mword} {bs}. Each {b} costs ${p}. The total is ${t}. What does "
           "each {a} cost?",
           "{name} pays ${t} for {nword} {as} and {mword} {bs}. One {b} costs ${p}. How much is one {a}?"},
          "{n}x+{m}*{p}={t}; {n}x={rest}; x={x}.",
          "The {bs} cost {m}*{p}={mp}. The {as} cost {t}-{mp}={rest}. Each {a} costs {rest}/{n}={x}.",
          drawUnknownPrice},
         {"change",
          "shopping",
          1,
          {"{name} buys {n} {as} for ${p} each and pays with ${t}. How much change does {name} get?",
           "One {a} costs ${p}. {name} buys {n} {as} and hands over ${t}. What is the change?"},
          "x={t}-{n}*{p}; x={x}.",
          "The {as} cost {n}*{p}={np}. The change is {t}-{np}={x}.",
          drawChange},
         {"journey",
          "travel",
          1,
          {"A {a} drives {h} hours at {v} km/h and then {m} km more. How far does it go?",
           "A {a} goes at {v} km/h for {h} hours. Then it goes {m} km more. How many km is that in all?"},
          "x={h}*{v}+{m}; x={x}.",
          "The first part is {h}*{v}={hv}. In all it is {hv}+{m}={x}.",
          drawJourney},
         {"arrival",
          "travel",
          2,
          {"{name} walks {d} km at {v} km/h and rests for {r} hours. How many hours does the trip take?",
           "A trip is {d} km long. {name} goes at {v} km/h and rests {r} hours. How long does it take?"},
          "x={d}/{v}+{r}; x={x}.",
          "The way takes {d}/{v}={h}. With the rest it is {h}+{r}={x}.",
          drawArrival},
         {"force",
          "physics",
          2,
          {"A {a} of {m} kg speeds up at {acc} m/s2. Friction is {f} N. What force pushes it?",
           "Friction of {f} N slows a {a} of {m} kg. Which force gives it {acc} m/s2?"},
          "x-{f}={m}*{acc}; x={x}.",
          "Speeding up takes {m}*{acc}={ma}. With friction it is {ma}+{f}={x}.",
          drawForce},
         {"density",
          "physics",
          2,
          {"A {a} of {v} cm3 has a density of {d} g/cm3. It lies in a bowl of {b} g. What is the mass in "
           "all?",
           "A bowl of {b} g holds a {a} with density {d} g/cm3 and volume {v} cm3. How many g is that?"},
          "x={d}*{v}+{b}; x={x}.",
          "The {a} has {d}*{v}={dv}. With the bowl it is {dv}+{b}={x}.",
          drawDensity},
         {"ohm",
          "physics",
          2,
          {"A current of {i} A flows through {r} ohm and {s} ohm in a row. What is the voltage?",
           "Two resistors of {r} ohm and {s} ohm in a row carry {i} A. How many volts is that?"},
          "x={i}*({r}+{s}); x={x}.",
          "The resistance is {r}+{s}={rs}. The voltage is {rs}*{i}={x}.",
          drawOhm},
         {"perimeter",
          "geometry",
          1,
          {"A {a} is {l} m long and {w} m wide. How long is the fence around it?",
           "What is the perimeter of a {a} with length {l} m and width {w} m?"},
          "x=2*({l}+{w}); x={x}.",
          "Length and width are {l}+{w}={lw}. Around it is {lw}*2={x}.",
          drawPerimeter},
         {"area",
          "geometry",
          2,
          {"A {a} is {l} m long and {w} m wide. A tree covers {c} m2. What area is left?",
           "A {a} of {l} m by {w} m has {c} m2 of flowers. How many m2 have none?"},
          "x={l}*{w}-{c}; x={x}.",
          "The {a} has {l}*{w}={lw}. What is left is {lw}-{c}={x}.",
          drawArea},
         {"age",
          "ages",
          2,
          {"{name} is {n}. {their} {elder} is {k} times as old. How old was the {elder} {y} years ago?",
           "The {elder} of {name} is {k} times as old as {name}, who is {n}. What was the age of the {elder} "
           "{y} years ago?"},
          "x={k}*{n}-{y}; x={x}.",
          "The {elder} is {n}*{k}={kn}. {y} years ago it was {kn}-{y}={x}.",
          drawAge},
         {"sharing",
          "sharing",
          2,
          {"{name} has {t} {as}, keeps {k} and shares the rest among {n} friends. How many does each friend "
           "get?",
           "Of {t} {as} {name} eats {k}. The rest goes to {n} friends. How many {as} are there for each?"},
          "{n}x+{k}={t}; x={x}.",
          "The rest is {t}-{k}={rest}. Each gets {rest}/{n}={x}.",
          drawSharing},
         {"saving",
          "savings",
          1,
          {"{name} has ${s} and saves ${w} a week. How much is it after {n} weeks?",
           "{name} saves ${w} every week for {n} weeks. {they} had ${s} before. How much is it now?"},
          "x={s}+{w}*{n}; x={x}.",
          "The weeks bring {w}*{n}={wn}. With the start it is {wn}+{s}={x}.",
          drawSaving},
         {"goal",
          "savings",
          2,
          {"{name} wants ${t}, has ${s} and saves ${w} a week. How many weeks does it take?",
           "A bike costs ${t}. {name} has ${s} and saves ${w} every week. After how many weeks is it "
           "enough?"},
          "{w}x+{s}={t}; x={x}.",
          "What is missing is {t}-{s}={rest}. It takes {rest}/{w}={x}.",
          drawGoal}}};
    return kFamilies;
}

} // namespace

std::span<const ProblemFamily> allProblemFamilies()
{
    return families();
}

std::string fillSlots(std::string_view text, const Slots& slots)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        result += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = text.find('}', open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto slot = slots.find(name);
        if (slot == slots.end())
            throw Error("A word problem has nothing for the slot {" + std::string(name) + "}.");
        result += slot->second;
        text.remove_prefix(close + 1);
    }
    return result;
}

} // namespace rw
