#include "core/protocol/verdict_messages.h"

#include "core/protocol/member_reader.h"
#include "core/protocol/rollout_json.h"

#include <algorithm>
#include <array>
#include <limits>

namespace rw {

namespace {

constexpr std::array kLetters{'c', 'w', 'u', 'e'}; ///< in the order of Outcome's values
constexpr char kUnmarked = '-';

char letterOf(Outcome outcome)
{
    return kLetters[static_cast<std::size_t>(outcome)];
}

std::string lettersOf(const std::vector<Outcome>& outcomes)
{
    std::string letters(outcomes.size(), kUnmarked);
    std::transform(outcomes.begin(), outcomes.end(), letters.begin(), letterOf);
    return letters;
}

std::optional<Outcome> outcomeOf(char letter)
{
    const auto found = std::find(kLetters.begin(), kLetters.end(), letter);
    if (found == kLetters.end())
        return {};
    return static_cast<Outcome>(found - kLetters.begin());
}

std::vector<Outcome> outcomesFrom(const MemberReader& members, std::size_t count)
{
    std::string letters;
    members.require("outcomes", letters);
    std::vector<Outcome> outcomes;
    for (const char letter : letters) {
        if (const std::optional<Outcome> outcome = outcomeOf(letter))
            outcomes.push_back(*outcome);
    }
    if (outcomes.size() != count || letters.size() != count)
        members.refuse("outcomes", "a letter of c, w, u, e for each answer");
    return outcomes;
}

template <class Tag>
Json idsJson(const std::vector<BenchedAnswer>& answers, Id<Tag> BenchedAnswer::*member)
{
    Json ids = Json::array();
    for (const BenchedAnswer& answer : answers)
        ids.push_back(idJson(answer.*member));
    return ids;
}

const Json& idsAt(const MemberReader& members, const char* key)
{
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const auto isId = [](const Json& id) {
        return id.is_number_unsigned() && id.get<std::uint64_t>() <= kLargest;
    };
    const Json* json = members.find(key);
    if (json == nullptr || !json->is_array() || !std::all_of(json->begin(), json->end(), isId))
        members.refuse(key, "a list of ids");
    return *json;
}

std::vector<BenchedAnswer> answersFrom(const MemberReader& members)
{
    const Json& groups = idsAt(members, "groups");
    const Json& rollouts = idsAt(members, "rollouts");
    if (rollouts.size() != groups.size())
        members.refuse("rollouts", "an id for each of \"groups\"");
    std::vector<BenchedAnswer> answers(groups.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i].group.value = groups[i].get<std::int64_t>();
        answers[i].rollout.value = rollouts[i].get<std::int64_t>();
    }
    return answers;
}

void readMarks(const MemberReader& members, std::vector<BenchedAnswer>& answers)
{
    std::string letters;
    members.require("by_hand", letters);
    if (letters.size() != answers.size() || letters.find_first_not_of("cw-") != std::string::npos)
        members.refuse("by_hand", "a letter of c, w, - for each answer");
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i].byHand = outcomeOf(letters[i]);
}

BenchedVerifier verifierFrom(const Json& json, std::size_t answers)
{
    const MemberReader members(json, "verifier of a bench");
    BenchedVerifier verifier;
    std::string spec;
    members.require("verifier", spec);
    members.readWord("verifier", verifier.spec, verifierSpecFromString);
    verifier.outcomes = outcomesFrom(members, answers);
    members.read("mean_milliseconds", verifier.meanMilliseconds, 0.0);
    members.read("most_milliseconds", verifier.mostMilliseconds, 0.0);
    return verifier;
}

} // namespace

Json toJson(const VerifierBench& bench)
{
    std::string marks;
    for (const BenchedAnswer& answer : bench.answers)
        marks += answer.byHand ? letterOf(*answer.byHand) : kUnmarked;
    Json verifiers = Json::array();
    for (const BenchedVerifier& verifier : bench.verifiers)
        verifiers.push_back({{"verifier", toString(verifier.spec)},
                             {"outcomes", lettersOf(verifier.outcomes)},
                             {"mean_milliseconds", finiteOrNull(verifier.meanMilliseconds)},
                             {"most_milliseconds", finiteOrNull(verifier.mostMilliseconds)}});
    return {{"groups", idsJson(bench.answers, &BenchedAnswer::group)},
            {"rollouts", idsJson(bench.answers, &BenchedAnswer::rollout)},
            {"by_hand", marks},
            {"verifiers", std::move(verifiers)}};
}

