#include "ui/models/group_model.h"

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kPatienceMilliseconds = 500; ///< of people; sooner verdicts need no word of their own
constexpr int kFlushMilliseconds = 34;     ///< at most 30 times a second

AnswerView viewOf(const Rollout& rollout, const std::optional<int>& trainedStep)
{
    AnswerView view;
    view.index = rollout.index;
    view.state = stateOf(rollout.finish, rollout.verdict);
    view.rollout = rollout.id;
    view.text = QString::fromStdString(rollout.text);
    view.tokens = static_cast<int>(rollout.tokens.size());
    view.verdict = rollout.verdict;
    view.advantage = rollout.advantage;
    view.trainedStep = trainedStep;
    view.starred = rollout.starred;
    return view;
}

} // namespace

GroupModel::GroupModel(QObject* parent)
    : QObject(parent)
{
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setTimerType(Qt::PreciseTimer);
    m_flushTimer.setInterval(kFlushMilliseconds);
    connect(&m_flushTimer, &QTimer::timeout, this, &GroupModel::flush);
}

int GroupModel::count(AnswerState state) const
{
    return static_cast<int>(std::ranges::count(m_answers, state, &AnswerView::state));
}

std::optional<int> GroupModel::shortestCorrect() const
{
    const auto found = std::ranges::find(m_answers, true, &AnswerView::shortestCorrect);
    return found == m_answers.end() ? std::nullopt : std::optional(found->index);
}

std::optional<int> GroupModel::starred() const
{
    const auto found = std::ranges::find(m_answers, true, &AnswerView::starred);
    return found == m_answers.end() ? std::nullopt : std::optional(found->index);
}

void GroupModel::showPrompt(const Prompt& prompt)
{
    startOver(prompt, 0, AnswerState::Queued);
    m_live = false;
    emit reset();
    emit headerChanged();
}

void GroupModel::expectAnswers(const Prompt& prompt, const SamplingParams& params, const QString& stage)
{
    startOver(prompt, static_cast<std::size_t>(std::max(params.samples, 0)), AnswerState::Queued);
    m_params = params;
    m_stage = stage;
    m_live = true;
    emit reset();
    emit headerChanged();
}

void GroupModel::begin(const protocol::GroupStarted& started)
{
    startOver(started.prompt, static_cast<std::size_t>(std::max(started.params.samples, 0)),
              AnswerState::ReadingPrompt);
    m_group = started.group;
    m_params = started.params;
    m_stage = QString::fromStdString(started.stage);
    m_policyVersion = started.policyVersion;
    m_live = true;
    emit reset();
    emit headerChanged();
}

void GroupModel::append(const protocol::Tokens& tokens)
{
    bool began = false;
    for (const protocol::TokenDelta& delta : tokens.answers) {
        AnswerView* answer = unfinished(tokens.group, delta.index);
        if (answer == nullptr)
            continue;
        began = began || answer->state != AnswerState::Writing;
        answer->state = AnswerState::Writing;
        answer->text += QString::fromStdString(delta.text);
        answer->tokens = delta.tokens;
        answer->tokensPerSecond = tokens.tokensPerSecond / static_cast<double>(tokens.answers.size());
        touch(delta.index);
    }
    if (began)
        emit headerChanged();
}

void GroupModel::awaitVerdict(const protocol::AnswerEnded& ended)
{
    AnswerView* written = unfinished(ended.group, ended.index);
    if (written == nullptr)
        return;
    written->text = QString::fromStdString(ended.text);
    written->tokens = ended.tokens;
    written->tokensPerSecond = 0.0;
    touch(ended.index);
    QTimer::singleShot(kPatienceMilliseconds, this, [this, group = ended.group, index = ended.index] {
        AnswerView* answer = unfinished(group, index);
        if (answer == nullptr)
            return;
        answer->state = AnswerState::Verifying;
        touch(index);
        emit headerChanged();
    });
}

void GroupModel::finishAnswer(const protocol::AnswerFinished& finished)
{
    AnswerView* answer = unfinished(finished.group, finished.index);
    if (answer == nullptr)
        return;
    answer->state = stateOf(finished.finish, finished.verdict);
    answer->rollout = finished.rollout;
    answer->text = QString::fromStdString(finished.text);
    answer->tokens = finished.tokens;
    answer->tokensPerSecond = 0.0;
    answer->verdict = finished.verdict;
    touch(finished.index);
    markShortestCorrect();
    emit headerChanged();
}

void GroupModel::finish(const protocol::GroupFinished& finished)
{
    if (!m_live || !m_group.isValid() || finished.group != m_group)
        return;
    closeUnfinished(AnswerState::Stopped);
}

