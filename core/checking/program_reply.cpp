#include "core/checking/program_reply.h"

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"

#include <cmath>
#include <optional>
#include <string>

namespace rw {

namespace {

constexpr const char* kWhat = "what the program wrote";

std::optional<double> scoreIn(const Json& reply)
{
    if (!reply.contains("score") || reply["score"].is_null())
        return std::nullopt;
    const double score = jsonNumber(reply, "score", kWhat, 0.0);
    if (!(std::abs(score) <= 1.0))
        throw Error("A score must lie between -1 and 1, and the program gave " + reply["score"].dump() + ".");
    return score;
}

Outcome outcomeIn(const Json& reply, const std::optional<double>& score)
{
    const std::string word = jsonString(reply, "verdict", kWhat, "");
    if (!word.empty())
        return outcomeFromString(word);
    if (!score)
        throw Error("The program gave neither a \"verdict\" nor a \"score\".");
    return *score >= 1.0 ? Outcome::Correct : Outcome::Wrong;
}

std::size_t lengthInCodePoints(std::string_view text)
{
    return codePointIndex(text, text.size());
}

std::optional<Span> spanIn(const Json& reply, std::string_view completion)
{
    const auto found = reply.find("span");
    if (found == reply.end() || found->is_null())
        return std::nullopt;
    const auto isPlace = [](const Json& value) { return value.is_number_unsigned(); };
    if (!found->is_array() || found->size() != 2 || !isPlace((*found)[0]) || !isPlace((*found)[1]))
        throw Error("A span must be [begin, end], two whole numbers, and the program gave " + found->dump() +
                    ".");
    const Span span{(*found)[0].get<std::size_t>(), (*found)[1].get<std::size_t>()};
    if (span.begin > span.end || span.end > lengthInCodePoints(completion))
        throw Error("The span " + found->dump() + " does not lie in the answer, which has " +
                    std::to_string(lengthInCodePoints(completion)) + " characters.");
    return span;
}

/// Where the answer last reads as `extracted` does.
std::optional<Span> lastPlaceOf(const std::string& extracted, std::string_view completion)
{
    const std::size_t begin = completion.rfind(extracted);
    if (extracted.empty() || begin == std::string_view::npos)
        return std::nullopt;
    return Span{codePointIndex(completion, begin), codePointIndex(completion, begin + extracted.size())};
}

} // namespace

Verdict parseProgramReply(std::string_view reply, std::string_view completion)
{
    const Json json = parseJson(reply, kWhat);
    if (!json.is_object())
        throw Error("The program must write one JSON object, and it wrote " + json.dump().substr(0, 80) +
                    ".");
    const std::optional<double> score = scoreIn(json);
    Verdict verdict;
    verdict.outcome = outcomeIn(json, score);
    if (json.contains("extracted") && !json["extracted"].is_null())
        verdict.extracted = jsonString(json, "extracted", kWhat);
    verdict.span = spanIn(json, completion);
    if (!verdict.span && verdict.extracted)
        verdict.span = lastPlaceOf(*verdict.extracted, completion);
    verdict.rule = jsonString(json, "rule", kWhat, "");
    verdict.normalised = jsonString(json, "normalised", kWhat, "");
    verdict.normalisedExpected = jsonString(json, "normalised_expected", kWhat, "");
    verdict.message = jsonString(json, "message", kWhat, "");
    if (score) {
        VerdictPart part;
        part.score = *score;
        verdict.parts.push_back(std::move(part));
    }
    return verdict;
}

} // namespace rw
