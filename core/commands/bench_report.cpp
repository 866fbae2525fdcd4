#include "core/commands/bench_report.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace rw {

namespace {

constexpr std::array kOutcomes{Outcome::Correct, Outcome::Wrong, Outcome::Undecided, Outcome::Error};
constexpr std::size_t kWidestName = 40;

Json rateJson(int count, int of)
{
    const Proportion rate = proportion(count, of);
    return {{"count", count},
            {"of", of},
            {"rate", of == 0 ? Json() : Json(rate.share)},
            {"low", of == 0 ? Json() : Json(rate.low)},
            {"high", of == 0 ? Json() : Json(rate.high)}};
}

Json verifierJson(const VerifierBench& bench, std::size_t index)
{
    const OutcomeCounts counts = outcomeCounts(bench, index);
    const ErrorRates rates = errorRates(bench, index);
    Json json{{"verifier", toString(bench.verifiers[index].spec)},
              {"false_negatives", rateJson(rates.falseNegatives, rates.markedCorrect)},
              {"false_positives", rateJson(rates.falsePositives, rates.markedWrong)},
              {"mean_milliseconds", bench.verifiers[index].meanMilliseconds},
              {"most_milliseconds", bench.verifiers[index].mostMilliseconds}};
    for (std::size_t i = 0; i < kOutcomes.size(); ++i)
        json[std::string(toString(kOutcomes[i]))] = counts[i];
    return json;
}

Json cellsJson(const VerifierBench& bench, std::size_t one, std::size_t other)
{
    Json cells = Json::array();
    for (const Outcome outcome : kOutcomes) {
        for (const Outcome otherOutcome : kOutcomes) {
            const std::vector<std::size_t> answers = answersBehind(bench, one, outcome, other, otherOutcome);
            if (outcome == otherOutcome || answers.empty())
                continue;
            Json rollouts = Json::array();
            for (const std::size_t answer : answers)
                rollouts.push_back(bench.answers[answer].rollout.value);
            cells.push_back({{"outcomes", {toString(outcome), toString(otherOutcome)}},
                             {"count", answers.size()},
                             {"rollouts", std::move(rollouts)}});
        }
    }
    return cells;
}

template <class Use>
void forEachPair(const VerifierBench& bench, Use&& use)
{
    for (std::size_t one = 0; one < bench.verifiers.size(); ++one) {
        for (std::size_t other = one + 1; other < bench.verifiers.size(); ++other)
            use(one, other);
    }
}

std::string rateText(int count, int of)
{
    if (of == 0)
        return "-";
    const Proportion rate = proportion(count, of);
    return fmt::format("{}/{} {:.0f} % ({:.0f}-{:.0f})", count, of, 100.0 * rate.share, 100.0 * rate.low,
                       100.0 * rate.high);
}

/// At most kWidestName bytes of ASCII and what whole code points come before.
std::string nameOf(const VerifierBench& bench, std::size_t index)
{
    std::string name = toString(bench.verifiers[index].spec);
    if (name.size() <= kWidestName)
        return name;
    std::size_t end = kWidestName - 3;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        --end;
    return name.substr(0, end) + "...";
}

std::string verifierLine(const VerifierBench& bench, std::size_t index, std::size_t width)
{
    const OutcomeCounts counts = outcomeCounts(bench, index);
    const ErrorRates rates = errorRates(bench, index);
    return fmt::format("{:<{}}  {:>7} {:>7} {:>9} {:>6}  {:<22} {:<22} {:>8.3f} {:>8.3f}\n",
                       nameOf(bench, index), width, counts[0], counts[1], counts[2], counts[3],
                       rateText(rates.falseNegatives, rates.markedCorrect),
                       rateText(rates.falsePositives, rates.markedWrong),
                       bench.verifiers[index].meanMilliseconds, bench.verifiers[index].mostMilliseconds);
}

std::string pairText(const VerifierBench& bench, std::size_t one, std::size_t other)
{
    std::string text = fmt::format("{} and {}: {} differ\n", nameOf(bench, one), nameOf(bench, other),
                                   disagreements(bench, one, other));
    const OutcomeTable table = outcomeTable(bench, one, other);
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        for (std::size_t j = 0; j < kOutcomes.size(); ++j) {
            if (i != j && table[i][j] > 0)
                text += fmt::format("  {:>6}  {}, {}\n", table[i][j], toString(kOutcomes[i]),
                                    toString(kOutcomes[j]));
        }
    }
    return text;
}

int marked(const VerifierBench& bench)
{
    return static_cast<int>(
        std::count_if(bench.answers.begin(), bench.answers.end(),
                      [](const BenchedAnswer& answer) { return answer.byHand.has_value(); }));
}

} // namespace

Json benchReport(const VerifierBench& bench)
{
    Json verifiers = Json::array();
    for (std::size_t i = 0; i < bench.verifiers.size(); ++i)
        verifiers.push_back(verifierJson(bench, i));
    Json pairs = Json::array();
    forEachPair(bench, [&](std::size_t one, std::size_t other) {
        pairs.push_back(
            {{"verifiers", {toString(bench.verifiers[one].spec), toString(bench.verifiers[other].spec)}},
             {"disagreements", disagreements(bench, one, other)},
             {"cells", cellsJson(bench, one, other)}});
    });
    return {{"answers", bench.answers.size()},
            {"marked_by_hand", marked(bench)},
            {"verifiers", std::move(verifiers)},
            {"pairs", std::move(pairs)}};
}

std::string benchText(const VerifierBench& bench)
{
    std::size_t width = 8;
    for (std::size_t i = 0; i < bench.verifiers.size(); ++i)
        width = std::max(width, nameOf(bench, i).size());
    std::string text =
        fmt::format("{} answers, {} marked by hand\n\n{:<{}}  {:>7} {:>7} {:>9} {:>6}  {:<22} {:<22} "
                    "{:>8} {:>8}\n",
                    bench.answers.size(), marked(bench), "verifier", width, "correct", "wrong", "undecided",
                    "error", "false negatives", "false positives", "ms", "most ms");
    for (std::size_t i = 0; i < bench.verifiers.size(); ++i)
        text += verifierLine(bench, i, width);
    text += "\n";
    forEachPair(bench, [&](std::size_t one, std::size_t other) { text += pairText(bench, one, other); });
    return text;
}

} // namespace rw
