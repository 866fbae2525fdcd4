// Places, sizes, names, keys and languages of the window's controls.

#include "core/runlog/exporters.h"
#include "tests/ui/controls.h"
#include "tests/ui/window/workbench.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/curves_panel.h"
#include "ui/panels/settings_panel.h"
#include "ui/window/main_tool_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QKeySequence>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>

namespace rw::ui {
namespace {

QString read(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return QString::fromUtf8(file.readAll());
}

class LayoutTest : public WindowTest
{
protected:
    [[nodiscard]] QList<int> sizes(const char* splitter) const
    {
        return bench->window->findChild<QSplitter*>(QString::fromLatin1(splitter))->sizes();
    }

    /// Waits until the tool bar has found its rows: the panes below get what it leaves.
    bool isLaidOut()
    {
        const auto* tools = bench->window->findChild<MainToolBar*>();
        return eventually([&] { return tools->height() == tools->sizeHint().height(); });
    }

    void openAgain()
    {
        const QString run = bench->session->runDirectory();
        bench->window->close();
        bench.reset();
        bench = std::make_unique<Workbench>(folder.path());
        ASSERT_TRUE(bench->start(run));
    }
};

TEST_F(LayoutTest, IsAsItWasLeft)
{
    bench->window->resize(1200, 760);
    auto* columns = bench->window->findChild<QSplitter*>(QStringLiteral("columns"));
    auto* rows = bench->window->findChild<QSplitter*>(QStringLiteral("rows"));
    columns->setSizes({300, 560, 340});
    rows->setSizes({380, 300});
    ASSERT_TRUE(isLaidOut());
    const auto columnSizes = sizes("columns");
    const auto rowSizes = sizes("rows");
    openAgain();
    ASSERT_TRUE(isLaidOut());
    EXPECT_EQ(bench->window->size(), QSize(1200, 760));
    EXPECT_EQ(sizes("columns"), columnSizes);
    EXPECT_EQ(sizes("rows"), rowSizes);
}

TEST_F(LayoutTest, SettingsThatMakeNoSenseDoNoHarm)
{
    bench->settings.setValue(QStringLiteral("window/geometry"), QStringLiteral("wide"));
    bench->settings.setValue(QStringLiteral("window/columns"), QByteArray("\x00\xff\x01", 3));
    bench->settings.setValue(QStringLiteral("train/steps"), QStringLiteral("-7"));
    bench->settings.setValue(QStringLiteral("generate/pace"), QStringLiteral("quick"));
    const QString run = bench->session->runDirectory();
    bench.reset();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_GE(bench->window->width(), 900);
    EXPECT_TRUE(bench->generate());
}

TEST_F(LayoutTest, ADamagedSettingsFileDoesNotKeepTheWindowShut)
{
    const QString run = bench->session->runDirectory();
    bench.reset();
    QFile file(folder.filePath(QStringLiteral("settings.ini")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[window\ngeometry=@ByteArray(\x01\x02\n\xff\xfe%%=\n");
    file.close();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_TRUE(bench->window->isVisible());
}

TEST_F(LayoutTest, EveryControlHasAName)
{
    ASSERT_TRUE(bench->generate());
    for (const char* page : {"Answer", "Prompt", "Settings"}) {
        bench->press(QString::fromLatin1(page));
        EXPECT_GT(controlsOf(*bench->window).size(), 20U);
        EXPECT_EQ(namelessControls(*bench->window), "");
    }
}

TEST_F(LayoutTest, FitsASmallScreen)
{
    ASSERT_TRUE(bench->generate());
    bench->window->resize(1024, 700);
    QApplication::processEvents();
    ASSERT_EQ(bench->window->size(), QSize(1024, 700));
    for (const char* page : {"Answer", "Prompt", "Settings"}) {
        bench->press(QString::fromLatin1(page));
        QApplication::processEvents();
        for (const QWidget* widget : controlsOf(*bench->window)) {
            const QRect place(widget->mapTo(bench->window.get(), QPoint()), widget->size());
            EXPECT_GE(place.left(), 0) << describe(*widget);
            EXPECT_LE(place.right(), 1024) << describe(*widget);
            const auto* button = qobject_cast<const QPushButton*>(widget);
            if (button != nullptr) {
                EXPECT_GE(widget->width(), button->fontMetrics().horizontalAdvance(button->text()))
                    << describe(*widget);
            }
        }
    }
}

TEST_F(LayoutTest, ChoicesOfTheSettingsAreReadInFullOnASmallScreen)
{
    bench->window->resize(1024, 700);
    bench->press(QStringLiteral("Settings"));
    for (const int zoom : {100, 200}) {
        bench->theme.setZoom(zoom);
        QApplication::processEvents();
        for (const QComboBox* box : bench->window->findChild<SettingsPanel*>()->findChildren<QComboBox*>()) {
            for (int i = 0; i < box->count(); ++i)
                EXPECT_GE(box->width(), box->fontMetrics().horizontalAdvance(box->itemText(i)))
                    << box->itemText(i).toStdString() << " at " << zoom << " %";
        }
    }
}

TEST_F(LayoutTest, TextGrowsByTheKeyWithAndWithoutShift)
{
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_Equal));
    const int zoom = bench->theme.zoom();
    EXPECT_GT(zoom, 100);
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_Plus));
    EXPECT_GT(bench->theme.zoom(), zoom);
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_0));
    EXPECT_EQ(bench->theme.zoom(), 100);
}

