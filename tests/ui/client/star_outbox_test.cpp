#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/client/star_outbox.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

class StarOutboxTest : public testing::Test
{
protected:
    std::vector<std::string> uuids(const StarOutbox& outbox, const QString& run) const
    {
        std::vector<std::string> uuids;
        for (const StarRecord& star : outbox.pending(run))
            uuids.push_back(star.uuid);
        return uuids;
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_file =
        std::filesystem::path(m_folder.path().toStdString()) / "state" / "stars.jsonl";
    const QString m_apples = QStringLiteral("/runs/äpfel-01");
    const QString m_pears = QStringLiteral("/runs/pears-02");
};

TEST_F(StarOutboxTest, AStarIsThereAfterARestartUntilAcknowledged)
{
    {
        StarOutbox outbox(m_file);
        outbox.add(m_apples, {"a", RolloutId{70}, true});
        outbox.add(m_pears, {"b", RolloutId{3}, true});
        outbox.add(m_apples, {"c", RolloutId{70}, false});
    }
    StarOutbox outbox(m_file);
    EXPECT_EQ(uuids(outbox, m_apples), (std::vector<std::string>{"a", "c"}));
    EXPECT_EQ(outbox.pending(m_apples)[1].rollout, RolloutId{70});
    EXPECT_FALSE(outbox.pending(m_apples)[1].starred);
    EXPECT_EQ(uuids(outbox, m_pears), std::vector<std::string>{"b"});

    outbox.acknowledge("a");
    EXPECT_EQ(uuids(StarOutbox(m_file), m_apples), std::vector<std::string>{"c"});
    EXPECT_FALSE(outbox.damagedFile());
}

TEST_F(StarOutboxTest, RepeatedAndUnknownUuidsChangeNothing)
{
    StarOutbox outbox(m_file);
    outbox.add(m_apples, {"a", RolloutId{70}, true});
    outbox.add(m_apples, {"a", RolloutId{70}, true});
    outbox.acknowledge("never seen");
    EXPECT_EQ(uuids(StarOutbox(m_file), m_apples), std::vector<std::string>{"a"});
}

TEST_F(StarOutboxTest, DamagedLinesAreLeftOutAndTheFileIsKept)
{
    {
        StarOutbox outbox(m_file);
        outbox.add(m_apples, {"a", RolloutId{70}, true});
        outbox.add(m_apples, {"b", RolloutId{71}, true});
    }
    std::string damaged = readFile(m_file, 4096);
    damaged.insert(damaged.find('\n') + 1, "{\"run\": \"/runs/\n{\"uuid\":\"x\"}\n\xff\xfe\n");
    writeFileAtomically(m_file, damaged);

    const StarOutbox outbox(m_file);
    EXPECT_EQ(uuids(outbox, m_apples), (std::vector<std::string>{"a", "b"}));
    ASSERT_TRUE(outbox.damagedFile());
    EXPECT_EQ(readFile(*outbox.damagedFile(), 4096), damaged);

    const StarOutbox again(m_file);
    EXPECT_FALSE(again.damagedFile()) << "the file that goes on is sound";
    EXPECT_EQ(uuids(again, m_apples), (std::vector<std::string>{"a", "b"}));
}

TEST_F(StarOutboxTest, EachDamagedFileKeepsAPlaceOfItsOwn)
{
    makeDirectories(m_file.parent_path());
    writeFileAtomically(m_file, "first\n");
    const auto first = StarOutbox(m_file).damagedFile();
    writeFileAtomically(m_file, "second\n");
    const auto second = StarOutbox(m_file).damagedFile();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(readFile(*first, 100), "first\n");
    EXPECT_EQ(readFile(*second, 100), "second\n");
}

TEST_F(StarOutboxTest, ALastLineWithoutItsEndIsKeptAside)
{
    {
        StarOutbox(m_file).add(m_apples, {"a", RolloutId{70}, true});
    }
    const std::string whole = readFile(m_file, 4096);
    writeFileAtomically(m_file, whole + whole.substr(0, whole.size() / 2));
    const StarOutbox outbox(m_file);
    EXPECT_EQ(uuids(outbox, m_apples), std::vector<std::string>{"a"});
    EXPECT_TRUE(outbox.damagedFile());
}

TEST_F(StarOutboxTest, AFileThatCannotBeWrittenIsNamed)
{
    makeDirectories(m_file.parent_path().parent_path());
    writeFileAtomically(m_file.parent_path(), "a file where the folder should be");
    StarOutbox outbox(m_file);
    EXPECT_THROW(outbox.add(m_apples, {"a", RolloutId{70}, true}), Error);
    EXPECT_EQ(uuids(outbox, m_apples), std::vector<std::string>{"a"});
}

} // namespace
} // namespace rw::ui
