#pragma once

#include "core/base/timestamp.h"
#include "core/database/database.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/run_log_reader.h"
#include "core/runlog/run_log_writer.h"
#include "tests/core/base/temporary_directory.h"

#include <string>
#include <vector>

namespace rw::test {

inline RunRecord sampleRecord()
{
    RunRecord record;
    record.name = "apples-01";
    record.createdAt = timestampNow();
    record.startModel = "/models/imitation";
    record.startLabel = "imitation";
    record.promptSource = "builtin:train";
    record.seed = 18446744073709551615U;
    record.config = toJson(TrainingConfig{});
    record.environment = {{"threads", 2}};
    return record;
}

inline std::vector<TokenTrace> sampleTokens(int count)
{
    std::vector<TokenTrace> tokens(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto weight = static_cast<float>(i);
        tokens[static_cast<std::size_t>(i)] = {
            .token = 1000 + i,
            .logprob = -0.1F * weight,
            .rank = 1 + i,
            .entropy = 0.3F * weight,
            .likeliest = {{{7, -0.5F}, {8, -1.5F}, {9, -2.5F}, {10, -3.0F}, {-1, 0.0F}}}};
    }
    return tokens;
}

inline Verdict sampleVerdict(Outcome outcome)
{
    return {.outcome = outcome,
            .extracted = "4",
            .span = Span{17, 18},
            .rule = "answer is",
            .expected = "3",
            .verifier = "final-number",
            .normalised = {},
            .normalisedExpected = {},
            .message = "Read 4.",
            .milliseconds = 0.5,
            .parts = {}};
}

inline Rollout sampleRollout(int index, Outcome outcome = Outcome::Wrong, int tokens = 40)
{
    Rollout rollout;
    rollout.index = index;
    rollout.tokens = sampleTokens(tokens);
    rollout.text = "The answer is \xE2\x82\xAC"
                   "4. #" +
                   std::to_string(index);
    rollout.verdict = sampleVerdict(outcome);
    return rollout;
}

inline RolloutGroup sampleGroup(const std::string& promptId = "apples-1", int answers = 3)
{
    RolloutGroup group;
    group.prompt = {promptId, "How much is one apple?", "3", "shopping", 2};
    group.promptTokens = {1, 2, 3};
    group.params.samples = answers;
    for (int i = 0; i < answers; ++i)
        group.rollouts.push_back(sampleRollout(i, i == 0 ? Outcome::Correct : Outcome::Wrong));
    return group;
}

/// Records a finished group as the window's generation does: answer by answer.
inline RolloutGroup recordLive(RunLogWriter& log, RolloutGroup group, int policyVersion = 0)
{
    group.id = log.beginGroup(group, GroupSource::Person, policyVersion);
    for (Rollout& rollout : group.rollouts)
        rollout.id = log.addRollout(group.id, rollout);
    log.finishGroup(group.id);
    return group;
}

inline StepRecord sampleStep(int step, std::string checkpoint = {})
{
    return {step, timestampNow(), 2.5, std::move(checkpoint)};
}

/// The first column of the first row of a query that is asked from outside.
inline std::int64_t ask(const std::filesystem::path& run, const std::string& sql)
{
    const auto database = Database::openForReading(run / "run.db", ReadMode::Shared);
    Query row = database->query(sql);
    return row.next() ? row.integer(0) : -1;
}

/// Changes a log behind the program's back.
inline void meddle(const std::filesystem::path& run, const std::string& script)
{
    Database::openForWriting(run / "run.db")->execute(script);
}

} // namespace rw::test
