#include "app/workbench/screenshot_tour.h"

#include "ui/panels/answers_panel.h"

#include <QDir>
#include <QTextStream>
#include <QTimer>

namespace rw::ui {

namespace {

constexpr int kPollMilliseconds = 50;
constexpr int kSettleMilliseconds = 700; ///< for fades, the log's next poll and the plots' next drawing

void say(const QString& text)
{
    QTextStream(stdout) << text << Qt::endl;
}

} // namespace

ScreenshotTour::ScreenshotTour(Theme& theme, MainWindow& window, WorkbenchSession& session, QString directory,
                               int steps)
    : m_theme(theme)
    , m_window(window)
    , m_session(session)
    , m_directory(std::move(directory))
{
    const auto nothing = [] {};
    m_stations = {
        {QStringLiteral("started-light"), nothing},
        {QStringLiteral("writing-light"), [this] { m_session.generate(); }, 450},
        {{}, nothing},
        {QStringLiteral("generated-light"), [this] { focusFirstCorrect(); }},
        {QStringLiteral("starred-light"), [this] { m_session.starShortestCorrect(); }},
        {QStringLiteral("training-light"), [this, steps] { m_session.train(steps); }, 3500},
        {{}, nothing},
        {QStringLiteral("step-light"), [this] { m_session.showStep(m_session.step() / 2 + 1); }},
        {{},
         [this] {
             m_session.backToCurrentRun();
             m_session.choosePrompt(0);
         }},
        {QStringLiteral("compared-light"), [this] { m_session.generateAgain(); }},
        {QStringLiteral("trained-light"),
         [this] {
             m_window.answers().setView(AnswersPanel::View::Grid);
             focusFirstCorrect();
         }},
        {QStringLiteral("focused-light"), [this] { m_window.answers().setView(AnswersPanel::View::Focus); }},
        {QStringLiteral("trained-dark"),
         [this] {
             m_window.answers().setView(AnswersPanel::View::Grid);
             m_theme.setBrightness(Brightness::Dark);
         }},
        {QStringLiteral("small-dark"), [this] { m_window.resize(1024, 700); }},
        {QStringLiteral("small-light"), [this] { m_theme.setBrightness(Brightness::Light); }},
    };
    connect(&session, &WorkbenchSession::engineDied, this, [this](const QString& sentence) {
        say(sentence);
        m_good = false;
        emit finished(false);
    });
    connect(&session, &WorkbenchSession::problem, this, [](const QString& sentence) { say(sentence); });
}

void ScreenshotTour::start()
{
    if (!QDir().mkpath(m_directory)) {
        say(tr("The folder %1 cannot be made.").arg(m_directory));
        QTimer::singleShot(0, this, [this] { emit finished(false); });
        return;
    }
    m_theme.setBrightness(Brightness::Light);
    whenReady([this] { next(); });
}

void ScreenshotTour::next()
{
    if (!m_good)
        return;
    if (m_at == m_stations.size()) {
        emit finished(true);
        return;
    }
    const Station& station = m_stations[m_at++];
    station.act();
    if (station.after > 0)
        QTimer::singleShot(station.after, this, [this, station] { photograph(station); });
    else
        whenReady([this, station] { photograph(station); });
}

void ScreenshotTour::photograph(const Station& station)
{
    if (!station.name.isEmpty())
        save(station.name);
    next();
}

void ScreenshotTour::whenReady(const std::function<void()>& then)
{
    QTimer::singleShot(kPollMilliseconds, this, [this, then] {
        if (m_session.activity() == Activity::Ready)
            QTimer::singleShot(kSettleMilliseconds, this, then);
        else
            whenReady(then);
    });
}

void ScreenshotTour::save(const QString& name)
{
    const QString path = QDir(m_directory).filePath(name + QStringLiteral(".png"));
    if (m_window.grab().save(path)) {
        say(path);
        return;
    }
    say(tr("The picture %1 cannot be written.").arg(path));
    m_good = false;
    emit finished(false);
}

void ScreenshotTour::focusFirstCorrect()
{
    const auto& answers = m_session.group().answers();
    for (const AnswerView& answer : answers) {
        if (answer.state == AnswerState::Correct) {
            m_window.answers().setFocusedAnswer(answer.index);
            return;
        }
    }
}

} // namespace rw::ui
