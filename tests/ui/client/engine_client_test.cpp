#include "ui/client/engine_client.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <csignal>
#include <memory>

namespace rw::ui {
namespace {

constexpr int kPatienceMilliseconds = 20'000;

template <class Condition>
bool becomes(Condition condition)
{
    return QTest::qWaitFor(condition, kPatienceMilliseconds);
}

/// A client of the fake engine in one mode, and what it said.
struct Listening
{
    explicit Listening(const char* mode, const QString& program = QStringLiteral(RW_FAKE_ENGINE))
        : client(program, {QLatin1String(mode)})
    {
        QObject::connect(&client, &EngineClient::ready, [this](const protocol::Hello&) { heard << "ready"; });
        QObject::connect(&client, &EngineClient::runOpened, [this](const protocol::RunOpened& run) {
            heard << "runOpened";
            opened = run;
        });
        QObject::connect(&client, &EngineClient::groupStarted,
                         [this](const protocol::GroupStarted&) { heard << "groupStarted"; });
        QObject::connect(&client, &EngineClient::tokens, [this](const protocol::Tokens& message) {
            heard << "tokens";
            text = message.answers.front().text;
        });
        QObject::connect(&client, &EngineClient::answerFinished,
                         [this](const protocol::AnswerFinished&) { heard << "answerFinished"; });
        QObject::connect(&client, &EngineClient::groupFinished,
                         [this](const protocol::GroupFinished&) { heard << "groupFinished"; });
        QObject::connect(&client, &EngineClient::generateDone,
                         [this](const protocol::GenerateResult&) { heard << "generateDone"; });
        QObject::connect(&client, &EngineClient::trainProgress,
                         [this](const protocol::TrainProgress&) { heard << "trainProgress"; });
        QObject::connect(&client, &EngineClient::stepCommitted,
                         [this](const protocol::StepCommitted& message) {
                             heard << "stepCommitted";
                             reward = message.metrics.at("reward");
                         });
        QObject::connect(&client, &EngineClient::trainDone,
                         [this](const protocol::TrainResult&) { heard << "trainDone"; });
        QObject::connect(&client, &EngineClient::starAcknowledged,
                         [this](const protocol::StarAcknowledged& message) { uuid = message.uuid; });
        QObject::connect(&client, &EngineClient::requestFailed,
                         [this](const QString& method, const QString& message) {
                             heard << "requestFailed";
                             failure = method + QStringLiteral(": ") + message;
                         });
        QObject::connect(&client, &EngineClient::died, [this](const QString& sentence) {
            heard << "died";
            death = sentence;
        });
        QObject::connect(&client, &EngineClient::stopped, [this] { heard << "stopped"; });
    }

    [[nodiscard]] bool hears(const char* what) const { return heard.contains(QLatin1String(what)); }
    bool waitFor(const char* what)
    {
        return becomes([&] { return hears(what); });
    }

