#include "ui/plots/curve_plot.h"

#include "ui/plots/curve_readout.h"
#include "ui/plots/curve_style.h"
#include "ui/plots/metric_text.h"
#include "ui/plots/plot_cursor.h"
#include "ui/plots/plotted_runs.h"
#include "ui/plots/png_file.h"
#include "ui/theme/tint.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rw::ui {

namespace {

constexpr int kReplotMilliseconds = 66;
constexpr double kSlowMilliseconds = 30.0; ///< a redraw that takes longer loses its smooth edges
constexpr double kBold = 2.0;
constexpr double kHeadRoom = 0.04;  ///< of the y span, so that a line at its edge is not cut
constexpr double kSideRoom = 0.015; ///< of the x span, for the points at its ends

QCPRange spanned(const QCPRange& values, CurveY y)
{
    QCPRange range = values;
    if (y == CurveY::Rate)
        range.expand(QCPRange(0.0, 1.0));
    else if (y == CurveY::FromZero)
        range.expand(0.0);
    if (range.size() <= 0.0)
        range = QCPRange(range.lower - 0.5, range.upper + 0.5);
    const double room = kHeadRoom * range.size();
    return {range.lower - (range.lower < 0.0 || y == CurveY::Free ? room : room / 4.0), range.upper + room};
}

} // namespace

CurvePlot::CurvePlot(const Theme& theme, CurveSpec spec, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_spec(std::move(spec))
    , m_title(new QLabel(m_spec.title, this))
    , m_last(new QLabel(this))
    , m_plot(new PlotCanvas(theme, this))
    , m_readout(new CurveReadout(theme, m_plot))
    , m_empty(new QLabel(m_spec.emptySentence, m_plot))
    , m_replotTimer(new QTimer(this))
    , m_cursor(std::make_unique<PlotCursor>(*m_plot, QStringLiteral("cursor")))
    , m_runs(std::make_unique<PlottedRuns>(*m_plot))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_spec.title);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(PlotCanvas::kLeftMargin), 0, m_theme.px(PlotCanvas::kRightMargin), 0);
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_title, 1);
    head->addWidget(m_last);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);
    m_title->setMinimumWidth(1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_replotTimer->setSingleShot(true);
    m_replotTimer->setInterval(kReplotMilliseconds);
    connect(m_replotTimer, &QTimer::timeout, this, &CurvePlot::replot);
    connect(&m_theme, &Theme::changed, this, &CurvePlot::applyLook);
    connectPlot();
    applyLook();
    refresh();
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::connectPlot()
{
    connect(m_plot, &PlotCanvas::hovered, this, [this](double x) { hover(m_runs->stepAt(x)); });
    connect(m_plot, &PlotCanvas::left, this, [this] { hover(std::nullopt); });
    connect(m_plot, &PlotCanvas::panned, this, &CurvePlot::endFollowing);
    connect(m_plot, &PlotCanvas::clicked, this, [this](double x) {
        setFocus(Qt::MouseFocusReason);
        if (const auto step = m_runs->stepAt(x))
            emit stepClicked(*step);
    });
    connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) {
                if (!m_following)
                    emit xRangeChanged(range.lower, range.upper);
            });
}

void CurvePlot::applyLook()
{
    const Colours& colours = m_theme.colours();
    const QFont small = m_theme.textFont(0.82);
    m_title->setFont(m_theme.strongFont(0.92));
    m_last->setFont(m_theme.strongFont(0.92));
    m_empty->setFont(m_theme.textFont(0.92));
    m_readout->applyLook();
    setInk(m_title, colours.text);
    setInk(m_empty, colours.dim);
    m_plot->applyLook();
    m_cursor->setLook(colours, small);
    m_runs->setLook(colours, m_slow ? 1.0 : kBold, !m_slow);
    describe();
    queueReplot();
}

