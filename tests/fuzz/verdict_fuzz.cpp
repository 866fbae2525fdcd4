#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/checking/program_reply.h"
#include "core/checking/verdict_service.h"
#include "tests/fuzz/target.h"

#include <sstream>

namespace rw::fuzz {

namespace {

void readReplyOfProgram(std::string_view input)
{
    const Verdict verdict = parseProgramReply(input, validUtf8(input));
    if (verdict.span && verdict.span->begin > verdict.span->end)
        __builtin_trap();
}

} // namespace

/// What other programs say of an answer, and what is asked of the one that verifies.
void run(std::string_view input)
{
    static const auto kVerifier = makeFinalNumberVerifier();
    std::istringstream questions{std::string(input)};
    std::ostringstream replies;
    serveVerdicts(questions, replies, *kVerifier);

    try {
        readReplyOfProgram(input);
    } catch (const Error&) {
        // Refused as a program's; another process may have written it.
    }
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