void expectUniqueMnemonics(const QMenu& menu)
{
    QMap<QChar, QString> taken;
    for (const QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            expectUniqueMnemonics(*action->menu());
        const QString text = action->text().remove(QStringLiteral("&&"));
        const auto mark = text.indexOf(QLatin1Char('&'));
        if (mark < 0)
            continue;
        const QChar letter = text[mark + 1].toLower();
        EXPECT_FALSE(taken.contains(letter)) << menu.title().toStdString() << ": "
                                             << taken[letter].toStdString() << " and " << text.toStdString();
        taken[letter] = text;
    }
}

TEST_F(LayoutTest, ALetterMeansOneThingInAMenu)
{
    QMenu bar;
    for (QAction* menu : bench->window->menuBar()->actions()) {
        bar.addAction(menu);
        expectUniqueMnemonics(*menu->menu());
    }
    EXPECT_GT(bar.actions().size(), 5);
    QStringList letters;
    for (const QAction* menu : bar.actions())
        letters << QKeySequence::mnemonic(menu->text()).toString();
    EXPECT_EQ(letters.removeDuplicates(), 0) << letters.join(QLatin1Char(' ')).toStdString();
}

TEST_F(LayoutTest, PresentingLeavesAnswersAndCurvesAndTakesItselfBack)
{
    auto* columns = bench->window->findChild<QSplitter*>(QStringLiteral("columns"));
    bench->key(QKeySequence(Qt::ALT | Qt::Key_2)); // the person has no right side open
    ASSERT_FALSE(columns->widget(2)->isVisible());
    bench->key(QKeySequence(Qt::Key_F9));
    EXPECT_EQ(bench->theme.zoom(), 150);
    EXPECT_FALSE(columns->widget(0)->isVisible());
    EXPECT_TRUE(bench->window->answers().isVisible());
    EXPECT_TRUE(bench->window->curves().isVisible());
    bench->key(QKeySequence(Qt::Key_F9));
    EXPECT_EQ(bench->theme.zoom(), 100);
    EXPECT_TRUE(columns->widget(0)->isVisible());
    EXPECT_FALSE(columns->widget(2)->isVisible());
}

TEST_F(LayoutTest, TabGoesFromTheAnswersHeadThroughTheCardsToTheRight)
{
    ASSERT_TRUE(bench->generate());
    bench->button(QStringLiteral("Grid"))->setFocus();
    QStringList met;
    for (int i = 0; i < 25 && QApplication::focusWidget() != bench->button(QStringLiteral("Correct")); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        met << QString::fromLatin1(QApplication::focusWidget()->metaObject()->className());
    }
    ASSERT_EQ(met.size(), 15 + 4) << met.join(QLatin1Char(' ')).toStdString();
    for (int i = 0; i < 15; ++i)
        EXPECT_EQ(met[i], QStringLiteral("rw::ui::AnswerCard"));
}

TEST_F(LayoutTest, TabReachesGenerate)
{
    auto* generate = bench->window->findChild<QPushButton*>(QStringLiteral("generate"));
    for (int i = 0; i < 60 && !generate->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : bench->window.get(),
                        Qt::Key_Tab);
    ASSERT_TRUE(generate->hasFocus());
    QTest::keyClick(generate, Qt::Key_Space);
    EXPECT_EQ(bench->session->activity(), Activity::Generating);
    EXPECT_TRUE(bench->waitFor(Activity::Ready));
}

/// The window of somebody who writes one and a half as 1,5.
class GermanTest : public WindowTest
{
protected:
    void SetUp() override
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        WindowTest::SetUp();
    }

    void TearDown() override
    {
        bench.reset();
        QLocale::setDefault(m_before);
    }

private:
    QLocale m_before;
};

TEST_F(GermanTest, CommasOnScreenPointsInFilesAndOnTheWire)
{
    auto* temperature = bench->window->findChild<MainToolBar*>()->findChild<QDoubleSpinBox*>();
    EXPECT_EQ(temperature->text(), QStringLiteral("1,0"));
    temperature->setFocus();
    temperature->selectAll();
    QTest::keyClicks(temperature, QStringLiteral("0,7"));
    QTest::keyClick(temperature, Qt::Key_Return);
    ASSERT_TRUE(bench->generate());
    EXPECT_FLOAT_EQ(bench->log().group(bench->session->group().group()).params.temperature, 0.7F);
    ASSERT_TRUE(bench->trainStep());
    ASSERT_TRUE(eventually([&] {
        return !bench->session->curves().front().metrics->series(QStringLiteral("reward")).isEmpty();
    }));

    const QString csv = folder.filePath(QStringLiteral("curves.csv"));
    ASSERT_EQ(bench->window->curves().saveCsv(csv), QString());
    const QStringList lines = read(csv).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_GE(lines.size(), 2);
    for (const QString& line : lines)
        EXPECT_EQ(line.count(QLatin1Char(',')), lines[0].count(QLatin1Char(','))) << line.toStdString();
    EXPECT_TRUE(lines[1].contains(QLatin1Char('.')));

    const QString answers = folder.filePath(QStringLiteral("answers.jsonl"));
    ASSERT_EQ(bench->session->exportAnswers(bench->session->runDirectory(), answers), QString());
    for (const QString& line : read(answers).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        EXPECT_TRUE(Json::accept(line.toStdString()));
    EXPECT_TRUE(read(answers).contains(QStringLiteral("0.7")));
}

} // namespace
} // namespace rw::ui