    struct Heard : QStringList
    {
        Heard& operator<<(const char* what)
        {
            append(QLatin1String(what));
            return *this;
        }
    } heard;
    protocol::RunOpened opened;
    std::string text;
    std::string uuid;
    double reward = 0.0;
    QString failure;
    QString death;
    EngineClient client;
};

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

TEST(EngineClientTest, PassesOnWhatIsSaidOfModels)
{
    EngineClient client(QStringLiteral(RW_FAKE_ENGINE), {QStringLiteral("normal")});
    std::string card;
    std::string token;
    std::int64_t exported = 0;
    std::int64_t loaded = 0;
    QObject::connect(&client, &EngineClient::modelInspected,
                     [&](const protocol::ModelInspected& model) { card = model.card.path; });
    QObject::connect(&client, &EngineClient::exactPrompt,
                     [&](const protocol::ExactPrompt& prompt) { token = prompt.tokens.at(0).text; });
    QObject::connect(&client, &EngineClient::modelExported,
                     [&](const protocol::ModelExported& model) { exported = model.bytes; });
    QObject::connect(&client, &EngineClient::loadProgress,
                     [&](const protocol::LoadProgress& progress) { loaded = progress.bytes; });
    client.start();
    client.inspectModel({"/models/smol", {}});
    protocol::OpenRunParams run;
    run.directory = "/runs/apples-01";
    client.openRun(run);
    client.askExactPrompt({{.id = "a", .text = "Why?", .answer = {}, .category = {}}});
    client.exportModel({"/out", "gguf-f16"});
    ASSERT_TRUE(becomes([&] { return exported != 0; }));
    EXPECT_EQ(card, "/models/smol");
    EXPECT_EQ(loaded, 5);
    EXPECT_EQ(token, "Why?");
    EXPECT_EQ(exported, 12);
}

TEST(EngineClientTest, ACancelledLoadIsNoFailure)
{
    Listening engine("normal");
    QSignalSpy cancelled(&engine.client, &EngineClient::openCancelled);
    engine.client.start();
    protocol::OpenRunParams run;
    run.directory = "/cancelled";
    engine.client.openRun(run);
    ASSERT_TRUE(becomes([&] { return cancelled.size() == 1; }));
    EXPECT_FALSE(engine.hears("requestFailed"));
    EXPECT_FALSE(engine.hears("runOpened"));
}

TEST(EngineClientTest, RequestsMadeBeforeReadyAreSentOnceItIs)
{
    Listening engine("normal");
    protocol::OpenRunParams params;
    params.directory = "/runs/apples-01";
    engine.client.openRun(params);
    EXPECT_FALSE(engine.client.isRunning());

    engine.client.start();
    ASSERT_TRUE(engine.waitFor("runOpened"));

    EXPECT_EQ(engine.heard, words("ready runOpened"));
    EXPECT_TRUE(engine.client.isReady());
    EXPECT_GT(engine.client.pid(), 0);
    EXPECT_EQ(engine.opened.directory, "/runs/apples-01");
    EXPECT_EQ(engine.opened.step, 4);
}

TEST(EngineClientTest, GeneratingTellsEveryStageInOrder)
{
    Listening engine("normal");
    engine.client.start();
    engine.client.generate({});
    ASSERT_TRUE(engine.waitFor("generateDone"));

    EXPECT_EQ(engine.heard,
              words("ready groupStarted tokens answerFinished answerFinished groupFinished generateDone"));
    EXPECT_EQ(engine.text, "The answer ");
}

TEST(EngineClientTest, TrainingTellsEveryStep)
{
    Listening engine("normal");
    engine.client.start();
    engine.client.train({2});
    ASSERT_TRUE(engine.waitFor("trainDone"));

    EXPECT_EQ(engine.heard, words("ready trainProgress stepCommitted trainProgress stepCommitted trainDone"));
    EXPECT_DOUBLE_EQ(engine.reward, 0.5);
}

TEST(EngineClientTest, AStarIsAcknowledgedByItsUuid)
{
    Listening engine("normal");
    engine.client.start();
    engine.client.star({"2f1c", RolloutId{70}, true});
    EXPECT_TRUE(becomes([&] { return engine.uuid == "2f1c"; }));
}

TEST(EngineClientTest, ARefusedRequestNamesItsMethodAndTheReason)
{
    Listening engine("normal");
    engine.client.start();
    protocol::OpenRunParams params;
    params.directory = "/taken";
    engine.client.openRun(params);
    ASSERT_TRUE(engine.waitFor("requestFailed"));

    EXPECT_EQ(engine.failure, QStringLiteral("open_run: Another program trains in /taken."));
    EXPECT_TRUE(engine.client.isReady());
}

TEST(EngineClientTest, ShutdownDoesWhatWasAskedForAndStops)
{
    Listening engine("normal");
    engine.client.start();
    ASSERT_TRUE(engine.waitFor("ready"));
    engine.client.star({"2f1c", RolloutId{70}, true});
    engine.client.shutdown();
    engine.client.generate({});
    ASSERT_TRUE(engine.waitFor("stopped"));

    EXPECT_EQ(engine.uuid, "2f1c");
    EXPECT_EQ(engine.heard, words("ready stopped"));
    EXPECT_FALSE(engine.client.isRunning());
}

TEST(EngineClientTest, ShutdownBeforeHelloStopsToo)
{
    Listening engine("silent");
    engine.client.start();
    engine.client.shutdown();
    ASSERT_TRUE(engine.waitFor("stopped"));
    EXPECT_EQ(engine.heard, words("stopped"));
}

TEST(EngineClientTest, AKilledEngineIsReportedAfterWhatItStillSaid)
{
    Listening engine("dies-on-generate");
    engine.client.start();
    engine.client.generate({});
    ASSERT_TRUE(engine.waitFor("died"));

    EXPECT_EQ(engine.heard, words("ready groupStarted tokens died"));
    EXPECT_TRUE(engine.death.contains(QStringLiteral("fake_engine"))) << engine.death.toStdString();
    EXPECT_TRUE(engine.death.contains(QStringLiteral("ran out of memory"))) << engine.death.toStdString();
    EXPECT_FALSE(engine.client.isReady());
    EXPECT_EQ(engine.client.pid(), 0);
}

TEST(EngineClientTest, AfterDeathItStartsAgainAndNothingOldIsAnswered)
{
    Listening engine("dies-on-generate");
    engine.client.start();
    engine.client.generate({});
    engine.client.train({1});
    ASSERT_TRUE(engine.waitFor("died"));
    engine.heard.clear();

    engine.client.start();
    engine.client.openRun({});
    ASSERT_TRUE(engine.waitFor("runOpened"));
    EXPECT_EQ(engine.heard, words("ready runOpened"));
}

TEST(EngineClientTest, ItMayBeStartedAgainFromTheDeathSignalItself)
{
    Listening engine("dies-on-generate");
    QObject::connect(&engine.client, &EngineClient::died, [&] { engine.client.start(); });
    engine.client.start();
    engine.client.generate({});
    ASSERT_TRUE(engine.waitFor("died"));
    EXPECT_TRUE(becomes([&] { return engine.client.isReady(); }));
}

TEST(EngineClientTest, AnEngineKilledFromOutsideWhileIdleIsReported)
{
    Listening engine("normal");
    engine.client.start();
    ASSERT_TRUE(engine.waitFor("ready"));
    ASSERT_EQ(::kill(static_cast<pid_t>(engine.client.pid()), SIGTERM), 0);
    ASSERT_TRUE(engine.waitFor("died"));
    EXPECT_TRUE(engine.death.contains(QStringLiteral("signal 15"))) << engine.death.toStdString();
}

TEST(EngineClientTest, AnEngineThatExitsIsQuotedWithItsLastWords)
{
    Listening engine("exits");
    engine.client.start();
    ASSERT_TRUE(engine.waitFor("died"));
    EXPECT_TRUE(engine.death.contains(QStringLiteral("exit code 3"))) << engine.death.toStdString();
    EXPECT_TRUE(engine.death.contains(QStringLiteral("No space left on device")))
        << engine.death.toStdString();
}

TEST(EngineClientTest, AProgramThatIsNotThereIsNamed)
{
    Listening engine("normal", QStringLiteral("/nowhere/rollout-engine"));
    engine.client.start();
    ASSERT_TRUE(engine.waitFor("died"));
    EXPECT_TRUE(engine.death.contains(QStringLiteral("/nowhere/rollout-engine")))
        << engine.death.toStdString();
    EXPECT_FALSE(engine.client.isRunning());
    EXPECT_EQ(engine.heard, words("died"));
}

TEST(EngineClientTest, LinesThatCannotBeReadAreLoggedAndPassedOver)
{
    Listening engine("garbage");
    engine.client.start();
    engine.client.generate({});
    ASSERT_TRUE(engine.waitFor("generateDone"));

    EXPECT_EQ(engine.heard,
              words("ready groupStarted tokens answerFinished answerFinished groupFinished generateDone"));
    EXPECT_EQ(engine.client.logLines().filter(QStringLiteral("cannot be read")).size(), 4);
    EXPECT_EQ(engine.client.logLines().filter(QStringLiteral("\"invented\"")).size(), 2);
    EXPECT_EQ(engine.client.logLines().filter(QStringLiteral("not asked")).size(), 2);
}

TEST(EngineClientTest, AnotherProtocolVersionIsRefusedWithBothVersions)
{
    Listening engine("other-version");
    engine.client.start();
    engine.client.openRun({});
    ASSERT_TRUE(engine.waitFor("died"));
    EXPECT_EQ(engine.heard, words("died"));
    EXPECT_TRUE(engine.death.contains(QStringLiteral("protocol 99"))) << engine.death.toStdString();
    EXPECT_FALSE(engine.client.isReady());
}

TEST(EngineClientTest, AnEngineThatNeverSaysHelloIsNotReady)
{
    Listening engine("silent");
    QSignalSpy log(&engine.client, &EngineClient::logLine);
    engine.client.start();
    engine.client.generate({});
    ASSERT_TRUE(becomes([&] { return !log.isEmpty(); })); // it runs, and its log is heard
    EXPECT_EQ(log.front().front().toString(), QStringLiteral("fake engine, mode silent"));
    EXPECT_TRUE(engine.client.isRunning());
    EXPECT_FALSE(engine.client.isReady());
    EXPECT_TRUE(engine.heard.isEmpty());
}

TEST(EngineClientTest, TheDestructorEndsAnEngineThatDoesNotListen)
{
    auto engine = std::make_unique<Listening>("deaf");
    engine->client.start();
    ASSERT_TRUE(engine->waitFor("ready"));
    const auto pid = static_cast<pid_t>(engine->client.pid());
    engine.reset();
    EXPECT_EQ(::kill(pid, 0), -1) << "the engine outlives its window";
}

} // namespace
} // namespace rw::ui
