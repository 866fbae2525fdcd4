#include "core/base/utf8.h"
#include "core/verify/make_verifier.h"
#include "tests/fuzz/target.h"

#include <array>
#include <cstdlib>
#include <memory>

namespace rw::fuzz {

namespace {

const std::vector<std::unique_ptr<Verifier>>& verifiers()
{
    static const auto made = [] {
        std::vector<std::unique_ptr<Verifier>> all;
        for (const char* spec : {"final-number", "exact-text", "normalised-text:accents=no",
                                 "multiple-choice", R"(regex:pattern=(\\w+)\\W*$)", "countdown:use=at-most",
                                 "equation-strict:rounded=yes", "format:tags=think-answer,boxed=yes",
                                 "length-penalty:unit=words,limit=9,cache=3", "repetition-penalty"}) {
            const std::array specs{verifierSpecFromString(spec)};
            all.push_back(makeVerifier(specs));
        }
        return all;
    }();
    return made;
}

} // namespace

/// Question, gold and answer with line ends between them: no verdict stands outside of the answer.
void run(std::string_view input)
{
    const std::size_t first = std::min(input.find('\n'), input.size());
    const std::size_t second = std::min(input.find('\n', first + 1), input.size());
    Prompt prompt;
    prompt.text = validUtf8(input.substr(0, first));
    if (first < second)
        prompt.answer = validUtf8(input.substr(first + 1, second - first - 1));
    const std::string_view completion = second < input.size() ? input.substr(second + 1) : std::string_view{};
    const std::size_t length = codePointCount(validUtf8(completion));
    for (const auto& verifier : verifiers()) {
        const Verdict verdict = verifier->verify(prompt, completion, FinishReason::Stop);
        if (verdict.span && (verdict.span->end > length || verdict.span->begin > verdict.span->end))
            std::abort();
        if (verdict.extracted && !isValidUtf8(*verdict.extracted))
            std::abort();
    }
}

std::vector<std::string> seeds()
{
    return {"What is 2+3?\n5\nThe answer is 5.",
            "Using the numbers [19, 36, 55, 7], make 65.\n65\n<answer>55 + 36 - 7 - 19</answer>",
            "Which? (A) red (B) blue\nB\n<think>hm</think>\n<answer>\\boxed{B}</answer>",
            "A garden is 12 m by 8 m.\n20\n12 m + 8 m = <<12+8=20>>20 m\n#### 20",
            "n\n3\n4x+8=20; 4x=12; x=3. The answer is 3.",
            "t\nThe Eiffel Tower\neiffel  tower!",
            "t\n1,234.50\n\\boxed{\\$1{,}234.50}"};
}

} // namespace rw::fuzz
