// What a session does with answers that are stored: no model, any thread.
#include "core/checking/installed_verifier.h"
#include "core/engine/session.h"
#include "core/review/verify_again.h"
#include "core/sets/attempt_recorder.h"
#include "core/sets/set_settings.h"

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

} // namespace rw
