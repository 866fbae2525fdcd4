// The part of the session that is about prompts, answers, stars and the steps of the past.

#include "ui/window/star_command.h"
#include "ui/window/workbench_session.h"

#include <QLocale>
#include <QUuid>

#include <algorithm>

namespace rw::ui {

namespace {

const QString kCurrentStage = QStringLiteral("current");

/// The group's entry in the log, if it is there.
std::optional<GroupSummary> findSummary(const RunLogReader& reader, const std::string& promptId, GroupId id)
{
    for (const GroupSummary& summary : reader.groupsOfPrompt(promptId)) {
        if (summary.id == id)
            return summary;
    }
    return std::nullopt;
}

} // namespace

void WorkbenchSession::choosePrompt(int row)
{
    const Prompt prompt = m_prompts.prompt(row);
    m_stepView.reset();
    emit stepViewChanged();
    showLatestOfPrompt(prompt);
}

void WorkbenchSession::showLatestOfPrompt(const Prompt& prompt)
{
    m_before.reset();
    std::optional<GroupSummary> latest;
    attempt([&] {
        if (m_runDirectory.isEmpty())
            return;
        const RunLogReader& reader = m_logs.of(m_runDirectory);
        for (const GroupSummary& summary : reader.groupsOfPrompt(prompt.id)) {
            if (summary.source != GroupSource::Evaluation && summary.promptText == prompt.text)
                latest = summary;
        }
    });
    if (latest)
        showRecorded(m_runDirectory, *latest);
    else
        m_group.showPrompt(prompt);
    emit groupShown();
}

void WorkbenchSession::addPrompt(const Prompt& prompt)
{
    m_prompts.addPrompts({prompt});
    choosePrompt(m_prompts.rowOf(prompt.id));
}

void WorkbenchSession::setSampling(const SamplingParams& sampling)
{
    if (sampling == m_sampling)
        return;
    m_sampling = sampling;
    emit samplingChanged();
}

void WorkbenchSession::setStage(const QString& stage)
{
    m_stage = stage;
    emit stageChanged();
}

void WorkbenchSession::generate()
{
    m_before.reset();
    request(Prompt(m_group.prompt()), m_sampling, m_stage);
}

void WorkbenchSession::generateAgain()
{
    const SamplingParams params = m_group.params();
    m_before = Before{m_group.answers(), weightsLabel()};
    request(Prompt(m_group.prompt()), params, kCurrentStage);
}

void WorkbenchSession::request(const Prompt& prompt, const SamplingParams& params, const QString& stage)
{
    if (m_activity != Activity::Ready)
        return;
    protocol::GenerateParams message;
    message.prompt = prompt;
    message.stage = stage.toStdString();
    if (isOfSet(prompt))
        message.source = promptSetSource().toStdString();
    message.params = params;
    message.pace = m_pace;
    if (!attempt([&] { validate(message.params); }))
        return;
    const bool wasElsewhere = isViewingElsewhere();
    m_viewed.clear();
    m_stepView.reset();
    if (wasElsewhere)
        emit curvesChanged();
    emit stepViewChanged();
    m_group.expectAnswers(prompt, params, stage);
    emit groupShown();
    setActivity(Activity::Generating);
    m_engine.generate(message);
}

QString WorkbenchSession::weightsLabel() const
{
    if (m_group.stage() != kCurrentStage)
        return m_group.stage();
    return m_group.policyVersion() == 0 ? m_startLabel
                                        : tr("step %1").arg(QLocale().toString(m_group.policyVersion()));
}

void WorkbenchSession::generationDone(const protocol::GenerateResult& result)
{
    setActivity(Activity::Ready);
    const std::string promptId = m_group.prompt().id;
    if (m_group.group() == result.group) {
        attempt([&] {
            const RunLogReader& reader = m_logs.of(m_runDirectory);
            if (const auto summary = findSummary(reader, promptId, result.group))
                m_group.showRecorded(reader.group(result.group), *summary);
        });
        emit groupShown();
    }
    if (m_before && !result.cancelled && m_group.group() == result.group)
        emit comparisonReady(m_before->answers, m_before->label, weightsLabel());
    m_before.reset();
}

void WorkbenchSession::committed(const protocol::StepCommitted& message)
{
    m_step = message.step;
    emit stepCommitted(message.step, message.seconds);
    const bool onScreen =
        std::find(message.groups.begin(), message.groups.end(), m_group.group()) != message.groups.end();
    if (!onScreen || isViewingElsewhere())
        return;
    attempt([&] {
        const RunLogReader& reader = m_logs.of(m_runDirectory);
        if (const auto summary = findSummary(reader, m_group.prompt().id, m_group.group()))
            m_group.showRecorded(reader.group(m_group.group()), *summary);
    });
    emit groupShown();
}

void WorkbenchSession::toggleStar(int answer)
{
    if (!canStar() || answer < 0 || answer >= static_cast<int>(m_group.answers().size()))
        return;
    const AnswerView& view = m_group.answers()[static_cast<std::size_t>(answer)];
    if (!view.rollout.isValid())
        return;
    std::optional<RolloutId> previous;
    if (const auto index = m_group.starred())
        previous = m_group.answers()[static_cast<std::size_t>(*index)].rollout;
    const QString number = QLocale().toString(answer + 1);
    m_undo.push(new StarCommand(view.starred ? tr("Take the star from answer %1").arg(number)
                                             : tr("Star answer %1").arg(number),
                                view.rollout, !view.starred, previous,
                                [this](RolloutId rollout, bool starred) { giveStar(rollout, starred); }));
}

void WorkbenchSession::starShortestCorrect()
{
    const auto shortest = m_group.shortestCorrect();
    if (shortest && m_group.starred() != shortest)
        toggleStar(*shortest);
}

void WorkbenchSession::giveStar(RolloutId rollout, bool starred)
{
    StarRecord star;
    star.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    star.rollout = rollout;
    star.starred = starred;
    if (!isViewingElsewhere()) // another run has rows of the same numbers
        m_group.setStarred(rollout, starred);
    attempt([&] {
        if (m_stars)
            m_stars->add(m_runDirectory, star);
    });
    if (m_engine.isReady())
        m_engine.star({star.uuid, rollout, starred});
}

int WorkbenchSession::lastStep()
{
    int last = 0;
    attempt([&] {
        const std::vector<StepRecord> steps = m_logs.of(viewedRun()).steps();
        last = steps.empty() ? 0 : steps.back().step;
    });
    return last;
}

void WorkbenchSession::showStep(int step)
{
    attempt([&] {
        const RunLogReader& reader = m_logs.of(viewedRun());
        std::vector<GroupSummary> groups = reader.groupsOfStep(step);
        if (groups.empty())
            return;
        m_stepView = StepView{step, reader.steps().back().step, std::move(groups), 0};
        showGroupOfStep(0);
    });
}

void WorkbenchSession::showGroupOfStep(int index)
{
    if (!m_stepView || index < 0 || index >= static_cast<int>(m_stepView->groups.size()))
        return;
    m_stepView->current = index;
    m_before.reset();
    showRecorded(viewedRun(), m_stepView->groups[static_cast<std::size_t>(index)]);
    emit stepViewChanged();
    emit groupShown();
}

void WorkbenchSession::leaveStep()
{
    if (!m_stepView)
        return;
    m_stepView.reset();
    emit stepViewChanged();
}

void WorkbenchSession::showRecorded(const QString& runDirectory, const GroupSummary& summary)
{
    attempt([&] { m_group.showRecorded(m_logs.of(runDirectory).group(summary.id), summary); });
}

} // namespace rw::ui