void CurvePlot::setRuns(const std::vector<CurveRun>& runs)
{
    m_runs->setRuns(runs, m_spec.metric);
    m_slow = false;
    hover(std::nullopt);
    refresh();
    applyLook();
}

void CurvePlot::refresh()
{
    m_runs->refresh(m_x, m_spec.smooth ? m_smoothing : 0.0);
    const bool empty = m_runs->first() == nullptr;
    m_empty->setVisible(empty);
    m_plot->showAxes(!empty);
    if (m_following)
        rescale();
    describe();
    queueReplot();
}

void CurvePlot::setX(CurveX x)
{
    if (x == m_x)
        return;
    m_x = x;
    m_plot->setX(x);
    m_following = true; // a range of steps means nothing as seconds
    refresh();
}

void CurvePlot::setSmoothing(double weight)
{
    m_smoothing = weight;
    refresh();
}

void CurvePlot::setCursorStep(std::optional<int> step)
{
    m_cursorStep = step;
    showCursor();
}

void CurvePlot::setFollow(bool follow)
{
    m_following = follow;
    if (follow)
        rescale();
    queueReplot();
}

void CurvePlot::setXRange(double lower, double upper)
{
    m_following = false;
    const QSignalBlocker quiet(m_plot->xAxis);
    m_plot->xAxis->setRange(lower, upper);
    queueReplot();
}

std::vector<double> CurvePlot::smoothedValues(std::size_t run) const
{
    return m_runs->at(run).smoothedValues();
}

void CurvePlot::queueReplot()
{
    if (!m_replotTimer->isActive())
        m_replotTimer->start();
}

void CurvePlot::replot()
{
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
    showCursor();
    if (m_slow || m_plot->replotTime(true) < kSlowMilliseconds)
        return;
    m_slow = true;
    applyLook();
}

void CurvePlot::rescale()
{
    QCPRange x = m_runs->keyRange().value_or(QCPRange(0.0, 10.0));
    if (m_x == CurveX::Step)
        x.lower = std::min(x.lower, 0.0);
    if (x.size() <= 0.0)
        x.upper = x.lower + 1.0;
    const double room = kSideRoom * x.size();
    m_plot->xAxis->setRange(x.lower - room, x.upper + room);
    m_plot->yAxis->setRange(spanned(m_runs->valueRange().value_or(QCPRange(0.0, 1.0)), m_spec.y));
}

void CurvePlot::describe()
{
    const RunGraphs* shown = m_runs->first();
    m_last->setText(shown == nullptr ? QString() : metricText(shown->series().last()));
    QStringList sentences;
    m_runs->forEachShown([&](const RunGraphs& graphs) {
        const MetricSeries& series = graphs.series();
        const int steps = static_cast<int>(std::lround(series.steps.back() - series.steps.front()));
        //: Read out by screen readers, for example "Reward of apples-01: from 0.30 to 0.91 in 70 steps".
        sentences << tr("%1 of %2: from %3 to %4 in %Ln step(s)", nullptr, steps)
                         .arg(m_spec.title, graphs.run().name, metricText(series.values.front()),
                              metricText(series.values.back()));
    });
    setAccessibleDescription(sentences.isEmpty() ? m_spec.emptySentence
                                                 : sentences.join(QStringLiteral(". ")));
    if (shown != nullptr)
        setInk(m_last, curveColour(m_theme.colours(), shown->run().colourIndex));
}

void CurvePlot::endFollowing()
{
    if (!m_following)
        return;
    m_following = false;
    emit followChanged(false);
}

void CurvePlot::hover(std::optional<int> step)
{
    if (step == m_hoverStep)
        return;
    m_hoverStep = step;
    showCursor();
}

void CurvePlot::showCursor()
{
    const auto step = m_hoverStep ? m_hoverStep : m_cursorStep;
    const auto key = step ? m_runs->keyOf(*step, m_x) : std::nullopt;
    if (key)
        m_cursor->show(*key, tr("step %1").arg(QLocale().toString(*step)));
    else
        m_cursor->hide();
    if (m_hoverStep && key && m_cursor->isShown())
        showReadout(*m_hoverStep, *key);
    else
        m_readout->hide();
}

