#include "app/workbench/screenshot_tour.h"

#include "core/base/strict_json.h"
#include "core/prompts/word_problems.h"
#include "ui/dialogs/bench_dialog.h"
#include "ui/panels/answers_find_bar.h"
#include "ui/panels/answers_panel.h"
#include "ui/widgets/disagreement_table.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTextStream>
#include <QTimer>
#include <QToolButton>

namespace rw::ui {

namespace {

constexpr int kUsualZoom = 100;
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
        {QStringLiteral("by-hand-light"),
         [this] {
             m_window.answers().setView(AnswersPanel::View::Grid);
             press("mark-wrong");
         }},
    };
    addPromptStations();
    addVerdictStations();
    const std::vector<Station> dark{
        {QStringLiteral("found-light"),
         [this] {
             press("find-answers");
             QTimer::singleShot(100, &m_window, [this] {
                 m_window.findChild<QLineEdit*>(QStringLiteral("findWords"))->setText(QStringLiteral("cost"));
             });
         },
         700},
        {QStringLiteral("presented-light"),
         [this] {
             m_window.findChild<AnswersFindBar*>()->closeSearch();
             press("present");
         },
         0, [this] { return m_theme.zoom() > kUsualZoom; }},
        {{}, [this] { press("present"); }, 0, [this] { return m_theme.zoom() == kUsualZoom; }},
        {QStringLiteral("trained-dark"),
         [this] {
             m_window.answers().setView(AnswersPanel::View::Grid);
             m_theme.setBrightness(Brightness::Dark);
         }},
        {QStringLiteral("small-dark"), [this] { m_window.resize(1024, 700); }},
        {QStringLiteral("small-light"), [this] { m_theme.setBrightness(Brightness::Light); }},
    };
    m_stations.insert(m_stations.end(), dark.begin(), dark.end());
    connect(&session, &WorkbenchSession::engineDied, this, [this](const QString& sentence) {
        say(sentence);
        m_good = false;
        emit finished(false);
    });
    connect(&session, &WorkbenchSession::problem, this, [](const QString& sentence) { say(sentence); });
}

/// What opens a dialog returns when the dialog is closed: it is opened from the event loop.
void ScreenshotTour::press(const char* action)
{
    auto* found = m_window.findChild<QAction*>(QString::fromLatin1(action));
    QTimer::singleShot(0, found, &QAction::trigger);
}

QString ScreenshotTour::samplePrompts() const
{
    const QString path = QDir(m_directory).filePath(QStringLiteral("word-problems.jsonl"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return path;
    const std::vector<Prompt> prompts = builtinTrainingPrompts();
    for (std::size_t i = 0; i < 600; ++i) {
        if (i == 41)
            file.write("{\"question\": \"A line that breaks off\n");
        const Prompt& prompt = prompts[i == 77 ? 76 : i];
        file.write(QByteArray::fromStdString(jsonLine({{"question", prompt.text},
                                                       {"answer", prompt.answer},
                                                       {"topic", prompt.category},
                                                       {"level", prompt.difficulty}})) +
                   '\n');
    }
    return path;
}

void ScreenshotTour::addPromptStations()
{
    const std::vector<Station> stations{
        {QStringLiteral("filters-light"),
         [this] { m_window.findChild<QToolButton*>(QStringLiteral("filters"))->setChecked(true); }},
        {QStringLiteral("import-light"),
         [this] {
             m_window.findChild<QToolButton*>(QStringLiteral("filters"))->setChecked(false);
             const QString path = samplePrompts();
             QTimer::singleShot(0, &m_window, [this, path] { m_window.importPrompts(path); });
         },
         1500},
        {QStringLiteral("prompt-light"), [this] { m_window.showRight(MainWindow::Right::Prompt); }},
        {{}, [this] { m_window.showRight(MainWindow::Right::Answer); }},
    };
    m_stations.insert(m_stations.end(), stations.begin(), stations.end());
}

void ScreenshotTour::addVerdictStations()
{
    const std::vector<Station> stations{
        {QStringLiteral("verifiers-light"), [this] { press("run-verifiers"); }, 1500},
    };
    m_stations.insert(m_stations.end(), stations.begin(), stations.end());
    addBenchStations();
}

/// Two more verifiers than the bench begins with judge the answers of this run; of the pair that disagrees
/// most, an answer is read.
void ScreenshotTour::addBenchStations()
{
    const auto bench = [this] { return m_window.findChild<BenchDialog*>(); };
    const auto add = [bench](const QString& title) {
        const QMenu* kinds = bench()->findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu();
        for (QAction* kind : kinds->actions()) {
            if (kind->text() == title)
                kind->trigger();
        }
    };
    const std::vector<Station> stations{
        {{}, [this] { press("bench"); }, 0, [bench] { return bench() != nullptr; }},
        {{},
         [bench, add] {
             add(QStringLiteral("Mathematics"));
             add(QStringLiteral("Strict equations"));
             bench()->findChild<QPushButton*>(QStringLiteral("run"))->click();
         },
         0,
         [bench] { return bench()->findChild<QTabWidget*>()->isTabEnabled(1); }},
        {QStringLiteral("bench-light"),
         [bench] {
             auto* pairs = bench()->findChild<DisagreementTable*>();
             pairs->setCurrentIndex(pairs->model()->index(0, pairs->model()->columnCount() - 1));
         },
         1500},
    };
    m_stations.insert(m_stations.end(), stations.begin(), stations.end());
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
    if (station.until)
        when(station.until, [this, station] { photograph(station); });
    else if (station.after > 0)
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

void ScreenshotTour::when(const std::function<bool()>& isSo, const std::function<void()>& then)
{
    QTimer::singleShot(kPollMilliseconds, this, [this, isSo, then] {
        if (isSo())
            QTimer::singleShot(kSettleMilliseconds, this, then);
        else
            when(isSo, then);
    });
}

void ScreenshotTour::whenReady(const std::function<void()>& then)
{
    when([this] { return m_session.activity() == Activity::Ready; }, then);
}

QDialog* ScreenshotTour::openDialog() const
{
    for (QDialog* dialog : m_window.findChildren<QDialog*>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

void ScreenshotTour::save(const QString& name)
{
    const QString path = QDir(m_directory).filePath(name + QStringLiteral(".png"));
    QDialog* dialog = openDialog();
    QWidget& shown = dialog != nullptr ? *dialog : static_cast<QWidget&>(m_window);
    const bool isSaved = shown.grab().save(path);
    if (dialog != nullptr)
        dialog->reject();
    if (isSaved) {
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
