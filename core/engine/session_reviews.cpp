// What a session does with answers that are stored: no model, any thread.
#include "core/base/error.h"
#include "core/engine/attempt_recorder.h"
#include "core/engine/current_config.h"
#include "core/engine/installed_verifier.h"
#include "core/engine/session.h"
#include "core/library/prompt_source.h"
#include "core/protocol/rollout_json.h"

#include <algorithm>
#include <limits>

namespace rw {

namespace {

/// Lets the library of prompts know how groups fare by the verdicts that count now, where the run takes its
/// prompts from there. @param group invalid: all groups
void recordAttemptsAgain(const RunLogReader& reader, const protocol::OpenRunParams& run, GroupId group)
{
    const std::string source = reader.run().promptSource;
    if (!librarySetName(source))
        return;
    AttemptRecorder attempts(source, run.library, run.directory);
    for (const GroupSummary& summary : reader.recentGroups(std::numeric_limits<int>::max())) {
        if (!summary.finished || summary.source == GroupSource::Evaluation ||
            (group.isValid() && summary.id != group))
            continue;
        const RolloutGroup judged = reader.group(summary.id);
        attempts.record(std::span(&judged, 1), summary.trainedStep.value_or(summary.policyVersion));
    }
}

} // namespace

protocol::JudgeAcknowledged Session::recordJudgement(const JudgementRecord& judgement)
{
    return m_log->with([&](RunLogWriter& log) {
        log.recordJudgement(judgement);
        const std::vector<VerdictRecord> versions = log.verdicts(judgement.rollout);
        return protocol::JudgeAcknowledged{judgement.uuid, judgement.rollout,
                                           versions.empty() ? 0 : versions.back().version,
                                           versions.empty() ? Verdict{} : versions.back().verdict};
    });
}

void Session::recordAttemptsAgain(RolloutId judged) const
{
    const RunLogReader reader(m_params.directory);
    rw::recordAttemptsAgain(reader, m_params, reader.answer(judged).group);
}

protocol::VerifyAgainResult Session::verifyAgain(const protocol::VerifyAgainParams& params,
                                                 const ReviewWatch& watch)
{
    const RunLogReader reader(m_params.directory);
    const protocol::VerifyAgainResult result =
        rw::verifyAgain(reader, params, currentConfig(reader).verifiers, *m_log, watch);
    if (result.stored > 0)
        rw::recordAttemptsAgain(
            reader, m_params, params.rollout.isValid() ? reader.answer(params.rollout).group : params.group);
    return result;
}

protocol::PreviewVerifiersResult Session::previewVerifiers(const protocol::PreviewVerifiersParams& params,
                                                           const ReviewWatch& watch) const
{
    return rw::previewVerifiers(RunLogReader(m_params.directory), params, makeInstalledVerifier, watch);
}

VerifierBench Session::benchVerifiers(const protocol::BenchVerifiersParams& params,
                                      const ReviewWatch& watch) const
{
    return rw::benchVerifiers(RunLogReader(m_params.directory), params, makeInstalledVerifier, watch);
}

protocol::VerifyAgainResult verifyAgain(const RunLogReader& reader, const protocol::VerifyAgainParams& params,
                                        std::span<const VerifierSpec> verifiers, RunLogGuard& log,
                                        const ReviewWatch& watch)
{
    VerdictsStored total;
    const VerdictStore store = [&](std::span<const NewVerdict> verdicts) {
        const VerdictsStored stored =
            log.with([&](RunLogWriter& writer) { return writer.addVerdicts(verdicts, params.overByHand); });
        total.stored += stored.stored;
        total.changed += stored.changed;
        return stored;
    };
    const auto record = [&] {
        const Json detail{{"group", toJson(params).at("group")},
                          {"rollout", toJson(params).at("rollout")},
                          {"verifiers", verifierTexts({verifiers.begin(), verifiers.end()})},
                          {"stored", total.stored},
                          {"changed", total.changed}};
        if (total.stored > 0)
            log.with(
                [&](RunLogWriter& writer) { writer.addEvent(writer.lastStep(), "verified_again", detail); });
    };
    try {
        const protocol::VerifyAgainResult result =
            verifyAgain(reader, params, verifiers, makeInstalledVerifier, store, watch);
        record();
        return result;
    } catch (const Cancelled&) {
        record(); // what was stored by then stays
        throw;
    }
}

} // namespace rw