void CurvePlot::showReadout(int step, double key)
{
    std::vector<CurveReadout::Row> rows;
    m_runs->forEachShown([&](const RunGraphs& graphs) {
        if (const auto index = graphs.atOrBefore(step))
            rows.push_back({graphs.run().name, curveColour(m_theme.colours(), graphs.run().colourIndex),
                            metricText(graphs.series().values[*index])});
    });
    m_readout->showBeside(static_cast<int>(m_plot->xAxis->coordToPixel(key)), m_plot->axisRect()->top() + 2,
                          rows);
}

void CurvePlot::moveCursor(int by)
{
    const RunGraphs* shown = m_runs->first();
    if (shown == nullptr)
        return;
    const auto& steps = shown->series().steps;
    const auto last = static_cast<std::ptrdiff_t>(steps.size()) - 1;
    std::ptrdiff_t index = last;
    if (const auto from = m_hoverStep ? m_hoverStep : m_cursorStep)
        index = static_cast<std::ptrdiff_t>(shown->atOrBefore(*from).value_or(0)) + by;
    index = std::clamp<std::ptrdiff_t>(index, 0, last);
    hover(static_cast<int>(std::lround(steps[static_cast<std::size_t>(index)])));
}

void CurvePlot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        moveCursor(-1);
    else if (event->key() == Qt::Key_Right)
        moveCursor(1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_hoverStep)
        emit stepClicked(*m_hoverStep);
    else if (event->key() == Qt::Key_Escape && m_hoverStep)
        hover(std::nullopt);
    else
        QWidget::keyPressEvent(event);
}

void CurvePlot::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus = event->reason() != Qt::MouseFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void CurvePlot::focusOutEvent(QFocusEvent* event)
{
    m_keyboardFocus = false;
    hover(std::nullopt);
    update();
    QWidget::focusOutEvent(event);
}

void CurvePlot::paintEvent(QPaintEvent*)
{
    if (!m_keyboardFocus)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colours().accent, 2.0));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

void CurvePlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    m_empty->setGeometry(m_plot->rect().adjusted(m_theme.px(12), 0, -m_theme.px(12), 0));
    queueReplot();
}

void CurvePlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LocaleChange)
        refresh();
    if (event->type() == QEvent::StyleChange)
        applyLook(); // a new parent takes the labels' colours away
    QWidget::changeEvent(event);
}

void CurvePlot::drawTo(QPainter& painter, const QRect& rect)
{
    const int head = QFontMetrics(m_title->font()).height() + 4;
    const QRect line(rect.left() + m_theme.px(PlotCanvas::kLeftMargin), rect.top(),
                     rect.width() - m_theme.px(PlotCanvas::kLeftMargin + PlotCanvas::kRightMargin), head);
    painter.setFont(m_title->font());
    painter.setPen(m_theme.colours().text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_title->text());
    painter.setPen(m_last->palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_last->text());
    const QRect area = rect.adjusted(0, head, 0, 0);
    const double scale = painter.device()->devicePixelRatioF();
    QPixmap curves = m_plot->toPixmap(area.width(), area.height(), scale);
    painter.drawPixmap(area, curves);
}

QString CurvePlot::savePng(const QString& path)
{
    QImage image(size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2.0);
    image.fill(m_theme.colours().pane);
    QPainter painter(&image);
    drawTo(painter, rect());
    painter.end();
    return writePng(image, path);
}

QSize CurvePlot::sizeHint() const
{
    return {m_theme.px(320), m_theme.px(170)};
}

QSize CurvePlot::minimumSizeHint() const
{
    return {m_theme.px(150), m_theme.px(96)};
}

} // namespace rw::ui
