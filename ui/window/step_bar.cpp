#include "ui/window/step_bar.h"

#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace rw::ui {

namespace {

QPushButton* plainButton(const QString& text, const QString& name)
{
    auto* button = new QPushButton(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    setButtonKind(button, ButtonKind::Plain);
    return button;
}

} // namespace

StepBar::StepBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new ElidedLabel)
    , m_previousStep(plainButton(QStringLiteral("«"), tr("Step before")))
    , m_nextStep(plainButton(QStringLiteral("»"), tr("Next step")))
    , m_previous(plainButton(QStringLiteral("‹"), tr("Previous prompt of this step")))
    , m_next(plainButton(QStringLiteral("›"), tr("Next prompt of this step")))
    , m_close(plainButton(tr("Back to now"), tr("Leave the past and go back to the run that is trained")))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(14), theme.px(4), theme.px(14), theme.px(4));
    layout->setSpacing(theme.px(4));
    layout->addWidget(m_text, 1);
    for (QPushButton* button : {m_previousStep, m_previous, m_next, m_nextStep, m_close})
        layout->addWidget(button);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setAccessibleName(tr("Step on screen"));
    connect(m_previous, &QPushButton::clicked, this, [this] { emit groupRequested(m_view->current - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { emit groupRequested(m_view->current + 1); });
    connect(m_previousStep, &QPushButton::clicked, this, [this] { emit stepRequested(m_view->step - 1); });
    connect(m_nextStep, &QPushButton::clicked, this, [this] { emit stepRequested(m_view->step + 1); });
    connect(m_close, &QPushButton::clicked, this, &StepBar::closeRequested);
    connect(&theme, &Theme::changed, this, &StepBar::applyLook);
    applyLook();
    setVisible(false);
}

void StepBar::show(const std::optional<StepView>& view, const QString& elsewhere)
{
    m_view = view;
    setVisible(view || !elsewhere.isEmpty());
    QStringList parts;
    if (!elsewhere.isEmpty())
        parts.append(tr("Run %1, read-only").arg(elsewhere));
    if (view) {
        const QLocale locale;
        parts.append(tr("Step %1").arg(locale.toString(view->step)));
        parts.append(tr("prompt %1 of %2")
                         .arg(locale.toString(view->current + 1),
                              locale.toString(static_cast<int>(view->groups.size()))));
    }
    m_text->setText(parts.join(QStringLiteral(" · ")));
    for (QPushButton* button : {m_previous, m_next, m_previousStep, m_nextStep})
        button->setVisible(view.has_value());
    if (view) {
        m_previous->setEnabled(view->current > 0);
        m_next->setEnabled(view->current + 1 < static_cast<int>(view->groups.size()));
        m_previousStep->setEnabled(view->step > 1);
        m_nextStep->setEnabled(view->step < view->lastStep);
    }
}

void StepBar::applyLook()
{
    setSurface(this, m_theme.colours().selection);
    m_text->setFont(m_theme.textFont());
}

} // namespace rw::ui
