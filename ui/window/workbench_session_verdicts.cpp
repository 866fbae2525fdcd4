// The part of the session that is about verdicts: a person's own, and those of verifiers over stored answers.

#include "core/verify/verdict_by_hand.h"
#include "ui/theme/verdict_style.h"
#include "ui/window/judgement_command.h"
#include "ui/window/workbench_session.h"

#include <QLocale>
#include <QUuid>

#include <algorithm>

namespace rw::ui {

namespace {

/// What a person said of an answer; nothing where the verifier's word stands.
std::optional<Outcome> wordOf(const AnswerView& answer)
{
    return isJudgedByHand(answer) ? std::optional(answer.verdict->outcome) : std::nullopt;
}

QString commandText(int answer, std::optional<Outcome> outcome)
{
    const QString number = QLocale().toString(answer + 1);
    if (!outcome)
        return WorkbenchSession::tr("Leave answer %1 to the verifier").arg(number);
    switch (*outcome) {
    case Outcome::Correct:
        return WorkbenchSession::tr("Mark answer %1 correct").arg(number);
    case Outcome::Wrong:
        return WorkbenchSession::tr("Mark answer %1 wrong").arg(number);
    case Outcome::Undecided:
    case Outcome::Error:
        break;
    }
    return WorkbenchSession::tr("Mark answer %1 undecided").arg(number);
}

} // namespace

void WorkbenchSession::judge(int answer, std::optional<Outcome> outcome)
{
    if (!canStar() || answer < 0 || answer >= static_cast<int>(m_group.answers().size()))
        return;
    const AnswerView& view = m_group.answers()[static_cast<std::size_t>(answer)];
    const std::optional<Outcome> before = wordOf(view);
    if (!view.rollout.isValid() || before == outcome)
        return;
    m_undo.push(new JudgementCommand(
        commandText(answer, outcome), view.rollout, outcome, before,
        [this](RolloutId rollout, std::optional<Outcome> word) { giveJudgement(rollout, word); }));
}

void WorkbenchSession::giveJudgement(RolloutId rollout, std::optional<Outcome> outcome)
{
    JudgementRecord judgement;
    judgement.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    judgement.rollout = rollout;
    judgement.outcome = outcome;
    if (outcome && !isViewingElsewhere()) {
        const auto& answers = m_group.answers();
        const auto answer = std::ranges::find(answers, rollout, &AnswerView::rollout);
        if (answer != answers.end())
            m_group.setVerdict(rollout, verdictByHand(answer->verdict.value_or(Verdict{}), *outcome));
    }
    attempt([&] {
        if (m_judgements)
            m_judgements->add(m_runDirectory, judgement);
    });
    if (m_engine.isReady())
        m_engine.judge({judgement.uuid, rollout, outcome});
}

void WorkbenchSession::sendPendingJudgements()
{
    if (!m_judgements)
        return;
    for (const JudgementRecord& judgement : m_judgements->pending(m_runDirectory))
        m_engine.judge({judgement.uuid, judgement.rollout, judgement.outcome});
}

void WorkbenchSession::verifyAnswerAgain(int answer)
{
    if (answer < 0 || answer >= static_cast<int>(m_group.answers().size()))
        return;
    const RolloutId rollout = m_group.answers()[static_cast<std::size_t>(answer)].rollout;
    if (rollout.isValid())
        verifyAgain({.group = {}, .rollout = rollout, .overByHand = false});
}

void WorkbenchSession::verifyGroupAgain()
{
    if (m_group.group().isValid())
        verifyAgain({.group = m_group.group(), .rollout = {}, .overByHand = false});
}

void WorkbenchSession::verifyRunAgain()
{
    verifyAgain({});
}

void WorkbenchSession::verifyAgain(const protocol::VerifyAgainParams& params)
{
    if (m_engine.isReady() && !isViewingElsewhere())
        m_engine.verifyAgain(params);
}

/// The log has the newest verdicts of the answers on screen.
void WorkbenchSession::rereadVerdicts()
{
    if (isViewingElsewhere() || m_group.isLive() || !m_group.group().isValid())
        return;
    attempt([&] {
        for (const StoredAnswer& answer : m_logs.of(m_runDirectory).answersOf(m_group.group())) {
            if (answer.verdict)
                m_group.setVerdict(answer.rollout, *answer.verdict);
        }
    });
}

void WorkbenchSession::connectVerdicts()
{
    connect(&m_engine, &EngineClient::judgeAcknowledged, this,
            [this](const protocol::JudgeAcknowledged& judged) {
                attempt([&] {
                    if (m_judgements)
                        m_judgements->acknowledge(judged.uuid);
                });
                if (!isViewingElsewhere())
                    m_group.setVerdict(judged.rollout, judged.verdict);
            });
    connect(&m_engine, &EngineClient::verifiedAgain, this, [this](const protocol::VerifyAgainResult& result) {
        rereadVerdicts();
        emit verifiedAgain(result);
    });
}

} // namespace rw::ui