void GroupModel::fail()
{
    if (m_live)
        closeUnfinished(AnswerState::Failed);
}

void GroupModel::closeUnfinished(AnswerState state)
{
    for (AnswerView& answer : m_answers) {
        if (isFinished(answer.state))
            continue;
        answer.state = state;
        answer.tokensPerSecond = 0.0;
        touch(answer.index);
    }
    m_live = false;
    flush();
    emit headerChanged();
}

void GroupModel::showRecorded(const RolloutGroup& group, const GroupSummary& summary)
{
    const bool sameGroup =
        m_group.isValid() && m_group == group.id && m_answers.size() == group.rollouts.size();
    startOver(group.prompt, 0, AnswerState::Queued);
    m_group = group.id;
    m_stage = QString::fromStdString(group.stage);
    m_params = group.params;
    m_policyVersion = summary.policyVersion;
    m_trainedStep = summary.trainedStep;
    m_live = false;
    for (const Rollout& rollout : group.rollouts)
        m_answers.push_back(viewOf(rollout, summary.trainedStep));
    m_touched.assign(m_answers.size(), false);
    m_recorded = group;
    markShortestCorrect();
    if (sameGroup) {
        touchAll();
        flush();
    } else {
        emit reset();
    }
    emit headerChanged();
}

void GroupModel::setVerdict(RolloutId rollout, const Verdict& verdict)
{
    const auto answer = std::ranges::find(m_answers, rollout, &AnswerView::rollout);
    if (!rollout.isValid() || answer == m_answers.end())
        return;
    const bool isRecorded = m_recorded.has_value();
    const auto place = static_cast<std::size_t>(answer->index);
    answer->verdict = verdict;
    answer->state = stateOf(isRecorded ? m_recorded->rollouts[place].finish : FinishReason::Stop, verdict);
    if (isRecorded)
        m_recorded->rollouts[place].verdict = verdict;
    touch(answer->index);
    markShortestCorrect();
    flush();
    emit headerChanged();
}

void GroupModel::setStarred(RolloutId rollout, bool starred)
{
    if (!rollout.isValid() || std::ranges::find(m_answers, rollout, &AnswerView::rollout) == m_answers.end())
        return;
    for (AnswerView& answer : m_answers) {
        const bool wanted = answer.rollout == rollout ? starred : answer.starred && !starred;
        if (answer.starred == wanted)
            continue;
        answer.starred = wanted;
        if (m_recorded)
            m_recorded->rollouts[static_cast<std::size_t>(answer.index)].starred = wanted;
        touch(answer.index);
    }
    flush();
    emit headerChanged();
}

void GroupModel::startOver(const Prompt& prompt, std::size_t answers, AnswerState state)
{
    m_flushTimer.stop();
    m_prompt = prompt;
    m_group = {};
    m_stage.clear();
    m_params = {};
    m_policyVersion = 0;
    m_trainedStep.reset();
    m_recorded.reset();
    m_answers.assign(answers, {});
    for (std::size_t i = 0; i < answers; ++i) {
        m_answers[i].index = static_cast<int>(i);
        m_answers[i].state = state;
    }
    m_touched.assign(answers, false);
}

AnswerView* GroupModel::unfinished(GroupId group, int index)
{
    const bool known = m_live && m_group.isValid() && group == m_group && index >= 0 &&
                       static_cast<std::size_t>(index) < m_answers.size();
    if (!known)
        return nullptr;
    AnswerView& answer = m_answers[static_cast<std::size_t>(index)];
    return isFinished(answer.state) ? nullptr : &answer;
}

void GroupModel::markShortestCorrect()
{
    const AnswerView* shortest = nullptr;
    for (const AnswerView& answer : m_answers) {
        if (answer.state == AnswerState::Correct && (shortest == nullptr || answer.tokens < shortest->tokens))
            shortest = &answer;
    }
    for (AnswerView& answer : m_answers) {
        const bool wanted = &answer == shortest;
        if (answer.shortestCorrect == wanted)
            continue;
        answer.shortestCorrect = wanted;
        touch(answer.index);
    }
}

void GroupModel::touch(int index)
{
    m_touched[static_cast<std::size_t>(index)] = true;
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

void GroupModel::touchAll()
{
    m_touched.assign(m_answers.size(), true);
}

void GroupModel::flush()
{
    m_flushTimer.stop();
    QList<int> indices;
    for (std::size_t i = 0; i < m_touched.size(); ++i) {
        if (m_touched[i])
            indices.push_back(static_cast<int>(i));
    }
    m_touched.assign(m_answers.size(), false);
    if (!indices.isEmpty())
        emit changed(indices);
}

} // namespace rw::ui
