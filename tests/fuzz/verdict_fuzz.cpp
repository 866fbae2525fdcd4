#include "core/base/utf8.h"
#include "core/checking/program_reply.h"
#include "core/checking/verdict_service.h"
#include "tests/fuzz/target.h"

#include <sstream>

namespace rw::fuzz {

/// What other programs say of an answer, and what is asked of the one that verifies.
void run(std::string_view input)
{
    static const auto kVerifier = makeFinalNumberVerifier();
    std::istringstream questions{std::string(input)};
    std::ostringstream replies;
    serveVerdicts(questions, replies, *kVerifier);

    const std::string completion = validUtf8(input);
    const Verdict verdict = parseProgramReply(input, completion);
    if (verdict.span && verdict.span->begin > verdict.span->end)
        __builtin_trap();
    static_cast<void>(verdictFromReply(parseJson(input, "reply")));
}

std::vector<std::string> seeds()
{
    return {
        R"({"verdict": "wrong", "score": 0.5, "extracted": "score", "span": [2, 9], "rule": "r", "message": "m"})",
        R"({"score": -1, "normalised": "1", "normalised_expected": "2"})",
        R"({"verdict": {"verdict": "correct", "extracted": "3", "span": [0, 1], "rule": "last number"}})",
        verdictQuestion({.id = "p", .text = "1 + 2?", .answer = "3", .category = {}}, {.text = "It is 3."})
            .dump()};
}

} // namespace rw::fuzz
