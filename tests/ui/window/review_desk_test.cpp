// Previews that come when another choice is on screen.

#include "ui/window/review_desk.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

#include <stdexcept>

namespace rw::ui {
namespace {

void addVerifier(const VerifiersDialog& dialog, const char* title)
{
    for (QAction* action : dialog.findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu()->actions()) {
        if (action->text() == QLatin1String(title))
            action->trigger();
    }
}

TEST(ReviewDesk, ALatePreviewIsNotShownForANewerChoice)
{
    EngineClient engine(QStringLiteral(RW_FAKE_ENGINE), {QStringLiteral("late")});
    engine.start();
    const Theme theme;
    VerifiersDialog dialog(theme, QStringLiteral("Verifiers"), QStringLiteral("None"),
                           {verifierSpecFromString("final-number")});
    const ReviewDesk::Log noLog = []() -> const RunLogReader& { throw std::logic_error("nothing changes"); };
    new ReviewDesk(engine, noLog, dialog);
    dialog.show();
    auto* button = dialog.findChild<QPushButton*>(QStringLiteral("preview"));
    QTest::mouseClick(button, Qt::LeftButton);
    addVerifier(dialog, "Exact text"); // gives the preview up
    QTest::mouseClick(button, Qt::LeftButton);
    const auto* counts = dialog.findChild<QLabel*>(QStringLiteral("counts"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !counts->text().isEmpty(); }, 20'000));
    EXPECT_TRUE(counts->text().startsWith(QStringLiteral("0 of 2 stored answer")))
        << counts->text().toStdString();
}

} // namespace
} // namespace rw::ui