void fromJson(const Json& json, VerifierBench& bench)
{
    const MemberReader members(json, "bench_verifiers result");
    bench = {};
    bench.answers = answersFrom(members);
    readMarks(members, bench.answers);
    const Json* verifiers = members.find("verifiers");
    if (verifiers == nullptr || !verifiers->is_array())
        members.refuse("verifiers", "a list");
    for (const Json& verifier : *verifiers)
        bench.verifiers.push_back(verifierFrom(verifier, bench.answers.size()));
}

} // namespace rw

namespace rw::protocol {

namespace {

constexpr int kMostPreviewed = 500;
constexpr int kMostBenched = 200'000;
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

Json toJson(const VerifyAgainParams& message)
{
    return {{"group", idJson(message.group)},
            {"rollout", idJson(message.rollout)},
            {"over_by_hand", message.overByHand}};
}

void fromJson(const Json& json, VerifyAgainParams& message)
{
    const MemberReader members(json, "verify_again request");
    members.read("group", message.group);
    members.read("rollout", message.rollout);
    members.read("over_by_hand", message.overByHand);
}

Json toJson(const VerifyAgainResult& message)
{
    return {{"answers", message.answers},
            {"stored", message.stored},
            {"changed", message.changed},
            {"by_hand", message.byHand},
            {"errors", message.errors}};
}

void fromJson(const Json& json, VerifyAgainResult& message)
{
    const MemberReader members(json, "verify_again result");
    members.read("answers", message.answers);
    members.read("stored", message.stored);
    members.read("changed", message.changed);
    members.read("by_hand", message.byHand);
    members.read("errors", message.errors);
}

Json toJson(const PreviewVerifiersParams& message)
{
    return {{"verifiers", verifierTexts(message.verifiers)},
            {"group", idJson(message.group)},
            {"rollout", idJson(message.rollout)},
            {"answers", message.answers}};
}

void fromJson(const Json& json, PreviewVerifiersParams& message)
{
    const MemberReader members(json, "preview_verifiers request");
    readVerifiers(members, message.verifiers);
    members.read("group", message.group);
    members.read("rollout", message.rollout);
    members.read("answers", message.answers);
    if (message.answers < 1 || message.answers > kMostPreviewed)
        members.refuse("answers", "a whole number from 1 to 500");
}

Json toJson(const PreviewVerifiersResult& message)
{
    Json answers = Json::array();
    for (const PreviewedAnswer& answer : message.answers)
        answers.push_back({{"group", idJson(answer.group)},
                           {"rollout", idJson(answer.rollout)},
                           {"index", answer.index},
                           {"before", answer.before ? toJson(*answer.before) : Json()},
                           {"after", toJson(answer.after)}});
    return {{"answers", std::move(answers)}};
}

void fromJson(const Json& json, PreviewVerifiersResult& message)
{
    const MemberReader members(json, "preview_verifiers result");
    const Json* answers = members.find("answers");
    if (answers == nullptr || !answers->is_array())
        members.refuse("answers", "a list");
    message.answers.clear();
    for (const Json& one : *answers) {
        const MemberReader answer(one, "previewed answer");
        PreviewedAnswer& read = message.answers.emplace_back();
        answer.require("group", read.group);
        answer.require("rollout", read.rollout);
        answer.read("index", read.index);
        if (answer.find("before") != nullptr)
            answer.readPart("before", read.before.emplace());
        answer.requirePart("after", read.after);
    }
}

Json toJson(const BenchVerifiersParams& message)
{
    return {{"verifiers", verifierTexts(message.verifiers)}, {"answers", message.answers}};
}

void fromJson(const Json& json, BenchVerifiersParams& message)
{
    const MemberReader members(json, "bench_verifiers request");
    readVerifiers(members, message.verifiers);
    members.read("answers", message.answers);
    if (message.answers > kMostBenched)
        members.refuse("answers", "a whole number from 0 to 200000");
}

Json toJson(const ReviewProgress& message)
{
    return {{"method", message.method}, {"done", message.done}, {"total", message.total}};
}

void fromJson(const Json& json, ReviewProgress& message)
{
    const MemberReader members(json, "review_progress notification");
    members.require("method", message.method);
    members.read("done", message.done);
    members.read("total", message.total);
}

} // namespace rw::protocol
