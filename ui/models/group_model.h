#pragma once

#include "core/protocol/messages.h"
#include "core/runlog/records.h"
#include "ui/models/answer_view.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace rw::ui {

/// The group of answers on screen: live from the engine, or read from the run log. Lives on the GUI thread.
/// Live text arrives at the pipe's pace; changed() is emitted at most 30 times a second for all answers
/// together.
class GroupModel : public QObject
{
    Q_OBJECT

public:
    explicit GroupModel(QObject* parent = nullptr);

    /// @name What is on screen
    /// @{
    [[nodiscard]] const Prompt& prompt() const { return m_prompt; }
    [[nodiscard]] GroupId group() const { return m_group; }
    [[nodiscard]] QString stage() const { return m_stage; }
    [[nodiscard]] const SamplingParams& params() const { return m_params; }
    [[nodiscard]] int policyVersion() const { return m_policyVersion; }
    [[nodiscard]] std::optional<int> trainedStep() const { return m_trainedStep; }
    [[nodiscard]] const std::vector<AnswerView>& answers() const { return m_answers; }
    [[nodiscard]] bool isLive() const { return m_live; } ///< being written now
    [[nodiscard]] int count(AnswerState state) const;
    /// Index of the correct answer with the fewest tokens; the first of equals.
    [[nodiscard]] std::optional<int> shortestCorrect() const;
    [[nodiscard]] std::optional<int> starred() const;
    /// The group as the run log has it, with token traces, rewards and advantages. Null while it is live and
    /// until showRecorded().
    [[nodiscard]] const RolloutGroup* recorded() const { return m_recorded ? &*m_recorded : nullptr; }
    /// @}

    /// @name Where it comes from
    /// @{
    void showPrompt(const Prompt& prompt); ///< a prompt without answers yet
    /// Asked for, not begun: messages about the group before are ignored from now on.
    void expectAnswers(const Prompt& prompt, const SamplingParams& params, const QString& stage);
    void begin(const protocol::GroupStarted& started);
    /// Text and verdicts of another group than the one begun are ignored, also below.
    void append(const protocol::Tokens& tokens);
    /// The answer is written and waits for its verdict: after half a second its state says so.
    void awaitVerdict(const protocol::AnswerEnded& ended);
    void finishAnswer(const protocol::AnswerFinished& finished);
    void finish(const protocol::GroupFinished& finished);
    /// The engine died or refused: what was written stays, unfinished answers become Failed.
    void fail();
    /// Without reset() if this is the group on screen, so that what is selected stays so.
    void showRecorded(const RolloutGroup& group, const GroupSummary& summary);
    void setVerdict(RolloutId rollout, const Verdict& verdict);
    void setStarred(RolloutId rollout, bool starred); ///< one star a group
    /// @}

signals:
    void reset();                            ///< another group, or another number of answers
    void changed(const QList<int>& indices); ///< these answers, coalesced
    void headerChanged();                    ///< counts or liveness

private:
    void startOver(const Prompt& prompt, std::size_t answers, AnswerState state);
    [[nodiscard]] AnswerView* unfinished(GroupId group, int index);
    void closeUnfinished(AnswerState state);
    void markShortestCorrect();
    void touch(int index);
    void touchAll();
    void flush();

    Prompt m_prompt;
    GroupId m_group;
    QString m_stage;
    SamplingParams m_params;
    int m_policyVersion = 0;
    std::optional<int> m_trainedStep;
    std::vector<AnswerView> m_answers;
    bool m_live = false;
    std::optional<RolloutGroup> m_recorded;
    std::vector<bool> m_touched;
    QTimer m_flushTimer;
};

} // namespace rw::ui
