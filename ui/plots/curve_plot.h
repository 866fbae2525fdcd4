#pragma once

#include "ui/plots/curve_run.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QTimer;

namespace rw::ui {

class CurveReadout;
class PlotCanvas;
class PlotCursor;
class PlottedRuns;

/// What the y axis spans.
enum class CurveY {
    Rate,     ///< at least 0 to 1
    FromZero, ///< 0 to the largest value
    Free      ///< smallest to largest value
};

/// What one plot shows.
struct CurveSpec
{
    QString title;
    QString metric; ///< by TRL's name
    CurveY y = CurveY::FromZero;
    QString emptySentence; ///< stands in the plot while there is no value
    bool smooth = true;    ///< false where values are rare and exact: they are drawn as they are
};

/// One metric over steps or time, a pale raw line and a bold smoothed one for each run. Redraws at most
/// 15 times a second, however often it is told of new values.
class CurvePlot : public QWidget
{
    Q_OBJECT

public:
    CurvePlot(const Theme& theme, CurveSpec spec, QWidget* parent = nullptr);
    ~CurvePlot() override;

    [[nodiscard]] const CurveSpec& spec() const { return m_spec; }
    /// The first visible run is the one whose last value stands in the head.
    void setRuns(const std::vector<CurveRun>& runs);
    /// Reads the runs' metrics again. Cheap when nothing or little is new.
    void refresh();
    void setX(CurveX x);
    void setSmoothing(double weight); ///< 0 to below 1, see smoothed()

    /// Marks a step; the mark under the mouse goes before it.
    void setCursorStep(std::optional<int> step);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// While following, both axes span all there is. Panning and zooming end it.
    void setFollow(bool follow);
    void setXRange(double lower, double upper); ///< as a person panned another plot; ends following
    /// The smoothed values drawn for a run, in order.
    [[nodiscard]] std::vector<double> smoothedValues(std::size_t run) const;

    /// Draws title, last value and curves, at any size.
    void drawTo(QPainter& painter, const QRect& rect);
    /// @return what went wrong, as a sentence; empty when the file is written.
    QString savePng(const QString& path);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void stepClicked(int step);
    void followChanged(bool follow);                ///< by a person
    void xRangeChanged(double lower, double upper); ///< by a person

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void connectPlot();
    void applyLook();
    void queueReplot();
    void replot();
    void rescale();
    void describe();
    void endFollowing();
    void hover(std::optional<int> step);
    void showCursor();
    void showReadout(int step, double key);
    void moveCursor(int by);

    const Theme& m_theme;
    CurveSpec m_spec;
    QLabel* m_title;
    QLabel* m_last;
    PlotCanvas* m_plot;
    CurveReadout* m_readout;
    QLabel* m_empty;
    QTimer* m_replotTimer;
    std::unique_ptr<PlotCursor> m_cursor;
    std::unique_ptr<PlottedRuns> m_runs;
    CurveX m_x = CurveX::Step;
    double m_smoothing = 0.6;
    bool m_following = true;
    bool m_slow = false; ///< drawing took too long: plainer lines
    bool m_keyboardFocus = false;
    std::optional<int> m_cursorStep;
    std::optional<int> m_hoverStep;
};

} // namespace rw::ui
