// What a session does with answers that are stored: no model, any thread.
#include "core/base/error.h"
#include "core/engine/current_config.h"
#include "core/engine/installed_verifier.h"
#include "core/engine/session.h"
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

protocol::VerifyAgainResult Session::verifyAgain(const protocol::VerifyAgainParams& params,
                                                 const ReviewWatch& watch)
{
    const RunLogReader reader(m_params.directory);
    return rw::verifyAgain(reader, params, currentConfig(reader).verifiers, *m_log, watch);
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
                          {"verifiers", verifierTexts({verifiers.begin(), verifiers.end()})},
                          {"stored", total.stored},
                          {"changed", total.changed}};
        if (total.stored > 0)
            log.with(
                [&](RunLogWriter& writer) { writer.addEvent(writer.lastStep(), "verified_again", detail); });
    };
    try {
        const protocol::VerifyAgainResult result =
            verifyAgain(reader, params.group, verifiers, makeInstalledVerifier, store, watch);
        record();
        return result;
    } catch (const Cancelled&) {
        record(); // what was stored by then stays
        throw;
    }
}

} // namespace rw
