#include "ui/client/judgement_outbox.h"

#include <limits>
#include <utility>

namespace rw::ui {

namespace {

constexpr std::string_view kWhat = "verdict by hand not sent yet";
constexpr const char* kOutcome = "outcome"; ///< absent: the verifier's verdict again

JudgementRecord judgementFrom(const Json& json)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    JudgementRecord judgement;
    judgement.uuid = jsonString(json, "uuid", kWhat);
    judgement.rollout = {jsonInteger(json, "rollout", kWhat, 0, kMost)};
    if (json.contains(kOutcome))
        judgement.outcome = outcomeFromString(jsonString(json, kOutcome, kWhat));
    return judgement;
}

} // namespace

JudgementOutbox::JudgementOutbox(std::filesystem::path file)
    : m_records(std::move(file), [](const Json& json) { judgementFrom(json); })
{
}

void JudgementOutbox::add(const QString& runDirectory, const JudgementRecord& judgement)
{
    Json record{{"rollout", judgement.rollout.value}};
    if (judgement.outcome)
        record[kOutcome] = std::string(toString(*judgement.outcome));
    m_records.add(runDirectory, judgement.uuid, std::move(record));
}

std::vector<JudgementRecord> JudgementOutbox::pending(const QString& runDirectory) const
{
    std::vector<JudgementRecord> judgements;
    for (const Json& record : m_records.pending(runDirectory))
        judgements.push_back(judgementFrom(record));
    return judgements;
}

} // namespace rw::ui
