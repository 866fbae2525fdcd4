#include "core/runlog/exporters.h"

#include "core/base/atomic_file.h"
#include "core/protocol/rollout_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace rw {

namespace {

struct MetricsLine
{
    double seconds = 0.0;
    Metrics metrics;
};

std::string csvText(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

std::string csvNumber(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

std::string csvLine(int step, const MetricsLine& line, const std::set<std::string>& keys)
{
    std::string text = std::to_string(step) + ',' + csvNumber(line.seconds);
    for (const std::string& key : keys) {
        const auto metric = line.metrics.find(key);
        text += ',' + (metric == line.metrics.end() ? std::string() : csvNumber(metric->second));
    }
    return text + '\n';
}

Json rewardsJson(const Rollout& rollout)
{
    Json parts = Json::array();
    for (const RewardPart& part : rollout.rewards)
        parts.push_back({{"name", part.name}, {"value", part.value}, {"weight", part.weight}});
    return parts;
}

/// Everything about a group that each of its answers repeats.
Json groupJson(const GroupSummary& summary, const RolloutGroup& group)
{
    const Prompt& prompt = group.prompt;
    return {{"group", group.id.value},
            {"prompt_id", prompt.id},
            {"prompt", prompt.text},
            {"answer", prompt.answer.empty() ? Json() : Json(prompt.answer)},
            {"category", prompt.category.empty() ? Json() : Json(prompt.category)},
            {"source", toString(summary.source)},
            {"stage", group.stage},
            {"policy_version", summary.policyVersion},
            {"trained_step", summary.trainedStep ? Json(*summary.trainedStep) : Json()},
            {"created_at", summary.createdAt},
            {"sampling", toJson(group.params)}};
}

/// A version of a verdict with when and how it came to be.
Json versionJson(const VerdictRecord& version)
{
    Json json = toJson(version.verdict);
    json.update({{"verdict_version", version.version},
                 {"given_at", version.givenAt},
                 {"origin", toString(version.origin)},
                 {"trained", version.trained}});
    return json;
}

/// The newest verdict's members beside those of the answer, the versions before it under a name of their own.
void addVerdicts(Json& line, std::vector<VerdictRecord> versions)
{
    Json earlier = Json::array();
    line["verdict"] = nullptr;
    if (!versions.empty()) {
        line.update(versionJson(versions.back()));
        versions.pop_back();
    }
    for (const VerdictRecord& version : versions)
        earlier.push_back(versionJson(version));
    line["earlier_verdicts"] = std::move(earlier);
}

Json answerJson(Json line, const Rollout& rollout, std::vector<VerdictRecord> versions)
{
    Json ids = Json::array();
    Json logprobs = Json::array();
    for (const TokenTrace& token : rollout.tokens) {
        ids.push_back(token.token);
        logprobs.push_back(token.logprob);
    }
    line.update({{"rollout", rollout.id.value},
                 {"index", rollout.index},
                 {"text", rollout.text},
                 {"token_ids", std::move(ids)},
                 {"logprobs", std::move(logprobs)},
                 {"finish_reason", toString(rollout.finish)},
                 {"rewards", rewardsJson(rollout)},
                 {"advantage", rollout.advantage ? Json(*rollout.advantage) : Json()},
                 {"starred", rollout.starred}});
    addVerdicts(line, std::move(versions));
    return line;
}

} // namespace

void writeMetricsCsv(const RunLogReader& log, const std::filesystem::path& file)
{
    std::set<std::string> keys;
    std::map<int, MetricsLine> lines;
    for (const MetricRecord& metric : log.metricsAfter(0)) {
        keys.insert(metric.key);
        lines[metric.step].seconds = metric.seconds;
        lines[metric.step].metrics[metric.key] = metric.value;
    }
    writeFileAtomically(file, [&](const ByteSink& sink) {
        std::string header = "step,seconds";
        for (const std::string& key : keys)
            header += ',' + csvText(key);
        sink(header + '\n');
        for (const auto& [step, line] : lines)
            sink(csvLine(step, line, keys));
    });
}

void writeAnswersJsonl(const RunLogReader& log, const std::filesystem::path& file)
{
    std::vector<GroupSummary> oldestFirst = log.recentGroups(std::numeric_limits<int>::max());
    std::reverse(oldestFirst.begin(), oldestFirst.end());
    writeFileAtomically(file, [&](const ByteSink& sink) {
        for (const GroupSummary& summary : oldestFirst) {
            const RolloutGroup group = log.group(summary.id);
            const Json shared = groupJson(summary, group);
            for (const Rollout& rollout : group.rollouts)
                sink(jsonLine(answerJson(shared, rollout, log.verdicts(rollout.id))) + '\n');
        }
    });
}

} // namespace rw
