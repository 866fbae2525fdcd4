#pragma once

#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/workbench_session.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QDialog;

namespace rw::ui {

/// Goes through a live session as a person would and saves a picture of the window at each station:
/// generated, starred, trained, before and after, judged by hand, words found, a set of prompts imported,
/// verifiers chosen and compared, presented to a class, dark. The engine really answers and learns. A picture
/// is of the dialog that is open, if one is; the dialog is closed then.
class ScreenshotTour : public QObject
{
    Q_OBJECT

public:
    /// @param steps training steps between the starred and the trained picture
    ScreenshotTour(Theme& theme, MainWindow& window, WorkbenchSession& session, QString directory, int steps);

    /// Begins; finished() follows from the event loop.
    void start();

signals:
    void finished(bool good);

private:
    struct Station
    {
        QString name;              ///< of the picture; empty: none
        std::function<void()> act; ///< what the person does
        int after = 0; ///< milliseconds after which the picture is taken; 0: when the engine is done
        std::function<bool()> until{}; ///< the picture is taken once this is so, instead
    };

    void next();
    void when(const std::function<bool()>& isSo, const std::function<void()>& then);
    void whenReady(const std::function<void()>& then);
    void photograph(const Station& station);
    void save(const QString& name);
    void focusFirstCorrect();
    void addPromptStations();
    void addVerdictStations();
    void addBenchStations();
    [[nodiscard]] QDialog* openDialog() const; ///< on the window; null where there is none
    /// A file as people have them: good lines, broken ones, one that comes twice.
    [[nodiscard]] QString samplePrompts() const;
    void press(const char* action);

    Theme& m_theme;
    MainWindow& m_window;
    WorkbenchSession& m_session;
    QString m_directory;
    std::vector<Station> m_stations;
    std::size_t m_at = 0;
    bool m_good = true;
};

} // namespace rw::ui
