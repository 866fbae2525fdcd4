#include "ui/client/engine_log.h"

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

TEST(EngineLogTest, JoinsPiecesIntoLines)
{
    EngineLog log;
    EXPECT_EQ(log.append("load"), QStringList());
    EXPECT_EQ(log.append("ing\nready\nsam"),
              (QStringList{QStringLiteral("loading"), QStringLiteral("ready")}));
    EXPECT_EQ(log.end(), QStringList{QStringLiteral("sam")});
    EXPECT_EQ(log.lines().size(), 3);
}

TEST(EngineLogTest, KeepsTheLastLinesOnly)
{
    EngineLog log;
    for (int i = 0; i < 500; ++i)
        log.add(QString::number(i));
    EXPECT_EQ(log.lines().size(), EngineLog::kMostLines);
    EXPECT_EQ(log.lines().last(), QStringLiteral("499"));
}

TEST(EngineLogTest, BreaksUpALineWithoutEnd)
{
    EngineLog log;
    const QStringList lines = log.append(QByteArray(20'000, 'x'));
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines.front().size(), EngineLog::kMostBytes);
}

} // namespace
} // namespace rw::ui
