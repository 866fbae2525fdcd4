// The part of the window that is about what is chosen for a whole set of prompts.

#include "ui/dialogs/category_weights_dialog.h"
#include "ui/dialogs/prompt_format_dialog.h"
#include "ui/window/main_window.h"

#include <map>

namespace rw::ui {

namespace {

std::vector<CategoryCount> categoriesOf(const std::vector<LibraryPrompt>& prompts)
{
    std::map<std::string, int> counts;
    for (const LibraryPrompt& prompt : prompts)
        ++counts[prompt.record.prompt.category];
    std::vector<CategoryCount> categories;
    for (const auto& [name, count] : counts)
        categories.push_back({name, count});
    return categories;
}

} // namespace

void MainWindow::askForCategoryWeights()
{
    const auto& set = m_session.shelf().current();
    if (!set)
        return;
    PromptSetSettings settings = set->settings;
    CategoryWeightsDialog dialog(m_theme, categoriesOf(m_session.shelf().prompts()), settings.weights, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    settings.weights = dialog.weights();
    if (m_session.shelf().setSettings(settings))
        tellRunFollows();
}

void MainWindow::askForPromptFormat()
{
    const auto& set = m_session.shelf().current();
    if (!set)
        return;
    PromptSetSettings settings = set->settings;
    const PromptFormat before = settings.promptFormat.value_or(PromptFormat{});
    const bool isRunsOwn = m_session.config().promptFormat != before;
    PromptFormatDialog dialog(m_theme, m_session.promptSet(), settings.promptFormat, this);
    if (dialog.exec() != QDialog::Accepted || dialog.format() == settings.promptFormat)
        return;
    settings.promptFormat = dialog.format();
    if (!m_session.shelf().setSettings(settings))
        return;
    if (isRunsOwn && m_session.isRunOnSet())
        showMessage(Urgency::Notice,
                    tr("The run “%1” keeps the way of putting questions that was chosen for it.")
                        .arg(m_session.runName()));
    else
        tellRunFollows();
}

/// A run that is open on the set takes over what is changed in it.
void MainWindow::tellRunFollows()
{
    if (m_session.isRunOnSet())
        showMessage(Urgency::Notice,
                    tr("This holds in the run “%1” from the next answers on.").arg(m_session.runName()));
}

} // namespace rw::ui
