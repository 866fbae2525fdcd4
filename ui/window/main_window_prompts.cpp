// The part of the window that is about prompts: adding and importing them, and what can be done with a set.

#include "ui/dialogs/add_prompt_dialog.h"
#include "ui/dialogs/import_prompts_dialog.h"
#include "ui/dialogs/split_dialog.h"
#include "ui/panels/prompt_details_panel.h"
#include "ui/panels/prompts_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/window_panes.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <exception>

namespace rw::ui {

namespace {

std::vector<LibraryPromptId> idsOf(const std::vector<const LibraryPrompt*>& prompts)
{
    std::vector<LibraryPromptId> ids;
    for (const LibraryPrompt* prompt : prompts)
        ids.push_back(prompt->id);
    return ids;
}

} // namespace

void MainWindow::buildPromptActions()
{
    const auto keys = [](const char* text) {
        return QList<QKeySequence>{QKeySequence(QString::fromLatin1(text))};
    };
    addAction("new-set", tr("&New set…"), tr("Make an empty set of prompts"), {}, [this] { askForNewSet(); });
    addAction("split-set", tr("&Split…"), tr("Hold out a share of the set from training"), {},
              [this] { askForSplit(); });
    addAction("weigh-categories", tr("&Weights of categories…"), tr("How often training draws each category"),
              {}, [this] { askForCategoryWeights(); });
    addAction("set-format", tr("How &questions are put…"),
              tr("System prompt and answer instruction of the set"), {}, [this] { askForPromptFormat(); });
    addAction("export-set", tr("E&xport set…"), tr("Write the set as JSONL"), {},
              [this] { askForSetExport(); });
    addAction("rename-set", tr("Rena&me set…"), tr("Give the set another name"), {},
              [this] { askForSetName(); });
    addAction("delete-set", tr("De&lete set…"), tr("Delete the set with its statistics"), {},
              [this] { askToDeleteSet(); });
    addAction("run-on-set", tr("New r&un on this set…"), tr("Begin a run that trains on this set"), {},
              [this] { askForNewRun({}, m_session.promptSetSource()); });
    addAction("edit-prompt", tr("&Edit prompt…"), tr("Change the prompt's text, answer, category, tags"),
              keys("F2"), [this] { askToEditPrompt(); });
    addAction("tag-prompts", tr("&Tag…"), tr("Add a tag to the prompts selected, or take it away"),
              keys("Ctrl+Shift+G"), [this] { askForTag(); });
    addAction("copy-prompts", tr("&Copy prompts"), tr("Copy the texts of the prompts selected"), {},
              [this] { copyPrompts(); });
    addAction("hold-out", tr("&Hold out"), tr("Keep the prompts selected from training"), {},
              [this] { splitSelected(PromptSplit::HeldOut); });
    addAction("train-on", tr("T&rain on"), tr("Let training draw the prompts selected"), {},
              [this] { splitSelected(PromptSplit::Training); });
    addAction("delete-prompts", tr("&Delete prompts"), tr("Take the prompts selected out of their set"), {},
              [this] { askToDeletePrompts(); });
}

void MainWindow::connectPrompts()
{
    const auto actions = [this](std::initializer_list<const char*> names) {
        QList<QAction*> found;
        for (const char* name : names) {
            if (name != nullptr)
                found << find(name);
            else
                (found << new QAction(this)).last()->setSeparator(true);
        }
        return found;
    };
    m_prompts->setActions(
        actions({"open-prompts", "new-set", nullptr, "run-on-set", "set-verifiers", "set-format", "split-set",
                 "weigh-categories", nullptr, "export-set", "rename-set", "delete-set"}),
        actions({"edit-prompt", "tag-prompts", "copy-prompts", nullptr, "hold-out", "train-on", nullptr,
                 "delete-prompts"}));
    connect(m_prompts, &PromptsPanel::promptChosen, &m_session, &WorkbenchSession::choosePrompt);
    connect(m_prompts, &PromptsPanel::addRequested, this, &MainWindow::askForPrompt);
    connect(m_prompts, &PromptsPanel::openFileRequested, this, &MainWindow::askForPromptFile);
    connect(m_prompts, &PromptsPanel::filesDropped, this, [this](const QStringList& paths) {
        for (const QString& path : paths)
            importPrompts(path);
    });
    connect(m_prompts, &PromptsPanel::setChosen, this, &MainWindow::chooseSet);
    connect(m_prompts, &PromptsPanel::selectionChanged, this, &MainWindow::updatePromptActions);
    connect(&m_session, &WorkbenchSession::promptSetsChanged, this, &MainWindow::showSets);
    connect(&m_session, &WorkbenchSession::promptDetailsChanged, this, &MainWindow::showPromptDetails);
    connect(&m_session, &WorkbenchSession::groupShown, this, &MainWindow::showPromptDetails);
    connect(m_panes, &WindowPanes::rightPageChanged, this, &MainWindow::showPromptDetails);
    const QString last = m_settings.value(QStringLiteral("prompts/set")).toString();
    if (m_session.shelf().names().contains(last))
        m_session.choosePromptSet(last);
    showSets();
    showLibraryProblem();
}

/// Its first prompt is on screen then, unless one of its prompts is already.
void MainWindow::chooseSet(const QString& name)
{
    m_session.choosePromptSet(name);
    m_settings.setValue(QStringLiteral("prompts/set"), m_session.promptSet());
    const PromptModel& prompts = m_session.prompts();
    if (prompts.rowOf(m_session.group().prompt().id) < 0 && prompts.rowCount() > 0)
        m_session.choosePrompt(0);
}

void MainWindow::showSets()
{
    m_prompts->setSets(m_session.shelf().names(), m_session.promptSet());
    m_prompts->setCurrentPrompt(m_session.group().prompt().id);
    updatePromptActions();
}

/// Without a library there are the built-in prompts.
void MainWindow::showLibraryProblem()
{
    const QString problem = m_session.shelf().problem();
    if (problem.isEmpty())
        return;
    showWaysOut(InlineStrip::Kind::Warning, problem, {{tr("Try again"), [this] {
                                                           m_session.shelf().reload();
                                                           showLibraryProblem();
                                                       }}});
}

void MainWindow::updatePromptActions()
{
    const bool isSet = !m_session.promptSet().isEmpty();
    const int selected = m_prompts->selectedCount();
    for (const char* name : {"split-set", "weigh-categories", "export-set", "rename-set", "delete-set",
                             "set-verifiers", "set-format"})
        find(name)->setEnabled(isSet);
    find("run-on-set")->setEnabled(isSet && m_session.activity() == Activity::Ready);
    for (const char* name : {"tag-prompts", "hold-out", "train-on", "delete-prompts"})
        find(name)->setEnabled(isSet && selected > 0);
    find("edit-prompt")->setEnabled(isSet && selected == 1);
    find("copy-prompts")->setEnabled(selected > 0);
}

void MainWindow::showPromptDetails()
{
    if (m_panes->rightPage() == static_cast<int>(Right::Prompt))
        m_details->showPrompt(m_session.promptDetails());
}

void MainWindow::askForPrompt()
{
    AddPromptDialog dialog(m_theme, m_session.prompts().categories(), this);
    dialog.setVerifiers(m_session.config().verifiers);
    dialog.setSets(m_session.shelf().names(), m_session.promptSet());
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (dialog.set().isEmpty()) {
        m_session.addPrompt(dialog.record().prompt);
        return;
    }
    m_session.choosePromptSet(dialog.set());
    const auto& set = m_session.shelf().current();
    if (!set || !m_session.shelf().addPrompt(set->id, dialog.record()))
        return;
    if (const int row = m_session.prompts().rowOf(dialog.record().prompt.id); row >= 0)
        m_session.choosePrompt(row);
}

void MainWindow::askForPromptFile()
{
    const QString key = QStringLiteral("prompts/folder");
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import prompts"), m_settings.value(key).toString(),
        tr("Prompts (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    m_settings.setValue(key, QFileInfo(path).absolutePath());
    importPrompts(path);
}

void MainWindow::importPrompts(const QString& path)
{
    if (!m_session.shelf().problem().isEmpty()) {
        showLibraryProblem();
        return;
    }
    ImportPromptsDialog dialog(m_theme, path, m_session.shelf().file(), m_session.shelf().names(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_session.shelf().reload();
    chooseSet(dialog.setName());
    showWaysOut(InlineStrip::Kind::Info,
                tr("%Ln prompt(s) are in “%1”. This run goes on training with its own prompts.", nullptr,
                   dialog.importedCount())
                    .arg(dialog.setName()),
                {{tr("New run on this set…"), [this] { askForNewRun({}, m_session.promptSetSource()); }}});
}

void MainWindow::askForNewSet()
{
    const QString name = askForName(tr("New set"), {});
    if (name.isEmpty() || !m_session.shelf().createSet(name))
        return;
    chooseSet(name);
}

QString MainWindow::askForName(const QString& title, const QString& before)
{
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, title, tr("Name of the set:"), QLineEdit::Normal, before, &accepted)
            .trimmed();
    if (!accepted || name == before)
        return {};
    try {
        checkSetName(name.toStdString());
    } catch (const std::exception& failure) {
        showMessage(Urgency::Problem, QString::fromUtf8(failure.what()));
        return {};
    }
    return name;
}

void MainWindow::askForSplit()
{
    const auto& set = m_session.shelf().current();
    if (!set)
        return;
    SplitDialog dialog(m_theme, static_cast<int>(set->prompts), static_cast<int>(set->heldOut), this);
    if (dialog.exec() != QDialog::Accepted ||
        !m_session.shelf().splitCurrent(dialog.heldOutShare(), dialog.seed()))
        return;
    const auto& now = m_session.shelf().current();
    showMessage(Urgency::Notice,
                tr("%Ln prompt(s) of “%1” are held out.", nullptr, now ? static_cast<int>(now->heldOut) : 0)
                    .arg(m_session.promptSet()));
}

void MainWindow::askForSetExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export set"), m_session.promptSet() + QStringLiteral(".jsonl"), tr("JSON lines (*.jsonl)"));
    if (!path.isEmpty() && m_session.shelf().exportCurrent(path))
        showMessage(Urgency::Notice, tr("Written: %1").arg(path));
}

void MainWindow::askForSetName()
{
    const QString name = askForName(tr("Rename set"), m_session.promptSet());
    if (!name.isEmpty() && m_session.renamePromptSet(name))
        m_settings.setValue(QStringLiteral("prompts/set"), m_session.promptSet());
}

void MainWindow::askToDeleteSet()
{
    const auto& set = m_session.shelf().current();
    if (!set)
        return;
    QMessageBox question(QMessageBox::Question, tr("Delete set"),
                         tr("Delete “%1” with %Ln prompt(s) and their statistics? This cannot be undone.",
                            nullptr, static_cast<int>(set->prompts))
                             .arg(m_session.promptSet()),
                         QMessageBox::Cancel, this);
    const QPushButton* yes = question.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question.exec();
    if (question.clickedButton() == static_cast<const QAbstractButton*>(yes))
        m_session.shelf().deleteCurrent();
}

void MainWindow::askToEditPrompt()
{
    const auto selected = m_session.libraryPrompts(m_prompts->selectedRows());
    if (selected.size() != 1)
        return;
    const LibraryPrompt before = *selected.front();
    AddPromptDialog dialog(m_theme, m_session.prompts().categories(), this);
    dialog.setVerifiers(m_session.config().verifiers);
    dialog.edit(before.record);
    if (dialog.exec() == QDialog::Accepted)
        m_session.shelf().updatePrompt(before, dialog.record());
}

void MainWindow::askForTag()
{
    const std::vector<LibraryPromptId> ids = idsOf(m_session.libraryPrompts(m_prompts->selectedRows()));
    if (ids.empty())
        return;
    QStringList tags = m_session.prompts().tags();
    tags.prepend(QString());
    bool accepted = false;
    const QString tag =
        QInputDialog::getItem(this, tr("Tag prompts"),
                              tr("Tag for %Ln prompt(s); with a minus in front it is taken away:", nullptr,
                                 static_cast<int>(ids.size())),
                              tags, 0, true, &accepted)
            .trimmed();
    if (!accepted || tag.isEmpty())
        return;
    const bool on = !tag.startsWith(QLatin1Char('-'));
    m_session.shelf().tag(ids, on ? tag : tag.mid(1).trimmed(), on);
}

void MainWindow::copyPrompts()
{
    QStringList texts;
    for (const int row : m_prompts->selectedRows())
        texts << QString::fromStdString(m_session.prompts().prompt(row).text);
    QApplication::clipboard()->setText(texts.join(QLatin1Char('\n')));
}

void MainWindow::splitSelected(PromptSplit split)
{
    m_session.shelf().setSplit(idsOf(m_session.libraryPrompts(m_prompts->selectedRows())), split);
}

void MainWindow::askToDeletePrompts()
{
    const std::vector<LibraryPromptId> ids = idsOf(m_session.libraryPrompts(m_prompts->selectedRows()));
    if (ids.empty())
        return;
    QMessageBox question(QMessageBox::Question, tr("Delete prompts"),
                         tr("Delete %Ln prompt(s) and their statistics? This cannot be undone.", nullptr,
                            static_cast<int>(ids.size())),
                         QMessageBox::Cancel, this);
    const QPushButton* yes = question.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question.exec();
    if (question.clickedButton() == static_cast<const QAbstractButton*>(yes))
        m_session.shelf().deletePrompts(ids);
}

} // namespace rw::ui
