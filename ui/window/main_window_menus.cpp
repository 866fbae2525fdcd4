// The window's menus, and what the View menu does: arrangement, colours, size of text.

#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/window_panes.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace rw::ui {

namespace {

constexpr int kZoomStep = 10;
constexpr int kLeastZoom = 70;
constexpr int kMostZoom = 250;
constexpr int kPresentingZoom = 150;
constexpr int kDefaultPace = 40; ///< tokens a second: an answer of the built-in model takes about a second

/// Menu and actions of the window, for the list of shortcuts.
std::vector<ShortcutEntry> shortcutsOf(const QMenuBar& bar)
{
    std::vector<ShortcutEntry> entries;
    for (const QAction* menu : bar.actions()) {
        for (const QAction* action : menu->menu()->actions()) {
            if (!action->shortcuts().isEmpty())
                entries.push_back({menu->text().remove(QLatin1Char('&')),
                                   action->text().remove(QLatin1Char('&')), action->shortcuts()});
        }
    }
    return entries;
}

} // namespace

void MainWindow::buildMenus()
{
    const auto fill = [this](QMenu* menu, std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (name == nullptr)
                menu->addSeparator();
            else
                menu->QWidget::addAction(find(name));
        }
    };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    fill(file, {"open-model", "open-model-folder"});
    fillRecentModels(file->addMenu(tr("&Recent models")));
    file->addSeparator();
    fill(file, {"open-prompts", nullptr, "export-model", "export-answers", nullptr, "quit"});
    buildModelMenu();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_session.undoStack().createUndoAction(this, tr("&Undo"));
    QAction* redo = m_session.undoStack().createRedoAction(this, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    edit->QWidget::addAction(undo);
    edit->QWidget::addAction(redo);
    edit->addSeparator();
    fill(edit, {"copy", nullptr, "find", "find-answers"});
    buildViewMenu();
    QMenu* generate = menuBar()->addMenu(tr("&Generate"));
    fill(generate, {"generate", "again", "new-seed", nullptr, "stop", nullptr, "star", "shortest", nullptr,
                    "exact-prompt"});
    buildPaceMenu(generate);
    fill(menuBar()->addMenu(tr("&Prompts")),
         {"add-prompt",    "open-prompts",   "new-set",      nullptr,
          "edit-prompt",   "tag-prompts",    "copy-prompts", "hold-out",
          "train-on",      "delete-prompts", nullptr,        "run-on-set",
          "set-verifiers", "set-format",     "split-set",    "weigh-categories",
          nullptr,         "export-set",     "rename-set",   "delete-set"});
    fill(menuBar()->addMenu(tr("Verif&y")),
         {"mark-correct", "mark-wrong", "mark-undecided", "mark-back", nullptr, "verify-answer",
          "verify-group", "verify-run", nullptr, "run-verifiers", "set-verifiers", "bench"});
    fill(menuBar()->addMenu(tr("&Train")), {"train-step", "train-many", "steps", nullptr, "pause"});
    fill(menuBar()->addMenu(tr("&Runs")), {"new-run", "open-run", nullptr, "go-to-step", "back"});
    fill(menuBar()->addMenu(tr("&Help")), {"shortcuts", "about"});
}

void MainWindow::buildPaceMenu(QMenu* generate)
{
    generate->addSeparator();
    QMenu* menu = generate->addMenu(tr("&Writing speed"));
    auto* group = new QActionGroup(this);
    const int chosen = m_settings.value(QStringLiteral("generate/pace"), kDefaultPace).toInt();
    const auto add = [&](const QString& text, int pace) {
        QAction* entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(pace == chosen);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, [this, pace] {
            m_settings.setValue(QStringLiteral("generate/pace"), pace);
            m_session.setPace(pace);
        });
    };
    for (const int pace : {5, 15, 40})
        add(tr("Up to %n token(s) a second", nullptr, pace), pace);
    add(tr("As fast as it goes"), 0);
    m_session.setPace(chosen);
}

