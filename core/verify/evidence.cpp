#include "core/verify/evidence.h"

#include "core/base/utf8.h"

#include <string>

namespace rw {

void noteExtracted(std::string_view text, ByteRange range, Verdict& verdict)
{
    verdict.extracted = std::string(text.substr(range.begin, range.end - range.begin));
    const std::size_t begin = codePointIndex(text, range.begin);
    verdict.span = Span{begin, begin + codePointCount(*verdict.extracted)};
}

Verdict withoutExpectedAnswer()
{
    Verdict verdict;
    verdict.message = "The prompt has no expected answer.";
    return verdict;
}

Verdict gradedVerdict(double score, double best)
{
    Verdict verdict;
    verdict.outcome = score < best ? Outcome::Wrong : Outcome::Correct;
    verdict.parts.emplace_back().score = score;
    return verdict;
}

} // namespace rw
