#include "core/verify/verifier_set.h"

#include <utility>

namespace rw {

namespace {

VerdictPart partOf(const VerifierSet::Member& member, const Verdict& verdict)
{
    return {.name = member.part,
            .verifier = verdict.verifier,
            .outcome = verdict.outcome,
            .score = scoreOf(verdict),
            .weight = member.weight,
            .extracted = verdict.extracted,
            .span = verdict.span,
            .rule = verdict.rule,
            .normalised = verdict.normalised,
            .normalisedExpected = verdict.normalisedExpected,
            .message = verdict.message,
            .milliseconds = verdict.milliseconds};
}

} // namespace

VerifierSet::VerifierSet(std::vector<Member> members)
    : m_members(std::move(members))
{
}

std::string_view VerifierSet::name() const
{
    return m_members.front().verifier->name();
}

std::chrono::milliseconds VerifierSet::deadline() const
{
    std::chrono::milliseconds sum{0};
    for (const Member& member : m_members)
        sum += member.verifier->deadline();
    return sum;
}

Verdict VerifierSet::judge(const Prompt& prompt, const WrittenAnswer& answer) const
{
    Verdict whole;
    std::vector<VerdictPart> parts;
    for (const Member& member : m_members) {
        Verdict verdict = member.verifier->verify(prompt, answer.text, answer.finish, answer.tokens);
        parts.push_back(partOf(member, verdict));
        if (parts.size() == 1)
            whole = std::move(verdict);
    }
    whole.parts = std::move(parts);
    return whole;
}

} // namespace rw