void MainWindow::buildViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const auto add = [&](const QString& text, const QKeySequence& key, const std::function<void()>& action) {
        QAction* entry = view->addAction(text);
        entry->setShortcut(key);
        connect(entry, &QAction::triggered, this, action);
        return entry;
    };
    add(tr("Answers as &grid"), QKeySequence(Qt::CTRL | Qt::Key_1),
        [this] { m_answers->setView(AnswersPanel::View::Grid); });
    add(tr("One &answer"), QKeySequence(Qt::CTRL | Qt::Key_2),
        [this] { m_answers->setView(AnswersPanel::View::Focus); });
    add(tr("&Before and after"), QKeySequence(Qt::CTRL | Qt::Key_3),
        [this] { m_answers->setView(AnswersPanel::View::Compare); });
    view->addSeparator();

    auto* brightness = new QActionGroup(this);
    const auto addBrightness = [&](const QString& text, Brightness value) {
        QAction* entry = add(text, {}, [this, value] {
            m_theme.setBrightness(value);
            m_settings.setValue(QStringLiteral("theme/brightness"), static_cast<int>(value));
        });
        entry->setCheckable(true);
        entry->setChecked(m_theme.brightness() == value);
        brightness->addAction(entry);
    };
    addBrightness(tr("As the &desktop"), Brightness::System);
    addBrightness(tr("&Light"), Brightness::Light);
    addBrightness(tr("Dar&k"), Brightness::Dark);
    QAction* colourBlind = view->addAction(tr("&Colour-blind palette"));
    colourBlind->setCheckable(true);
    colourBlind->setChecked(m_theme.verdictColours() == VerdictColours::ColourBlind);
    connect(colourBlind, &QAction::toggled, this, [this](bool on) {
        m_theme.setVerdictColours(on ? VerdictColours::ColourBlind : VerdictColours::Standard);
        m_settings.setValue(QStringLiteral("theme/colourBlind"), on);
    });
    view->addSeparator();
    QAction* larger = add(tr("La&rger text"), QKeySequence::ZoomIn, [this] { changeZoom(kZoomStep); });
    larger->setShortcuts({QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    add(tr("S&maller text"), QKeySequence::ZoomOut, [this] { changeZoom(-kZoomStep); });
    add(tr("&Text at 100 %"), QKeySequence(Qt::CTRL | Qt::Key_0),
        [this] { changeZoom(100 - m_theme.zoom()); });
    view->addSeparator();

    const auto addToggle = [&](const QString& text, const QKeySequence& key, QWidget* panel) {
        QAction* entry = view->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(true);
        entry->setShortcut(key);
        connect(entry, &QAction::toggled, panel, &QWidget::setVisible);
        m_paneToggles << entry;
    };
    addToggle(tr("&Prompts"), QKeySequence(Qt::ALT | Qt::Key_1), m_panes->prompts());
    addToggle(tr("Ans&wer and settings"), QKeySequence(Qt::ALT | Qt::Key_2), m_panes->right());
    addToggle(tr("C&urves and runs"), QKeySequence(Qt::ALT | Qt::Key_3), m_panes->bottom());
    add(tr("Reset la&yout"), {}, [this] { resetLayout(); });
    view->addSeparator();
    QAction* presenting = view->addAction(tr("Present to a cla&ss"));
    presenting->setObjectName(QStringLiteral("present"));
    presenting->setCheckable(true);
    presenting->setShortcut(QKeySequence(Qt::Key_F9));
    presenting->setToolTip(tr("Large text, and only the answers and the curves"));
    connect(presenting, &QAction::toggled, this, &MainWindow::present);
    add(tr("&Full screen"), QKeySequence::FullScreen,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
}

/// Large text, and nothing but the answers and the curves. What there was before comes back.
void MainWindow::present(bool on)
{
    if (on == m_beforePresenting.has_value())
        return;
    if (on) {
        m_beforePresenting = BeforePresenting{m_theme.zoom(), {}};
        for (QAction* toggle : std::as_const(m_paneToggles)) {
            m_beforePresenting->panes << toggle->isChecked();
            toggle->setChecked(toggle == m_paneToggles.back());
        }
        m_theme.setZoom(std::max(kPresentingZoom, m_theme.zoom()));
    } else {
        const BeforePresenting before = *std::exchange(m_beforePresenting, std::nullopt);
        for (int i = 0; i < m_paneToggles.size(); ++i)
            m_paneToggles[i]->setChecked(before.panes[i]);
        m_theme.setZoom(before.zoom);
    }
    m_panes->runs()->setHidden(on);
}

void MainWindow::changeZoom(int by)
{
    m_theme.setZoom(std::clamp(m_theme.zoom() + by, kLeastZoom, kMostZoom));
    if (!m_beforePresenting)
        m_settings.setValue(QStringLiteral("theme/zoom"), m_theme.zoom());
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(m_theme, shortcutsOf(*menuBar()), this).exec();
}

} // namespace rw::ui
