#include "core/prompts/word_problems.h"

#include "core/prompts/problem_families.h"

#include <cstdio>
#include <unordered_set>

namespace rw {

namespace {

constexpr std::uint64_t kBuiltinSeed = 2024;
constexpr std::uint64_t kTrainingStream = 1;
constexpr std::uint64_t kHeldOutStream = 2;
constexpr std::uint64_t kHeldOutEvery = 10; ///< one tuple of numbers in ten is held out

ProblemSplit splitOf(const ProblemFamily& family, const std::vector<int>& numbers)
{
    std::string key(family.name);
    for (const int number : numbers)
        key += " " + std::to_string(number);
    return stableHash(key) % kHeldOutEvery == 0 ? ProblemSplit::HeldOut : ProblemSplit::Training;
}

WordProblem worded(const ProblemFamily& family, ProblemDraft draft, std::string_view wording)
{
    const std::string answer = std::to_string(draft.answer);
    draft.slots["x"] = answer;
    WordProblem problem;
    problem.family = family.name;
    problem.numbers = draft.numbers;
    problem.prompt.text = fillSlots(wording, draft.slots);
    problem.prompt.answer = answer;
    problem.prompt.category = family.category;
    problem.prompt.difficulty = family.difficulty;
    problem.equation = fillSlots(family.equation, draft.slots);
    problem.steps = fillSlots(family.steps, draft.slots);
    return problem;
}

std::string numbered(const char* format, std::size_t number)
{
    char text[32];
    std::snprintf(text, sizeof(text), format, number);
    return text;
}

/// Fills `prompts` up to `count` with problems that differ in their text.
void fillUp(std::vector<Prompt>& prompts, std::size_t count, Rng rng, ProblemSplit split,
            const char* idFormat)
{
    std::unordered_set<std::string> texts;
    for (const Prompt& prompt : prompts)
        texts.insert(prompt.text);
    while (prompts.size() < count) {
        WordProblem problem = drawWordProblem(rng, split);
        if (!texts.insert(problem.prompt.text).second)
            continue;
        problem.prompt.id = numbered(idFormat, prompts.size() + 1);
        prompts.push_back(std::move(problem.prompt));
    }
}

} // namespace

std::string WordProblem::solution(SolutionStyle style) const
{
    std::string last = "The answer is " + prompt.answer + ".";
    switch (style) {
    case SolutionStyle::BareAnswer:
        return last;
    case SolutionStyle::Equation:
        return equation + " " + last;
    case SolutionStyle::Steps:
        return steps + " " + last;
    }
    return last;
}

WordProblem drawWordProblem(Rng& rng, ProblemSplit split)
{
    const ProblemFamily& family = rng.choose(allProblemFamilies());
    ProblemDraft draft = family.draw(rng);
    while (splitOf(family, draft.numbers) != split)
        draft = family.draw(rng);
    return worded(family, std::move(draft), rng.choose(family.wordings));
}

std::vector<std::string> problemFamilies()
{
    std::vector<std::string> names;
    for (const ProblemFamily& family : allProblemFamilies())
        names.emplace_back(family.name);
    return names;
}

std::vector<Prompt> builtinTrainingPrompts(std::size_t count)
{
    std::vector<Prompt> prompts;
    const ProblemFamily& family = allProblemFamilies().front();
    prompts.push_back(worded(family, applesAndOranges(), family.wordings.front()).prompt);
    prompts.back().id = "train-00001";
    fillUp(prompts, count, Rng(kBuiltinSeed, kTrainingStream), ProblemSplit::Training, "train-%05zu");
    return prompts;
}

std::vector<Prompt> builtinHeldOutPrompts(std::size_t count)
{
    std::vector<Prompt> prompts;
    fillUp(prompts, count, Rng(kBuiltinSeed, kHeldOutStream), ProblemSplit::HeldOut, "heldout-%03zu");
    return prompts;
}

} // namespace rw
