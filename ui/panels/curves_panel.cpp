#include "ui/panels/curves_panel.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/panels/curves_csv.h"
#include "ui/plots/curve_style.h"
#include "ui/plots/png_file.h"
#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"
#include "ui/widgets/segmented_control.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QSlider>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace rw::ui {

namespace {

constexpr int kSmoothingAtStart = 60; ///< percent
constexpr int kMostSmoothing = 95;
constexpr double kPictureScale = 2.0;

/// Which plots each tab shows, by their place in CurvesPanel::buildPlots().
const std::array<std::vector<std::size_t>, 7> kTabs{{{0, 1, 2}, {0}, {3, 1}, {2}, {4}, {5}, {6, 7}}};

QIcon dot(const Theme& theme)
{
    const int size = theme.px(8);
    QPixmap pixmap(QSize(size + theme.px(5), size) * 2);
    pixmap.setDevicePixelRatio(2.0);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colours().accent);
    painter.drawEllipse(QRect(0, 0, size, size));
    return pixmap;
}

} // namespace

CurvesPanel::CurvesPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new SegmentedControl(
          theme,
          {tr("Overview"), tr("Reward"), tr("Pass rate"), tr("Length"), tr("Entropy"), tr("KL"), tr("Loss")},
          this))
    , m_x(new SegmentedControl(theme, {tr("Step"), tr("Time")}, this))
    , m_smoothingText(new QLabel(tr("Smoothing"), this))
    , m_smoothing(new QSlider(Qt::Horizontal, this))
    , m_smoothingValue(new QLabel(this))
    , m_follow(new QPushButton(this))
    , m_tableButton(new QPushButton(tr("Table"), this))
    , m_export(new QPushButton(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_tableModel(new CurvesTableModel(this))
{
    buildPlots();
    buildHead();
    buildExportMenu();
    connect(&m_theme, &Theme::changed, this, &CurvesPanel::applyLook);
    applyLook();
    showSmoothing(kSmoothingAtStart);
    showTab(0);
    setFollow(true);
}

void CurvesPanel::buildHead()
{
    auto* tools = new QHBoxLayout;
    tools->setSpacing(m_theme.px(8));
    for (QWidget* widget : std::initializer_list<QWidget*>{
             m_x, m_smoothingText, m_smoothing, m_smoothingValue, m_follow, m_tableButton, m_export})
        tools->addWidget(widget);
    tools->addStretch(1);
    auto* tabs = new QHBoxLayout;
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    m_head = new QBoxLayout(QBoxLayout::LeftToRight);
    m_head->setContentsMargins(m_theme.px(12), m_theme.px(6), m_theme.px(12), m_theme.px(2));
    m_head->setSpacing(m_theme.px(4));
    m_head->addLayout(tabs, 1);
    m_head->addLayout(tools);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_head);
    layout->addWidget(m_pages, 1);

    m_tabs->setAccessibleName(tr("Curves"));
    m_x->setAccessibleName(tr("Horizontal axis"));
    m_smoothing->setObjectName(QStringLiteral("smoothing"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(
        tr("How much of the bold line is the past. The pale line always shows the values as they are."));
    m_smoothing->setRange(0, kMostSmoothing);
    m_smoothing->setSingleStep(5);
    m_smoothing->setPageStep(10);
    m_smoothing->setValue(kSmoothingAtStart);
    m_smoothingText->setBuddy(m_smoothing);
    m_follow->setObjectName(QStringLiteral("follow"));
    setButtonKind(m_follow, ButtonKind::Plain);
    m_tableButton->setObjectName(QStringLiteral("table"));
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Shows the values behind the curves as a table."));
    setButtonKind(m_tableButton, ButtonKind::Plain);
    connect(m_tabs, &SegmentedControl::chosen, this, &CurvesPanel::showTab);
    connect(m_x, &SegmentedControl::chosen, this, [this](int index) {
        for (CurvePlot* plot : m_plots)
            plot->setX(index == 0 ? CurveX::Step : CurveX::Time);
        setFollow(true);
    });
    connect(m_smoothing, &QSlider::valueChanged, this, &CurvesPanel::showSmoothing);
    connect(m_follow, &QPushButton::clicked, this, [this] {
        setFollow(true);
        emit followChanged(true);
    });
    connect(m_tableButton, &QPushButton::toggled, this, &CurvesPanel::showTable);
}

void CurvesPanel::buildPlots()
{
    auto* page = new QWidget(m_pages);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(m_theme.px(8), 0, m_theme.px(8), m_theme.px(4));
    row->setSpacing(m_theme.px(10));
    m_pages->addWidget(page);
    const QString none = tr("No values yet. Train a step and the curve begins here.");
    const QString heldOut = tr("No values yet. The held-out prompts are answered every few steps.");
    addPlot({tr("Reward"), QStringLiteral("reward"), CurveY::Rate, none, true});
    addPlot({tr("Pass rate, held out"), QStringLiteral("eval_pass@1"), CurveY::Rate, heldOut, false});
    addPlot(
        {tr("Mean length, tokens"), QStringLiteral("completions/mean_length"), CurveY::FromZero, none, true});
    addPlot({tr("Pass rate, training"), QStringLiteral("rewards/accuracy/mean"), CurveY::Rate, none, true});
    addPlot({tr("Entropy, nats a token"), QStringLiteral("entropy"), CurveY::FromZero, none, true});
    addPlot({tr("KL to the start, nats a token"), QStringLiteral("kl"), CurveY::FromZero, none, true});
    addPlot({tr("Loss"), QStringLiteral("loss"), CurveY::Free, none, true});
    addPlot({tr("Gradient norm"), QStringLiteral("grad_norm"), CurveY::FromZero, none, true});

    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Values of the curves"));
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_pages->addWidget(m_table);
}

void CurvesPanel::addPlot(const CurveSpec& spec)
{
    auto* plot = new CurvePlot(m_theme, spec, m_pages->widget(0));
    plot->setObjectName(spec.metric);
    m_pages->widget(0)->layout()->addWidget(plot);
    m_plots.push_back(plot);
    connect(plot, &CurvePlot::stepClicked, this, &CurvesPanel::stepClicked);
    connect(plot, &CurvePlot::followChanged, this, &CurvesPanel::followingEnded);
    connect(plot, &CurvePlot::xRangeChanged, this, [this, plot](double lower, double upper) {
        for (CurvePlot* other : m_plots)
            if (other != plot)
                other->setXRange(lower, upper);
    });
}

void CurvesPanel::buildExportMenu()
{
    m_export->setText(tr("Export"));
    m_export->setObjectName(QStringLiteral("export"));
    setButtonKind(m_export, ButtonKind::Plain);
    auto* menu = new QMenu(m_export);
    menu->addAction(tr("Picture (PNG)…"), this, [this] {
        exportFile(tr("Save the curves as a picture"), QStringLiteral("png"), tr("Pictures (*.png)"),
                   [this](const QString& path) { return savePicture(path); });
    });
    menu->addAction(tr("All values (CSV)…"), this, [this] {
        exportFile(tr("Save the values of the visible runs"), QStringLiteral("csv"), tr("Tables (*.csv)"),
                   [this](const QString& path) { return saveCsv(path); });
    });
    m_export->setMenu(menu);
}

void CurvesPanel::setRuns(std::vector<CurveRun> runs)
{
    m_runs = std::move(runs);
    for (CurvePlot* plot : m_plots)
        plot->setRuns(m_runs);
    fillTable();
}

void CurvesPanel::refresh()
{
    for (CurvePlot* plot : shownPlots())
        plot->refresh();
    fillTable();
}

void CurvesPanel::setCursorStep(std::optional<int> step)
{
    for (CurvePlot* plot : m_plots)
        plot->setCursorStep(step);
}

void CurvesPanel::setFollow(bool follow)
{
    m_following = follow;
    for (CurvePlot* plot : m_plots)
        plot->setFollow(follow);
    m_follow->setText(follow ? tr("Following") : tr("Latest"));
    m_follow->setToolTip(follow
                             ? tr("The curves follow the newest step. Drag or turn the wheel to look around.")
                             : tr("Shows all steps again and follows the newest."));
    m_follow->setIcon(follow ? dot(m_theme) : QIcon());
    setButtonKind(m_follow, follow ? ButtonKind::Plain : ButtonKind::Secondary);
}

void CurvesPanel::followingEnded()
{
    setFollow(false);
    emit followChanged(false);
}

std::vector<CurvePlot*> CurvesPanel::shownPlots() const
{
    std::vector<CurvePlot*> plots;
    for (const std::size_t index : kTabs[static_cast<std::size_t>(m_tab)])
        plots.push_back(m_plots[index]);
    return plots;
}

void CurvesPanel::showTab(int tab)
{
    m_tab = tab;
    for (CurvePlot* plot : m_plots)
        plot->hide();
    auto* row = static_cast<QHBoxLayout*>(m_pages->widget(0)->layout());
    for (CurvePlot* plot : shownPlots()) {
        row->removeWidget(plot);
        row->addWidget(plot, 1); // in the order of this tab
        plot->refresh();
        plot->show();
    }
    fillTable();
}

void CurvesPanel::showTable(bool table)
{
    m_pages->setCurrentIndex(table ? 1 : 0);
    fillTable();
}

void CurvesPanel::fillTable()
{
    if (m_pages->currentIndex() != 1)
        return;
    std::vector<CurveSpec> specs;
    for (const CurvePlot* plot : shownPlots())
        specs.push_back(plot->spec());
    m_tableModel->show(specs, m_runs);
}

void CurvesPanel::showSmoothing(int percent)
{
    const double weight = percent / 100.0;
    m_smoothingValue->setText(QLocale().toString(weight, 'f', 2));
    for (CurvePlot* plot : m_plots)
        plot->setSmoothing(weight);
}

void CurvesPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        applyLook(); // a new parent takes the labels' colours away
    QWidget::changeEvent(event);
}

void CurvesPanel::applyLook()
{
    setSurface(this, m_theme.colours().pane);
    for (QLabel* label : {m_smoothingText, m_smoothingValue}) {
        setInk(label, m_theme.colours().dim);
        label->setFont(m_theme.textFont(0.92));
    }
    m_follow->setIconSize(QSize(m_theme.px(13), m_theme.px(8)));
    m_follow->setIcon(m_following ? dot(m_theme) : QIcon());
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + m_theme.px(7));
    m_smoothing->setFixedWidth(m_theme.px(64));
    m_smoothingValue->setMinimumWidth(
        m_smoothingValue->fontMetrics().horizontalAdvance(QStringLiteral("0.00")));
}

/// In a narrow panel the tools stand below the tabs.
void CurvesPanel::resizeEvent(QResizeEvent* event)
{
    const int margins = m_head->contentsMargins().left() + m_head->contentsMargins().right();
    const int wanted = m_head->itemAt(0)->minimumSize().width() + m_head->itemAt(1)->minimumSize().width() +
                       m_head->spacing() + margins;
    m_head->setDirection(wanted <= event->size().width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    QWidget::resizeEvent(event);
}

QSize CurvesPanel::minimumSizeHint() const
{
    return {m_tabs->minimumSizeHint().width() + m_theme.px(24), m_theme.px(150)};
}

QString CurvesPanel::savePicture(const QString& path)
{
    const int margin = m_theme.px(12);
    const QFontMetrics metrics(m_theme.textFont());
    const int legend = metrics.height() + margin;
    const QSize plots = m_pages->size();
    QImage image((plots + QSize(0, legend + 2 * margin)) * kPictureScale,
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kPictureScale);
    image.fill(m_theme.colours().pane);
    QPainter painter(&image);
    painter.setFont(m_theme.textFont());
    int x = margin;
    for (const CurveRun& run : m_runs) {
        if (!run.visible)
            continue;
        drawSwatch(painter, QRectF(x, margin, m_theme.px(22), metrics.height()), m_theme.colours(),
                   run.colourIndex, true);
        painter.setPen(m_theme.colours().text);
        painter.drawText(x + m_theme.px(28), margin + metrics.ascent(), run.name);
        x += m_theme.px(50) + metrics.horizontalAdvance(run.name);
    }
    const std::vector<CurvePlot*> shown = shownPlots();
    const int width = plots.width() / static_cast<int>(shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i)
        shown[i]->drawTo(painter, QRect(static_cast<int>(i) * width, margin + legend, width, plots.height()));
    painter.end();
    return writePng(image, path);
}

QString CurvesPanel::saveCsv(const QString& path) const
{
    try {
        writeFileAtomically(path.toStdString(), curvesCsv(m_runs));
        return {};
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
}

void CurvesPanel::exportFile(const QString& title, const QString& suffix, const QString& filter,
                             const std::function<QString(const QString&)>& save)
{
    QFileDialog dialog(this, title, {}, filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(QStringLiteral("curves.") + suffix);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString path = dialog.selectedFiles().constFirst();
    if (const QString problem = save(path); !problem.isEmpty())
        QMessageBox::warning(this, title, problem);
    else
        emit exported(path);
}

} // namespace rw::ui
