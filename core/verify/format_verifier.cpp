#include "core/verify/format_verifier.h"

#include "core/verify/evidence.h"

#include <string>

namespace rw {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t countOf(std::string_view text, std::string_view word)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != kNowhere; at = text.find(word, at + word.size()))
        ++count;
    return count;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == kNowhere;
}

/// What breaks a rule: the rule's name and what to tell a person; empty where all is well.
struct Breach
{
    std::string rule;
    std::string message;

    [[nodiscard]] bool none() const { return rule.empty(); }
};

class FormatVerifier final : public Verifier
{
public:
    explicit FormatVerifier(const VerifierOptions& options)
        : m_think(options.text("tags") != "none")
        , m_answerTag(options.text("tags") == "think-answer")
        , m_boxed(options.flag("boxed"))
        , m_opened(options.flag("opened"))
    {
    }

    [[nodiscard]] std::string_view name() const override { return "format"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& /*prompt*/, const WrittenAnswer& answer) const override
    {
        Breach breach;
        if (m_think)
            breach = thinkBreach(answer.text);
        if (breach.none() && m_answerTag)
            breach = answerTagBreach(rest(answer.text));
        if (breach.none() && m_boxed)
            breach = boxBreach(answer.text);
        Verdict verdict;
        verdict.outcome = breach.none() ? Outcome::Correct : Outcome::Wrong;
        verdict.rule = breach.none() ? "format" : breach.rule;
        verdict.message = breach.message;
        noteEvidence(answer.text, breach, verdict);
        return verdict;
    }

private:
    /// Behind the thinking, which is known to end.
    static std::string_view rest(std::string_view text)
    {
        return text.substr(afterThinking(text).value_or(text.size()));
    }

    [[nodiscard]] Breach thinkBreach(std::string_view text) const
    {
        const std::size_t opens = countOf(text, "<think>");
        const std::size_t closes = countOf(text, "</think>");
        if (!m_opened && !text.starts_with("<think>"))
            return {"think", "The answer does not begin with <think>."};
        if (opens != (m_opened ? 0U : 1U))
            return {"think", "<think> stands more than once."};
        if (closes == 0)
            return {"think", "The thinking is never closed with </think>."};
        if (closes > 1)
            return {"think", "</think> stands more than once."};
        if (isBlank(rest(text)))
            return {"think", "Nothing stands behind </think>."};
        return {};
    }

    static Breach answerTagBreach(std::string_view answer)
    {
        const std::size_t begin = answer.find_first_not_of(" \t\r\n");
        const std::size_t end = answer.find_last_not_of(" \t\r\n");
        const std::string_view whole = begin == kNowhere ? "" : answer.substr(begin, end - begin + 1);
        if (countOf(whole, "<answer>") != 1 || countOf(whole, "</answer>") != 1)
            return {"answer tag", "<answer> and </answer> must stand once each, behind the thinking."};
        if (!whole.starts_with("<answer>") || !whole.ends_with("</answer>"))
            return {"answer tag", "Something stands outside of <answer> and </answer>."};
        if (isBlank(whole.substr(8, whole.size() - 17)))
            return {"answer tag", "Nothing stands in <answer>."};
        return {};
    }

    static Breach boxBreach(std::string_view text)
    {
        const AnnouncedAnswer announced = announcedAnswer(text);
        // A tag around the box stands before it, so the box is the last marker all the same.
        if (announced.rule != "boxed")
            return {"boxed", "The answer has no \\boxed{}, or another marker behind it."};
        if (!announced.range)
            return {"boxed", "\\boxed{ is empty or never closed."};
        return {};
    }

    void noteEvidence(std::string_view text, const Breach& breach, Verdict& verdict) const
    {
        const AnnouncedAnswer announced = announcedAnswer(text);
        if (breach.none() && (m_boxed || m_answerTag) && announced.range)
            noteExtracted(text, *announced.range, verdict);
    }

    bool m_think;
    bool m_answerTag;
    bool m_boxed;
    bool m_opened;
};

} // namespace

std::unique_ptr<Verifier> makeFormatVerifier(const VerifierOptions& options)
{
    return std::make_unique<FormatVerifier>(options);
}

} // namespace rw
