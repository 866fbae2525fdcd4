#pragma once

#include "core/protocol/messages.h"
#include "ui/theme/theme.h"
#include "ui/window/workbench_session.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace rw::ui {

/// The line at the window's foot: step, speed, time of a step, time left, memory, device, and how the engine
/// is.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(const Theme& theme, QWidget* parent = nullptr);

    void setStep(int step);
    void setStepSeconds(double seconds);
    void setSpeed(double tokensPerSecond);
    void setStatus(const protocol::Status& status);
    void setEnvironment(const Json& environment);
    void setActivity(Activity activity);
    void setLoading(const protocol::LoadProgress& progress);
    void setProgress(const protocol::TrainProgress& progress);

private:
    QLabel* addField();
    void applyLook();

    const Theme& m_theme;
    QList<QLabel*> m_fields;
    QLabel* m_step;
    QLabel* m_speed;
    QLabel* m_seconds;
    QLabel* m_memory;
    QLabel* m_device;
    QLabel* m_progressText;
    QProgressBar* m_progress;
    QLabel* m_engine;
    Activity m_activity = Activity::Starting;
};

} // namespace rw::ui
