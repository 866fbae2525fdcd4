#pragma once

#include "core/runlog/run_log_reader.h"
#include "ui/theme/theme.h"
#include "ui/widgets/answer_card.h"
#include "ui/widgets/inline_strip.h"
#include "ui/window/main_window.h"
#include "ui/window/workbench_session.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

namespace rw::ui {

/// A session with the real engine and models and the real window, shown, with runs and settings in a folder
/// of their own. One after the other can use the same folder, as the program started again does.
class Workbench
{
public:
    explicit Workbench(const QString& folder);
    ~Workbench();

    /// @return whether the engine got ready. @param run to go on with; empty: a new one
    [[nodiscard]] bool start(const QString& run = {});

    Theme theme;
    QSettings settings;
    WorkbenchPaths paths;
    std::unique_ptr<WorkbenchSession> session;
    std::unique_ptr<MainWindow> window;

    /// @name A person's hands and eyes
    /// @{
    void press(const char* toolBarButton);
    void key(const QKeySequence& keys);
    /// The visible button with this text or accessible name; null where there is none.
    [[nodiscard]] QAbstractButton* button(const QString& words) const;
    void press(const QString& words);
    [[nodiscard]] QAction* action(const char* name) const;
    [[nodiscard]] std::vector<AnswerCard*> cards() const; ///< in the grid, by answer
    [[nodiscard]] InlineStrip& strip() const;
    /// @}

    /// @name Waiting
    /// @{
    [[nodiscard]] bool waitFor(Activity activity) const;
    [[nodiscard]] bool generate(); ///< presses the button, waits until all is written
    [[nodiscard]] bool trainStep();
    /// @}

    [[nodiscard]] RunLogReader log() const;
    [[nodiscard]] std::size_t starsWaiting() const; ///< in the outbox
    [[nodiscard]] bool isStarredInLog(GroupId group, int answer) const;
};

/// Waits until it is so, two minutes at most.
[[nodiscard]] bool eventually(const std::function<bool()>& isSo);

/// Does something in the next dialog that opens.
template <class Dialog>
void inDialog(const std::function<void(Dialog&)>& act)
{
    QTimer::singleShot(0, qApp, [act] {
        if (auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget()))
            act(*dialog);
        else
            inDialog<Dialog>(act);
    });
}

inline void pressIn(QDialog& dialog, const QString& text)
{
    for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (button->text() == text)
            QTest::mouseClick(button, Qt::LeftButton);
    }
}

class WindowTest : public testing::Test
{
protected:
    void SetUp() override
    {
        bench = std::make_unique<Workbench>(folder.path());
        ASSERT_TRUE(bench->start());
    }

    /// Answers that take long enough to be interrupted.
    void writeSlowly() const { bench->session->setPace(5.0); }

    QTemporaryDir folder;
    std::unique_ptr<Workbench> bench;
};

} // namespace rw::ui
