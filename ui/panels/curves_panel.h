#pragma once

#include "ui/panels/curves_table_model.h"
#include "ui/plots/curve_plot.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTableView;

namespace rw::ui {

class SegmentedControl;

/// The curves of the visible runs: tabs of plots, x by step or time, smoothing, the values as a table, and
/// both as files. All plots move and follow together.
class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CurvesPanel(const Theme& theme, QWidget* parent = nullptr);

    /// The metrics of the runs are not owned; call again before one of them goes away. The run in front is
    /// the one whose last values stand in the plots' heads.
    void setRuns(std::vector<CurveRun> runs);
    /// Reads the runs' metrics again. May be called as often as they change.
    void refresh();
    /// Marks the step whose answers are on screen.
    void setCursorStep(std::optional<int> step);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollow(bool follow);

    /// @name Files
    /// Both return what went wrong, as a sentence; empty when the file is written.
    /// @{
    [[nodiscard]] QString savePicture(const QString& path);
    [[nodiscard]] QString saveCsv(const QString& path) const;
    /// @}

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void stepClicked(int step);
    void followChanged(bool follow);
    void exported(const QString& path); ///< a file was written from the menu

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHead();
    void buildPlots();
    void buildExportMenu();
    void addPlot(const CurveSpec& spec);
    void showTab(int tab);
    void showTable(bool table);
    void fillTable();
    void showSmoothing(int percent);
    void applyLook();
    void followingEnded();
    void exportFile(const QString& title, const QString& suffix, const QString& filter,
                    const std::function<QString(const QString&)>& save);
    [[nodiscard]] std::vector<CurvePlot*> shownPlots() const;

    const Theme& m_theme;
    std::vector<CurveRun> m_runs;
    std::vector<CurvePlot*> m_plots;
    SegmentedControl* m_tabs;
    SegmentedControl* m_x;
    QLabel* m_smoothingText;
    QSlider* m_smoothing;
    QLabel* m_smoothingValue;
    QPushButton* m_follow;
    QPushButton* m_tableButton;
    QPushButton* m_export;
    QBoxLayout* m_head = nullptr; ///< tabs and tools, side by side or one above the other
    QStackedWidget* m_pages;
    QTableView* m_table;
    CurvesTableModel* m_tableModel;
    bool m_following = true;
    int m_tab = 0;
};

} // namespace rw::ui
