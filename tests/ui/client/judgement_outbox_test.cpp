#include "core/base/atomic_file.h"
#include "ui/client/judgement_outbox.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

TEST(JudgementOutbox, AWordIsThereAfterARestartUntilAcknowledged)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("judgements.jsonl")).toStdString();
    const QString run = QStringLiteral("/runs/apples-01");
    {
        JudgementOutbox outbox(file);
        outbox.add(run, {"a", RolloutId{70}, Outcome::Wrong});
        outbox.add(run, {"b", RolloutId{70}, std::nullopt});
        outbox.add(QStringLiteral("/runs/pears"), {"c", RolloutId{70}, Outcome::Correct});
    }
    JudgementOutbox outbox(file);
    const std::vector<JudgementRecord> pending = outbox.pending(run);
    ASSERT_EQ(pending.size(), 2U);
    EXPECT_EQ(pending[0].outcome, Outcome::Wrong);
    EXPECT_EQ(pending[0].rollout, RolloutId{70});
    EXPECT_FALSE(pending[1].outcome) << "back to the verifier's";
    outbox.acknowledge("a");
    EXPECT_EQ(JudgementOutbox(file).pending(run).size(), 1U);
}

TEST(JudgementOutbox, AnOutcomeThatIsNoneIsADamagedLine)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("judgements.jsonl")).toStdString();
    writeFileAtomically(file, "{\"run\":\"/r\",\"uuid\":\"a\",\"rollout\":7,\"outcome\":\"splendid\"}\n"
                              "{\"run\":\"/r\",\"uuid\":\"b\",\"rollout\":7,\"outcome\":\"wrong\"}\n");
    const JudgementOutbox outbox(file);
    EXPECT_EQ(outbox.pending(QStringLiteral("/r")).size(), 1U);
    EXPECT_TRUE(outbox.damagedFile());
}

} // namespace
} // namespace rw::ui
