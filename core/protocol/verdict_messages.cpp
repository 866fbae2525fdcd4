#include "core/protocol/verdict_messages.h"

#include "core/protocol/member_reader.h"
#include "core/protocol/rollout_json.h"

namespace rw::protocol {

namespace {

constexpr std::string_view kVerifiersWord = "verifier";

std::optional<Outcome> judgedOutcome(std::string_view word)
{
    if (word == kVerifiersWord)
        return {};
    const Outcome outcome = outcomeFromString(word);
    if (outcome == Outcome::Error)
        throw Error(
            "A person's verdict is \"correct\", \"wrong\" or \"undecided\"; \"verifier\" gives the word "
            "back.");
    return outcome;
}

} // namespace

Json toJson(const JudgeParams& message)
{
    return {{"uuid", message.uuid},
            {"rollout", idJson(message.rollout)},
            {"outcome", message.outcome ? toString(*message.outcome) : kVerifiersWord}};
}

void fromJson(const Json& json, JudgeParams& message)
{
    const MemberReader members(json, "judge request");
    members.require("uuid", message.uuid);
    if (message.uuid.empty())
        members.refuse("uuid", "a text that is not empty");
    members.require("rollout", message.rollout);
    std::string outcome;
    members.require("outcome", outcome);
    members.readWord("outcome", message.outcome, judgedOutcome);
}

Json toJson(const JudgeAcknowledged& message)
{
    return {{"uuid", message.uuid},
            {"rollout", idJson(message.rollout)},
            {"version", message.version},
            {"verdict", toJson(message.verdict)}};
}

void fromJson(const Json& json, JudgeAcknowledged& message)
{
    const MemberReader members(json, "judge result");
    members.require("uuid", message.uuid);
    members.read("rollout", message.rollout);
    members.read("version", message.version);
    members.readPart("verdict", message.verdict);
}

} // namespace rw::protocol
