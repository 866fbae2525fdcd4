#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/inline_strip.h"
#include "ui/window/main_tool_bar.h"
#include "ui/window/recent_models.h"
#include "ui/window/review_desk.h"
#include "ui/window/workbench_session.h"

#include <QMainWindow>
#include <QSettings>

#include <functional>
#include <vector>

class QMenu;

namespace rw::ui {

class AnswersPanel;
class CurvesPanel;
class InspectorPanel;
class PromptDetailsPanel;
class PromptsPanel;
class RunsPanel;
class SettingsPanel;
class StatusLine;
class StepBar;
class WindowPanes;

/// The window: places the panels, gives them their actions, and joins them to the session. Session, theme and
/// settings outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Theme& theme, WorkbenchSession& session, QSettings& settings);

    [[nodiscard]] AnswersPanel& answers() { return *m_answers; }
    [[nodiscard]] CurvesPanel& curves() { return *m_curves; }

    /// What stands on the right side.
    enum class Right { Answer, Prompt, Settings };
    void showRight(Right page);
    /// Opens the dialog that makes a set of the file.
    void importPrompts(const QString& path);

    /// Steps that "Train n" trains.
    void setStepsAtOnce(int steps);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Urgency { Notice, Problem };

    void buildPanels();
    void buildLayout();
    void buildActions();
    void buildPromptActions();
    void buildVerdictActions();
    void buildMenus();
    void buildViewMenu();
    void buildPaceMenu(QMenu* generate);
    void connectPanels();
    void connectSession();
    void connectSessionProgress();
    void connectModels();
    void connectPrompts();
    void connectVerdicts();
    QAction* addAction(const char* name, const QString& text, const QString& tip,
                       const QList<QKeySequence>& keys, const std::function<void()>& action);
    QAction* find(const char* name) const;

    void updateActions();
    void updateTitle();
    void updateStepBar();
    void showInspected();
    void showCurves();
    void loadTokenizer();
    void showMessage(Urgency urgency, const QString& text);
    /// What can be done about it, on a button of the strip.
    struct WayOut
    {
        QString label;
        std::function<void()> action;
    };
    void showWaysOut(InlineStrip::Kind kind, const QString& text, std::vector<WayOut> waysOut,
                     bool closable = true);
    void showDeath(const QString& sentence);
    void showComparison(const std::vector<AnswerView>& before, const QString& beforeLabel,
                        const QString& afterLabel);

    void askForPrompt();
    void askForPromptFile();
    void askForNewSet();
    void askForSplit();
    void askForCategoryWeights();
    void askForPromptFormat();
    void tellRunFollows();
    void askForSetExport();
    void askForSetName();
    void askToDeleteSet();
    void askToEditPrompt();
    void askForTag();
    void askToDeletePrompts();
    void copyPrompts();
    void splitSelected(PromptSplit split);
    void chooseSet(const QString& name);
    void showSets();
    void showLibraryProblem();
    void showPromptDetails();
    void updatePromptActions();
    /// @return empty where the person gives up or the name is none.
    QString askForName(const QString& title, const QString& before);

    void judge(std::optional<Outcome> outcome);
    void updateVerdictActions();
    void showAnswerMenu(const QPoint& at);
    void askForRunVerifiers();
    void askForSetVerifiers();
    [[nodiscard]] ReviewDesk::Log viewedLog();
    void offerPreview(VerifiersDialog& dialog);
    void showBench();
    void tellVerifiedAgain(const protocol::VerifyAgainResult& result);
    void askForSteps();
    void askForStep();
    void askForNewRun(const QString& startDirectory = {}, const QString& promptSource = {});
    void askForRunFolder();
    void askForExport(const QString& runDirectory);
    void buildModelMenu();
    void fillRecentModels(QMenu* menu);
    void askForModelFile();
    void askForModelExport();
    void askForModelFolder();
    void openModel(const QString& path);
    void showModel(const protocol::ModelInspected& model);
    void showRefusal(const QString& sentence);
    void showLoading(const protocol::LoadProgress& progress);
    void showCrash(const QString& sentence);
    void modelOpened();
    void generateWithNewSeed();
    void copyAnswer();
    void changeZoom(int by);
    void present(bool on);
    void showShortcuts();
    void showAbout();

    void restoreLayout();
    void saveLayout();
    void resetLayout();

    Theme& m_theme;
    WorkbenchSession& m_session;
    QSettings& m_settings;

    PromptsPanel* m_prompts = nullptr;
    AnswersPanel* m_answers = nullptr;
    InspectorPanel* m_inspector = nullptr;
    PromptDetailsPanel* m_details = nullptr;
    SettingsPanel* m_config = nullptr;
    CurvesPanel* m_curves = nullptr;
    RunsPanel* m_runs = nullptr;
    MainToolBar* m_tools = nullptr;
    StatusLine* m_status = nullptr;
    InlineStrip* m_strip = nullptr;
    StepBar* m_stepBar = nullptr;
    WindowPanes* m_panes = nullptr;
    int m_stepsAtOnce = 20;
    QString m_tokenizerOf; ///< model directory whose tokenizer the inspector has
    std::vector<std::function<void()>> m_stripActions;
    RecentModels m_recent;
    QMenu* m_modelMenu = nullptr;
    bool m_isLoadingShown = false; ///< by the strip
    QList<QAction*> m_paneToggles; ///< prompts, right side, bottom

    /// What there was before a class was shown the window.
    struct BeforePresenting
    {
        int zoom;
        QList<bool> panes; ///< shown, by m_paneToggles
    };
    std::optional<BeforePresenting> m_beforePresenting;
};

} // namespace rw::ui
