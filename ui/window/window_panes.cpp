#include "ui/window/window_panes.h"

#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kMostSideGrowth = 150; ///< per cent of their width at 100 %

void prepare(QSplitter& splitter, const QString& name)
{
    splitter.setObjectName(name);
    splitter.setHandleWidth(1);
    splitter.setChildrenCollapsible(false);
}

} // namespace

WindowPanes::WindowPanes(const Theme& theme, const Contents& contents)
    : QSplitter(Qt::Vertical)
    , m_theme(theme)
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_bottom(new QSplitter(Qt::Horizontal))
{
    prepare(*this, QStringLiteral("rows"));
    prepare(*m_columns, QStringLiteral("columns"));
    prepare(*m_bottom, QStringLiteral("bottom"));
    m_columns->addWidget(contents.prompts);
    m_columns->addWidget(contents.answers);
    m_columns->addWidget(buildRight(contents.right));
    m_columns->setStretchFactor(0, 2);
    m_columns->setStretchFactor(1, 9);
    m_columns->setStretchFactor(2, 2);
    m_bottom->addWidget(contents.curves);
    m_bottom->addWidget(contents.runs);
    m_bottom->setStretchFactor(0, 5);
    m_bottom->setStretchFactor(1, 2);
    addWidget(m_columns);
    addWidget(m_bottom);
    setStretchFactor(0, 3);
    setStretchFactor(1, 1);
    connect(&theme, &Theme::changed, this, &WindowPanes::applyLook);
    applyLook();
}

/// Room for what stands in the panes; the answers keep half of the window in large text, too.
void WindowPanes::applyLook()
{
    const auto sideWidth = [this](int atHundredPercent) {
        return std::min(m_theme.px(atHundredPercent), atHundredPercent * kMostSideGrowth / 100);
    };
    prompts()->setMinimumWidth(sideWidth(236));
    right()->setMinimumWidth(sideWidth(250));
    runs()->setMinimumWidth(m_theme.px(220));
}

QWidget* WindowPanes::buildRight(const QList<std::pair<QString, QWidget*>>& pages)
{
    QStringList tabs;
    m_rightPages = new QStackedWidget;
    for (const auto& [tab, page] : pages) {
        tabs << tab;
        m_rightPages->addWidget(page);
    }
    m_rightTabs = new SegmentedControl(m_theme, tabs);
    m_rightTabs->setAccessibleName(tr("Right side"));
    m_rightTabs->setMayStack(true);
    auto* head = new QWidget;
    auto* headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(12), m_theme.px(4));
    headLayout->addWidget(m_rightTabs);
    headLayout->addStretch(1);
    auto* right = new QWidget;
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_rightPages, 1);
    right->setAutoFillBackground(true);
    right->setBackgroundRole(QPalette::Base);
    connect(m_rightTabs, &SegmentedControl::chosen, m_rightPages, &QStackedWidget::setCurrentIndex);
    connect(m_rightPages, &QStackedWidget::currentChanged, this, &WindowPanes::rightPageChanged);
    return right;
}

int WindowPanes::rightPage() const
{
    return m_rightPages->currentIndex();
}

void WindowPanes::showRightPage(int page)
{
    m_rightTabs->setCurrent(page);
    m_rightPages->setCurrentIndex(page);
}

void WindowPanes::arrange(const QSize& window)
{
    m_columns->setSizes({m_theme.px(258), window.width() - m_theme.px(258 + 316), m_theme.px(316)});
    setSizes({window.height() - m_theme.px(330), m_theme.px(230)});
    m_bottom->setSizes({window.width() - m_theme.px(380), m_theme.px(380)});
}

void WindowPanes::save(QSettings& settings) const
{
    const std::initializer_list<const QSplitter*> splitters{m_columns, this, m_bottom};
    for (const QSplitter* splitter : splitters)
        settings.setValue(splitter->objectName(), splitter->saveState());
}

void WindowPanes::restore(const QSettings& settings)
{
    const std::initializer_list<QSplitter*> splitters{m_columns, this, m_bottom};
    for (QSplitter* splitter : splitters)
        splitter->restoreState(settings.value(splitter->objectName()).toByteArray());
}

} // namespace rw::ui
