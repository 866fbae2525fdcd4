#include "app/workbench/paths.h"
#include "app/workbench/screenshot_tour.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/workbench_session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTranslator>

namespace {

using namespace rw::ui;

constexpr int kWrongUsage = 2;

struct Options
{
    QString engine;
    QString model;
    QString run;
    QString brightness;
    QString screenshots;
    int screenshotSteps = 30;
};

QString text(const char* words)
{
    return QCoreApplication::translate("main", words);
}

/// Nothing where the arguments make no sense; the reason is on stderr then.
std::optional<Options> parseArguments(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(text("Watch and steer a language model that learns by reinforcement."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption engine(QStringLiteral("engine"), text("The engine's program."),
                                    QStringLiteral("file"));
    const QCommandLineOption model(QStringLiteral("model"),
                                   text("Begin a new run from this model directory."),
                                   QStringLiteral("folder"));
    const QCommandLineOption run(QStringLiteral("run"), text("Go on with the run in this folder."),
                                 QStringLiteral("folder"));
    const QCommandLineOption theme(QStringLiteral("theme"), text("light, dark or system."),
                                   QStringLiteral("name"));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        text("Go through a live session, save pictures of the window, and end."), QStringLiteral("folder"));
    const QCommandLineOption steps(QStringLiteral("screenshot-steps"),
                                   text("Training steps of that session."), QStringLiteral("n"),
                                   QStringLiteral("30"));
    parser.addOptions({engine, model, run, theme, screenshot, steps});
    parser.process(application);

    Options options;
    options.engine = parser.value(engine);
    options.model = parser.value(model);
    options.run = parser.value(run);
    options.brightness = parser.value(theme);
    options.screenshots = parser.value(screenshot);
    options.screenshotSteps = parser.value(steps).toInt();
    const QStringList known{QString(), QStringLiteral("light"), QStringLiteral("dark"),
                            QStringLiteral("system")};
    if (!known.contains(options.brightness) || options.screenshotSteps < 1 ||
        !parser.positionalArguments().isEmpty()) {
        QTextStream(stderr) << parser.helpText();
        return std::nullopt;
    }
    return options;
}

void applyTheme(Theme& theme, const QSettings& settings, const QString& wish)
{
    Brightness brightness = static_cast<Brightness>(
        std::clamp(settings.value(QStringLiteral("theme/brightness"), 0).toInt(), 0, 2));
    if (wish == QLatin1String("light"))
        brightness = Brightness::Light;
    else if (wish == QLatin1String("dark"))
        brightness = Brightness::Dark;
    else if (wish == QLatin1String("system"))
        brightness = Brightness::System;
    theme.setBrightness(brightness);
    if (settings.value(QStringLiteral("theme/colourBlind")).toBool())
        theme.setVerdictColours(VerdictColours::ColourBlind);
    theme.setZoom(std::clamp(settings.value(QStringLiteral("theme/zoom"), 100).toInt(), 70, 250));
    theme.apply();
}

int runWindow(const Options& options, Theme& theme)
{
    QSettings settings;
    applyTheme(theme, settings, options.brightness);
    WorkbenchSession session(findPaths(options.engine));
    MainWindow window(theme, session, settings);
    const QString last = settings.value(QStringLiteral("run/last")).toString();
    const QString run = !options.run.isEmpty()    ? QDir(options.run).absolutePath()
                        : options.model.isEmpty() ? last
                                                  : QString();
    session.start(run, options.model.isEmpty() ? QString() : QDir(options.model).absolutePath());
    window.show();
    return QApplication::exec();
}

/// Leaves a person's runs and settings alone.
int runTour(const Options& options, Theme& theme)
{
    const QTemporaryDir data;
    QSettings settings(data.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    applyTheme(theme, settings, QStringLiteral("light"));
    WorkbenchSession session(pathsIn(data.path(), options.engine));
    MainWindow window(theme, session, settings);
    ScreenshotTour tour(theme, window, session, options.screenshots, options.screenshotSteps);
    QObject::connect(
        &tour, &ScreenshotTour::finished, qApp, [](bool good) { QApplication::exit(good ? 0 : 1); },
        Qt::QueuedConnection);
    session.start({}, options.model.isEmpty() ? QString() : QDir(options.model).absolutePath());
    window.show();
    tour.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("rollout-workbench"));
    QApplication::setOrganizationName(QStringLiteral("rollout-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rollout Workbench"));
    QApplication::setApplicationVersion(QStringLiteral(RW_VERSION));
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/translations/rollout-workbench_en.qm")))
        QApplication::installTranslator(&plurals);
    const auto options = parseArguments(application);
    if (!options)
        return kWrongUsage;
    Theme theme;
    return options->screenshots.isEmpty() ? runWindow(*options, theme) : runTour(*options, theme);
}
