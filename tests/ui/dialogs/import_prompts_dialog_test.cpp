#include "core/library/prompt_library.h"
#include "tests/ui/controls.h"
#include "ui/dialogs/import_prompts_dialog.h"
#include "ui/models/imported_prompts_model.h"
#include "ui/widgets/inline_strip.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <cstdio>

namespace rw::ui {
namespace {

class ImportPromptsDialogTest : public testing::Test
{
protected:
    QString write(const char* name, const QByteArray& content) const
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return path;
    }

    std::unique_ptr<ImportPromptsDialog> open(const QString& path, const QStringList& taken = {})
    {
        auto dialog = std::make_unique<ImportPromptsDialog>(m_theme, path, library(), taken);
        dialog->show();
        return dialog;
    }

    [[nodiscard]] QString library() const { return m_folder.filePath(QStringLiteral("library.db")); }

    static QPushButton* importButton(const QDialog& dialog)
    {
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Import"))
                return button;
        }
        return nullptr;
    }

    static bool becomesReady(const QDialog& dialog)
    {
        return QTest::qWaitFor([&] { return importButton(dialog)->isEnabled(); }, 30'000);
    }

    static QString counts(const QDialog& dialog)
    {
        return dialog.findChild<QLabel*>(QStringLiteral("counts"))->text();
    }

    static QAbstractItemModel& table(const QDialog& dialog, int tab)
    {
        return *qobject_cast<QTableView*>(dialog.findChild<QTabWidget*>()->widget(tab))->model();
    }

    Theme m_theme;
    QTemporaryDir m_folder;
};

TEST_F(ImportPromptsDialogTest, GoodLinesBecomeASetAndBrokenOnesAreListed)
{
    const auto dialog =
        open(write("zoo.jsonl", "{\"question\": \"How many cats?\", \"answer\": \"2+1\\n#### 3\"}\n"
                                "{\"question\": \n"
                                "{\"question\": \"How many cats?\", \"answer\": \"#### 4\"}\n"
                                "{\"question\": \"How many dogs?\", \"answer\": \"#### 5\"}\n"));
    ASSERT_TRUE(becomesReady(*dialog));
    EXPECT_EQ(namelessControls(*dialog), "");
    EXPECT_TRUE(counts(*dialog).contains(QStringLiteral("2 prompt"))) << counts(*dialog).toStdString();
    EXPECT_EQ(table(*dialog, 0).index(0, 1).data().toString(), QStringLiteral("3"));
    ASSERT_EQ(table(*dialog, 1).rowCount(), 1);
    EXPECT_EQ(table(*dialog, 1).index(0, 0).data().toString(), QStringLiteral("2"));
    EXPECT_FALSE(table(*dialog, 1).index(0, 1).data().toString().isEmpty());
    ASSERT_EQ(table(*dialog, 2).rowCount(), 1);
    EXPECT_TRUE(table(*dialog, 2).index(0, 1).data().toString().contains(QStringLiteral("another")));

    QTest::mouseClick(importButton(*dialog), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return dialog->result() == QDialog::Accepted; }, 30'000));
    EXPECT_EQ(dialog->setName(), QStringLiteral("zoo"));
    EXPECT_EQ(dialog->importedCount(), 2);
    const PromptLibrary kept = PromptLibrary::open(library().toStdString());
    EXPECT_EQ(kept.set("zoo").prompts, 2);
}

TEST_F(ImportPromptsDialogTest, TheMappingIsGuessedShownAndCanBeChanged)
{
    const auto dialog = open(write("quiz.csv", "question,result,topic\nHow many?,7,pets\nAnd now?,8,cars\n"));
    ASSERT_TRUE(becomesReady(*dialog));
    auto* text = dialog->findChild<QComboBox*>(QStringLiteral("prompt"));
    auto* answer = dialog->findChild<QComboBox*>(QStringLiteral("answer"));
    EXPECT_EQ(text->currentText(), QStringLiteral("question"));
    answer->setCurrentIndex(answer->findText(QStringLiteral("topic")));
    EXPECT_EQ(table(*dialog, 0).index(0, 1).data().toString(), QStringLiteral("pets"));
    answer->setCurrentIndex(answer->findText(QStringLiteral("result")));
    EXPECT_EQ(table(*dialog, 0).index(1, 1).data().toString(), QStringLiteral("8"));
    text->setCurrentIndex(0);
    EXPECT_FALSE(importButton(*dialog)->isEnabled());
    ASSERT_TRUE(QTest::qWaitFor([&] { return dialog->findChild<InlineStrip*>()->isVisible(); }, 30'000));
}

TEST_F(ImportPromptsDialogTest, NamesThatAreTakenAreRefused)
{
    const auto dialog =
        open(write("zoo.jsonl", "{\"prompt\": \"How many cats?\"}\n"), {QStringLiteral("Zoo")});
    ASSERT_TRUE(becomesReady(*dialog));
    EXPECT_EQ(dialog->setName(), QStringLiteral("zoo 2"));
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("ZOO"));
    EXPECT_FALSE(importButton(*dialog)->isEnabled());
}

TEST_F(ImportPromptsDialogTest, AFileThatCannotBeReadSaysWhy)
{
    const auto dialog = open(m_folder.filePath(QStringLiteral("gone.jsonl")));
    auto* strip = dialog->findChild<InlineStrip*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return strip->isVisible(); }, 30'000));
    EXPECT_TRUE(strip->text().contains(QStringLiteral("gone.jsonl"))) << strip->text().toStdString();
    EXPECT_FALSE(importButton(*dialog)->isEnabled());
}

/// Reading goes on elsewhere: what the dialog itself does at a time stays far below a tenth of a second.
TEST_F(ImportPromptsDialogTest, FiftyThousandPromptsNeverBlockTheWindow)
{
    QByteArray lines;
    for (int i = 0; i < 50'000; ++i)
        lines += "{\"prompt\": \"Question " + QByteArray::number(i) +
                 " of many: how much do three apples and two oranges cost?\", \"answer\": \"" +
                 QByteArray::number(i) + "\"}\n";
    QElapsedTimer whole;
    whole.start();
    const auto dialog = open(write("many.jsonl", lines));
    qint64 longest = 0;
    while (!importButton(*dialog)->isEnabled() && whole.elapsed() < 60'000) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        longest = std::max(longest, turn.elapsed());
        QTest::qSleep(1);
    }
    const qint64 read = whole.elapsed();
    EXPECT_TRUE(counts(*dialog).contains(QStringLiteral("50,000"))) << counts(*dialog).toStdString();
    QTest::mouseClick(importButton(*dialog), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return dialog->result() == QDialog::Accepted; }, 60'000));
    std::printf(
        "50,000 prompts: read in %lld ms, in the library after %lld ms; longest turn of the window %lld ms\n",
        static_cast<long long>(read), static_cast<long long>(whole.elapsed()),
        static_cast<long long>(longest));
    EXPECT_LT(longest, 250);
}

} // namespace
} // namespace rw::ui
