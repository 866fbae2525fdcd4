// What a session does with answers that are stored: no model, any thread.
#include "core/base/error.h"
#include "core/engine/attempt_recorder.h"
#include "core/engine/installed_verifier.h"
#include "core/engine/session.h"
#include "core/engine/set_settings.h"
#include "core/protocol/rollout_json.h"

namespace rw {

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
    LibraryAccess library(m_params.library);
    AttemptRecorder(library, m_params.directory).recordAgain(reader, reader.answer(judged).group);
}

protocol::VerifyAgainResult Session::verifyAgain(const protocol::VerifyAgainParams& params,
                                                 const ReviewWatch& watch)
{
    const RunLogReader reader(m_params.directory);
    LibraryAccess library(m_params.library);
    AttemptRecorder attempts(library, m_params.directory);
    const TrainingConfig config = configFollowingSet(reader, m_params.library);
    return rw::verifyAgain(reader, params, config.verifiers, *m_log, attempts, watch);
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
                                        AttemptRecorder& attempts, const ReviewWatch& watch)
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
        if (total.stored == 0)
            return;
        const Json detail{{"group", toJson(params).at("group")},
                          {"rollout", toJson(params).at("rollout")},
                          {"verifiers", verifierTexts({verifiers.begin(), verifiers.end()})},
                          {"stored", total.stored},
                          {"changed", total.changed}};
        log.with([&](RunLogWriter& writer) { writer.addEvent(writer.lastStep(), "verified_again", detail); });
        attempts.recordAgain(reader,
                             params.rollout.isValid() ? reader.answer(params.rollout).group : params.group);
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
