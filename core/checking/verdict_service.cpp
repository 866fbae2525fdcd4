#include "core/checking/verdict_service.h"

#include "core/base/error.h"
#include "core/protocol/rollout_json.h"

#include <istream>
#include <ostream>
#include <string>

namespace rw {

namespace {

constexpr const char* kQuestion = "the question for a verdict";
constexpr JsonLimits kLimits{.bytes = std::size_t{64} << 20U, .depth = 32};

Json replyTo(const std::string& line, const Verifier& verifier)
{
    const Json question = parseJson(line, kQuestion, kLimits);
    Prompt prompt;
    fromJson(question.at("prompt"), prompt);
    const Verdict verdict =
        verifier.verify(prompt, jsonString(question, "completion", kQuestion),
                        finishReasonFromString(jsonString(question, "finish_reason", kQuestion)),
                        static_cast<int>(jsonInteger(question, "tokens", kQuestion, 0, 1 << 30)));
    return {{"verdict", toJson(verdict)}};
}

} // namespace

Json verdictQuestion(const Prompt& prompt, const WrittenAnswer& answer)
{
    return {{"prompt", toJson(prompt)},
            {"completion", answer.text},
            {"finish_reason", toString(answer.finish)},
            {"tokens", answer.tokens}};
}

Verdict verdictFromReply(const Json& reply)
{
    if (!reply.is_object() || !reply.contains("verdict"))
        throw Error(jsonString(reply, "error", "a verdict from another process"));
    Verdict verdict;
    fromJson(reply["verdict"], verdict);
    return verdict;
}

void serveVerdicts(std::istream& questions, std::ostream& replies, const Verifier& verifier)
{
    std::string line;
    while (std::getline(questions, line)) {
        Json reply;
        try {
            reply = replyTo(line, verifier);
        } catch (const std::exception& problem) {
            reply = {{"error", problem.what()}};
        }
        replies << jsonLine(reply) << std::endl; // each line goes out at once
    }
}

} // namespace rw
