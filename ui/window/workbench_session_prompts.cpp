// The part of the session that is about prompt sets and what is known of each prompt.

#include "core/library/prompt_source.h"
#include "core/prompts/prompt_files.h"
#include "core/prompts/word_problems.h"
#include "ui/window/workbench_session.h"

#include <QDir>

#include <algorithm>
#include <unordered_map>

namespace rw::ui {

namespace {

constexpr const char* kLibrary = "library:"; ///< in front of a set's name, where a run says what it trains on

PromptNotes notesOf(const LibraryPrompt& prompt)
{
    PromptNotes notes;
    for (const std::string& tag : prompt.record.tags)
        notes.tags << QString::fromStdString(tag);
    notes.answers = static_cast<int>(prompt.tally.tries);
    notes.correct = static_cast<int>(prompt.tally.passes);
    if (prompt.tally.lastStep >= 0)
        notes.lastStep = prompt.tally.lastStep;
    return notes;
}

std::vector<Prompt> promptsOf(const std::vector<LibraryPrompt>& library)
{
    std::vector<Prompt> prompts;
    prompts.reserve(library.size());
    for (const LibraryPrompt& prompt : library)
        prompts.push_back(prompt.record.prompt);
    return prompts;
}

} // namespace

void WorkbenchSession::connectShelf()
{
    connect(&m_shelf, &PromptShelf::failed, this, &WorkbenchSession::problem);
    connect(&m_shelf, &PromptShelf::setsChanged, this, [this] {
        if (!m_shelf.current() && m_isSetShown) // another process has deleted it
            showPromptsOfSet();
        emit promptSetsChanged();
    });
    connect(&m_shelf, &PromptShelf::opened, this, &WorkbenchSession::showPromptsOfSet);
    connect(&m_shelf, &PromptShelf::promptsChanged, this, [this] {
        std::vector<Prompt> prompts = promptsOf(m_shelf.prompts());
        if (m_isSetShown && prompts != m_prompts.prompts())
            m_prompts.setPrompts(std::move(prompts));
        showNotes();
        emit promptDetailsChanged();
    });
}

void WorkbenchSession::showPromptsOfSet()
{
    m_isSetShown = m_shelf.current().has_value();
    m_prompts.setPrompts(m_isSetShown ? promptsOf(m_shelf.prompts()) : builtinTrainingPrompts());
    showNotes();
    emit promptSetsChanged();
}

void WorkbenchSession::showNotes()
{
    std::unordered_map<std::string, PromptNotes> notes;
    for (const LibraryPrompt& prompt : m_shelf.prompts()) {
        PromptNotes one = notesOf(prompt);
        if (one != PromptNotes{})
            notes.emplace(prompt.record.prompt.id, std::move(one));
    }
    m_prompts.setNotes(std::move(notes));
}

QString WorkbenchSession::promptSet() const
{
    return m_shelf.current() ? QString::fromStdString(m_shelf.current()->name) : QString();
}

QString WorkbenchSession::promptSetSource() const
{
    return m_shelf.current() ? QString::fromLatin1(kLibrary) + promptSet() : QString();
}

bool WorkbenchSession::isRunOnSet() const
{
    return m_shelf.current() && librarySetName(m_promptSource.toStdString()) == m_shelf.current()->name;
}

/// A run that is open on the set goes on with it.
bool WorkbenchSession::renamePromptSet(const QString& name)
{
    const bool isRuns = isRunOnSet();
    if (!m_shelf.renameCurrent(name))
        return false;
    if (isRuns)
        m_promptSource =
            QString::fromStdString(withSetName(m_promptSource.toStdString(), name.toStdString()));
    return true;
}

void WorkbenchSession::choosePromptSet(const QString& name)
{
    if (name == promptSet() && (m_isSetShown || name.isEmpty()))
        return;
    m_shelf.open(name);
}

std::vector<const LibraryPrompt*> WorkbenchSession::libraryPrompts(const std::vector<int>& rows) const
{
    std::vector<const LibraryPrompt*> found;
    for (const int row : rows) {
        if (const LibraryPrompt* prompt = m_shelf.find(m_prompts.prompt(row).id))
            found.push_back(prompt);
    }
    return found;
}

bool WorkbenchSession::isOfSet(const Prompt& prompt) const
{
    const LibraryPrompt* found = m_shelf.find(prompt.id);
    return found != nullptr && found->record.prompt.text == prompt.text;
}

PromptDetails WorkbenchSession::promptDetails()
{
    PromptDetails details;
    details.prompt = m_group.prompt();
    if (!isOfSet(details.prompt)) {
        fillFromRun(details);
        return details;
    }
    const LibraryPrompt* prompt = m_shelf.find(details.prompt.id);
    details.set = promptSet();
    const PromptNotes notes = notesOf(*prompt);
    details.tags = notes.tags;
    details.solution = QString::fromStdString(prompt->record.solution);
    details.heldOut = prompt->record.split == PromptSplit::HeldOut;
    details.answers = notes.answers;
    details.correct = notes.correct;
    details.lastStep = notes.lastStep;
    for (const PromptAttempt& attempt : m_shelf.attempts(*prompt)) {
        const QString run = QDir(QString::fromStdString(attempt.run)).dirName();
        details.history.push_back({attempt.step, attempt.answers, attempt.correct, run});
    }
    return details;
}

/// What the run on screen knows of a prompt that is in no set.
void WorkbenchSession::fillFromRun(PromptDetails& details)
{
    if (m_runDirectory.isEmpty())
        return;
    attempt([&] {
        for (const GroupSummary& group : m_logs.of(viewedRun()).groupsOfPrompt(details.prompt.id)) {
            const int judged = group.correct + group.wrong;
            if (!group.finished || judged == 0 || group.promptText != details.prompt.text)
                continue;
            details.answers += judged;
            details.correct += group.correct;
            details.lastStep = group.policyVersion;
            details.history.push_back({group.policyVersion, judged, group.correct, {}});
        }
    });
}

} // namespace rw::ui
