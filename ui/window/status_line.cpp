#include "ui/window/status_line.h"

#include "ui/plots/metric_text.h"
#include "ui/theme/tint.h"
#include "ui/widgets/memory_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>

namespace rw::ui {

namespace {

QString gigabytes(std::int64_t bytes)
{
    return QLocale().toString(static_cast<double>(bytes) / 1e9, 'f', 1);
}

QString phaseText(const std::string& phase)
{
    if (phase == "sampling")
        return StatusLine::tr("answering");
    if (phase == "learning")
        return StatusLine::tr("learning");
    if (phase == "evaluating")
        return StatusLine::tr("held-out prompts");
    return StatusLine::tr("saving");
}

/// Of one step, over its phases; most of its time goes into answering and learning.
double shareOfStep(const protocol::TrainProgress& progress)
{
    if (progress.phase == "sampling")
        return 0.5 * progress.share;
    if (progress.phase == "learning")
        return 0.5 + 0.4 * progress.share;
    return 0.9;
}

QString activityText(Activity activity)
{
    switch (activity) {
    case Activity::Starting:
        return StatusLine::tr("Engine starting");
    case Activity::Loading:
        return StatusLine::tr("Loading");
    case Activity::Ready:
        return StatusLine::tr("Engine ready");
    case Activity::Generating:
        return StatusLine::tr("Generating");
    case Activity::Training:
        return StatusLine::tr("Training");
    case Activity::Dead:
        return StatusLine::tr("Engine stopped");
    }
    return {};
}

} // namespace

StatusLine::StatusLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    layout->setSpacing(theme.px(20));
    m_step = addField();
    m_speed = addField();
    m_seconds = addField();
    m_memory = addField();
    m_device = addField();
    m_device->setMinimumWidth(0);
    m_device->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->setStretchFactor(m_device, 1);
    m_progressText = addField();
    m_progress = new QProgressBar;
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(theme.px(110), theme.px(6));
    m_progress->setAccessibleName(tr("Progress"));
    layout->addWidget(m_progress);
    m_engine = addField();
    setAccessibleName(tr("Status"));
    connect(&theme, &Theme::changed, this, &StatusLine::applyLook);
    setStep(0);
    setActivity(Activity::Starting);
    applyLook();
}

QLabel* StatusLine::addField()
{
    auto* label = new QLabel;
    layout()->addWidget(label);
    m_fields.append(label);
    label->setVisible(false);
    return label;
}

void StatusLine::setStep(int step)
{
    m_step->setText(tr("Step %1").arg(QLocale().toString(step)));
    m_step->setVisible(true);
}

void StatusLine::setStepSeconds(double seconds)
{
    m_seconds->setText(tr("%1 s a step").arg(QLocale().toString(seconds, 'f', 1)));
    m_seconds->setVisible(true);
}

void StatusLine::setSpeed(double tokensPerSecond)
{
    if (tokensPerSecond <= 0.0)
        return;
    m_speed->setText(tr("%1 tok/s").arg(QLocale().toString(qRound64(tokensPerSecond))));
    m_speed->setVisible(true);
}

void StatusLine::setStatus(const protocol::Status& status)
{
    setSpeed(status.tokensPerSecond);
    m_memory->setText(
        tr("RAM %1 of %2 GB").arg(gigabytes(status.memoryBytes), gigabytes(status.memoryTotalBytes)));
    m_memory->setVisible(status.memoryTotalBytes > 0);
}

void StatusLine::setEnvironment(const Json& environment)
{
    const auto text = [&](const char* key) {
        return QString::fromStdString(environment.value(key, std::string()));
    };
    const int threads = environment.value("threads", 1);
    const QString device = text("device").toUpper();
    m_device->setText(tr("%1 · %n thread(s) · %2", nullptr, threads).arg(device, text("blas")));
    m_device->setToolTip(text("device_reason"));
    m_device->setVisible(!device.isEmpty());
}

void StatusLine::setActivity(Activity activity)
{
    m_activity = activity;
    m_engine->setVisible(true);
    if (activity != Activity::Training && activity != Activity::Loading) {
        m_progress->setVisible(false);
        m_progressText->setVisible(false);
    }
    applyLook();
}

void StatusLine::setLoading(const protocol::LoadProgress& progress)
{
    if (m_activity != Activity::Loading)
        return;
    m_progressText->setText(tr("%1 of %2").arg(bytesText(progress.bytes), bytesText(progress.totalBytes)));
    m_progressText->setVisible(true);
    const double share = static_cast<double>(progress.bytes) /
                         static_cast<double>(std::max<std::int64_t>(1, progress.totalBytes));
    m_progress->setValue(static_cast<int>(1000.0 * std::clamp(share, 0.0, 1.0)));
    m_progress->setVisible(true);
}

void StatusLine::setProgress(const protocol::TrainProgress& progress)
{
    const bool several = progress.steps > 1;
    const bool before = progress.step == 0; // what the steps are compared with
    QString text = before ? tr("Before the first step")
                   : several
                       ? tr("Step %1 of %2")
                             .arg(QLocale().toString(progress.done + 1), QLocale().toString(progress.steps))
                       : tr("One step");
    text += QStringLiteral(" · ") + phaseText(progress.phase);
    if (several && progress.secondsLeft >= 0.0)
        text += QStringLiteral(" · ") + tr("%1 left").arg(durationText(progress.secondsLeft));
    m_progressText->setText(text);
    m_progressText->setVisible(true);
    const double share =
        before ? progress.share : (progress.done + shareOfStep(progress)) / std::max(1, progress.steps);
    m_progress->setValue(static_cast<int>(1000.0 * std::min(1.0, share)));
    m_progress->setVisible(true);
}

void StatusLine::applyLook()
{
    const Colours& colours = m_theme.colours();
    for (QLabel* field : m_fields) {
        setInk(field, colours.dim);
        field->setFont(m_theme.textFont(0.92));
    }
    const bool dead = m_activity == Activity::Dead;
    const bool waiting = m_activity == Activity::Starting || m_activity == Activity::Loading;
    setInk(m_engine, dead ? colours.wrong : waiting ? colours.dim : colours.text);
    m_engine->setText((waiting ? QStringLiteral("○ ") : QStringLiteral("● ")) + activityText(m_activity));
}

} // namespace rw::ui
