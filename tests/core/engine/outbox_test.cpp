#include "core/base/error.h"
#include "core/engine/outbox.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace rw {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

protocol::Tokens tokensOf(std::int64_t group, int index, std::string text, int count, double rate = 1.0)
{
    protocol::Tokens tokens;
    tokens.group.value = group;
    tokens.answers.push_back({index, std::move(text), count});
    tokens.tokensPerSecond = rate;
    return tokens;
}

/// Standard output pointed at a pipe for as long as it lives.
class StandardOutputPipe
{
public:
    StandardOutputPipe()
    {
        std::fflush(stdout);
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw Error("Cannot make a pipe.");
        m_reader = ends[0];
        m_saved = ::dup(STDOUT_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[1]);
    }
    ~StandardOutputPipe()
    {
        std::fflush(stdout);
        ::dup2(m_saved, STDOUT_FILENO);
        ::close(m_saved);
        closeReader();
    }
    StandardOutputPipe(const StandardOutputPipe&) = delete;
    StandardOutputPipe& operator=(const StandardOutputPipe&) = delete;

    void closeReader()
    {
        if (m_reader >= 0)
            ::close(m_reader);
        m_reader = -1;
    }

    /// To the end: what writes must be gone.
    std::vector<std::string> lines() const
    {
        std::string text;
        std::array<char, 4096> bytes{};
        for (ssize_t got = 0; (got = ::read(m_reader, bytes.data(), bytes.size())) > 0;)
            text.append(bytes.data(), static_cast<std::size_t>(got));
        std::vector<std::string> result;
        for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos;
             begin = end + 1)
            result.push_back(text.substr(begin, end - begin));
        return result;
    }

private:
    int m_reader = -1;
    int m_saved = -1;
};

TEST(JoinTokens, ConcatenatesTextAndTakesTheNewerCounts)
{
    protocol::Tokens tokens = tokensOf(1, 0, "The ", 1);
    joinTokens(tokens, tokensOf(1, 3, "So", 1));
    joinTokens(tokens, tokensOf(1, 0, "answer", 2, 90.0));
    ASSERT_EQ(tokens.answers.size(), 2U);
    EXPECT_EQ(tokens.answers[0].text, "The answer");
    EXPECT_EQ(tokens.answers[0].tokens, 2);
    EXPECT_EQ(tokens.answers[1].index, 3);
    EXPECT_EQ(tokens.answers[1].text, "So");
    EXPECT_EQ(tokens.tokensPerSecond, 90.0);
}

TEST(OutputPipe, KeepsStandardOutputForItsOwnLines)
{
    std::vector<std::string> lines;
    {
        StandardOutputPipe output;
        {
            OutputPipe pipe;
            std::puts("a library prints");
            std::fflush(stdout);
            pipe.writeLine("{\"a\":1}");
            pipe.writeJson({{"text", "caf\xe9"}, {"rate", std::numeric_limits<double>::quiet_NaN()}});
        }
        lines = output.lines();
    }
    EXPECT_THAT(lines, ElementsAre("{\"a\":1}", "{\"rate\":null,\"text\":\"caf\uFFFD\"}"));
}

TEST(OutputPipe, SaysThatTheReaderIsGone)
{
    std::string problem;
    {
        StandardOutputPipe output;
        OutputPipe pipe;
        output.closeReader();
        try {
            pipe.writeLine("x");
        } catch (const Error& error) {
            problem = error.what();
        }
    }
    EXPECT_THAT(problem, HasSubstr("standard output"));
}

TEST(Outbox, KeepsTheOrderAndDropsNoText)
{
    std::vector<std::string> lines;
    {
        StandardOutputPipe output;
        {
            OutputPipe pipe;
            Outbox outbox(pipe, [] { return std::string(); });
            for (int i = 1; i <= 500; ++i)
                outbox.post(tokensOf(1, 0, "x", i));
            outbox.post(std::string("{\"method\":\"group_finished\"}"));
            outbox.post(tokensOf(2, 0, "y", 1));
        }
        lines = output.lines();
    }
    std::string text;
    std::size_t finished = 0;
    int count = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Json json = parseJson(lines[i], "line");
        if (json["method"] == "group_finished") {
            finished = i;
        } else {
            text += json["params"]["answers"][0]["text"].get<std::string>();
            if (json["params"]["group"] == 1)
                count = json["params"]["answers"][0]["tokens"].get<int>();
        }
    }
    EXPECT_EQ(text, std::string(500, 'x') + "y");
    EXPECT_EQ(count, 500);
    EXPECT_EQ(finished + 2, lines.size()) << "everything of the group stands before its end";
}

TEST(Outbox, NeverWaitsForASlowReader)
{
    StandardOutputPipe output;
    bool broken = true;
    {
        OutputPipe pipe;
        Outbox outbox(pipe, [] { return std::string(); });
        const std::string line(4096, 'x');
        for (int i = 0; i < 1000; ++i) // many times what a pipe holds, and nobody reads
            outbox.post(line);
        broken = outbox.isBroken();
        output.closeReader(); // lets the writing thread go
    }
    EXPECT_FALSE(broken);
}

} // namespace

} // namespace rw
