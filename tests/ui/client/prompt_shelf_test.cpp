#include "core/base/atomic_file.h"
#include "core/prompts/prompt_file.h"
#include "ui/client/prompt_shelf.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

PromptRecord record(const char* id, const char* text)
{
    PromptRecord record;
    record.prompt = {id, text, "3", "shopping", 1};
    return record;
}

class PromptShelfTest : public testing::Test
{
protected:
    PromptShelfTest()
    {
        const std::vector<PromptRecord> records{record("a", "How many apples?"),
                                                record("b", "How many pears?")};
        other.createSet("fruit", "fruit.jsonl", records);
        shelf.reload();
    }

    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("library.db"));
    PromptLibrary other = PromptLibrary::open(file.toStdString()); ///< another process, as it were
    PromptShelf shelf{file};
};

TEST_F(PromptShelfTest, ASetIsOpenedByNameAndClosedByNone)
{
    EXPECT_EQ(shelf.names(), QStringList{QStringLiteral("fruit")});
    QSignalSpy opened(&shelf, &PromptShelf::opened);
    ASSERT_TRUE(shelf.open(QStringLiteral("fruit")));
    EXPECT_EQ(shelf.prompts().size(), 2U);
    ASSERT_NE(shelf.find("b"), nullptr);
    EXPECT_EQ(shelf.find("c"), nullptr);
    EXPECT_TRUE(shelf.open({}));
    EXPECT_FALSE(shelf.current());
    EXPECT_TRUE(shelf.prompts().empty());
    EXPECT_EQ(opened.size(), 2);
}

TEST_F(PromptShelfTest, WhatAnotherProcessWritesIsShown)
{
    ASSERT_TRUE(shelf.open(QStringLiteral("fruit")));
    QSignalSpy changed(&shelf, &PromptShelf::promptsChanged);
    PromptAttempt attempt;
    attempt.promptId = "a";
    attempt.group = 1;
    attempt.step = 7;
    attempt.answers = 15;
    attempt.correct = 5;
    attempt.run = "/runs/apples-01";
    other.recordAttempts(other.set("fruit").id, std::vector<PromptAttempt>{attempt});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !changed.isEmpty(); }, 10'000));
    EXPECT_EQ(shelf.find("a")->tally.passes, 5);
    ASSERT_EQ(shelf.attempts(*shelf.find("a")).size(), 1U);
}

TEST_F(PromptShelfTest, ChangesAreOnDiskAtOnce)
{
    ASSERT_TRUE(shelf.open(QStringLiteral("fruit")));
    PromptRecord plums = shelf.find("a")->record;
    plums.prompt.text = "How many plums?";
    ASSERT_TRUE(shelf.updatePrompt(*shelf.find("a"), plums));
    EXPECT_EQ(shelf.find("a")->record.prompt.text, "How many plums?");
    const std::vector<LibraryPromptId> pears{shelf.find("b")->id};
    ASSERT_TRUE(shelf.tag(pears, QStringLiteral("ripe"), true));
    EXPECT_EQ(other.prompts(other.set("fruit").id)[1].record.tags, std::vector<std::string>{"ripe"});
    ASSERT_TRUE(shelf.deletePrompts(pears));
    EXPECT_EQ(shelf.prompts().size(), 1U);
    ASSERT_TRUE(shelf.renameCurrent(QStringLiteral("Obst")));
    EXPECT_EQ(shelf.current()->name, "Obst");
    ASSERT_TRUE(shelf.deleteCurrent());
    EXPECT_TRUE(shelf.names().isEmpty());
}

TEST_F(PromptShelfTest, AnExportedSetReadsBack)
{
    ASSERT_TRUE(shelf.open(QStringLiteral("fruit")));
    const QString path = folder.filePath(QStringLiteral("out.jsonl"));
    ASSERT_TRUE(shelf.exportCurrent(path));
    EXPECT_EQ(PromptFile::open(path.toStdString()).read().records.size(), 2U);
}

TEST_F(PromptShelfTest, WhatCannotBeDoneIsToldAndNothingIsThrown)
{
    QSignalSpy failed(&shelf, &PromptShelf::failed);
    EXPECT_FALSE(shelf.open(QStringLiteral("no such set")));
    EXPECT_EQ(failed.size(), 1);
    EXPECT_FALSE(shelf.current());
    ASSERT_TRUE(shelf.open(QStringLiteral("fruit")));
    EXPECT_FALSE(shelf.exportCurrent(QStringLiteral("/no/such/folder/out.jsonl")));
    EXPECT_EQ(failed.size(), 2);
}

TEST(PromptShelfFileTest, ADamagedLibraryIsAProblemThatCanBeTriedAgain)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("library.db"));
    writeFileAtomically(file.toStdString(), std::string(5000, 'x'));
    PromptShelf shelf(file);
    EXPECT_TRUE(shelf.problem().contains(QStringLiteral("library.db"))) << shelf.problem().toStdString();
    EXPECT_TRUE(shelf.sets().empty());
    EXPECT_FALSE(shelf.open(QStringLiteral("fruit")));
    ASSERT_TRUE(QFile::remove(file));
    shelf.reload();
    EXPECT_TRUE(shelf.problem().isEmpty()) << shelf.problem().toStdString();
}

} // namespace
} // namespace rw::ui
