#include "core/review/verify_again.h"

#include "core/base/error.h"
#include "core/checking/installed_verifier.h"
#include "core/protocol/rollout_json.h"
#include "core/sets/set_settings.h"

namespace rw {

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
