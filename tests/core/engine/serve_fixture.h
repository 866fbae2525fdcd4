#pragma once

#include "core/base/error.h"
#include "core/protocol/json_rpc.h"
#include "core/protocol/messages.h"
#include "tests/core/engine/engine_fixture.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rw::test {

/// `serve` as the window drives it: a real process, JSON-RPC over its stdin and stdout.
class ServeTest : public EngineTest
{
protected:
    ServeTest() { writeGuessingModelDirectory(m_folder / "endless", false); }

    void start()
    {
        m_engine = std::make_unique<EngineProcess>(std::vector<std::string>{"serve", "--device", "cpu"});
        m_seen.clear();
        const protocol::Envelope first = next();
        ASSERT_EQ(first.method, "hello");
        EXPECT_EQ(protocol::parse<protocol::Hello>(first.params).protocol, protocol::kVersion);
    }

    std::int64_t send(std::string_view method, const Json& params = Json::object())
    {
        m_engine->write(protocol::requestLine(++m_id, method, params) + "\n");
        return m_id;
    }

    /// The next message. Everything on stdout must be one.
    protocol::Envelope next()
    {
        const auto line = m_engine->readLine();
        if (!line)
            throw Error("The engine left: " + m_engine->errors());
        return protocol::parseLine(*line);
    }

    /// The answer to a request; what comes before is kept in m_seen.
    protocol::Envelope answerTo(std::int64_t id)
    {
        for (;;) {
            protocol::Envelope message = next();
            if (message.id == id && message.method.empty())
                return message;
            m_seen.push_back(std::move(message));
        }
    }

    protocol::Envelope waitFor(std::string_view method)
    {
        for (;;) {
            protocol::Envelope message = next();
            if (message.method == method)
                return message;
            m_seen.push_back(std::move(message));
        }
    }

    template <class Result>
    Result ask(std::string_view method, const Json& params = Json::object())
    {
        const protocol::Envelope answer = answerTo(send(method, params));
        if (!answer.result)
            throw Error(std::string(method) + ": " + answer.errorMessage);
        return protocol::parse<Result>(*answer.result);
    }

    protocol::RunOpened openRun(bool create = true)
    {
        protocol::OpenRunParams params;
        params.directory = in("run");
        params.create = create;
        params.model = create ? in("model") : "";
        params.baseModel = in("endless");
        params.prompts = m_prompts;
        params.library = m_library;
        params.config.promptsPerStep = 2;
        params.config.evalPrompts = 4;
        params.purpose = m_purpose;
        params.device = m_device;
        params.config.sampling.samples = 4;
        params.config.sampling.maxNewTokens = 12;
        return ask<protocol::RunOpened>("open_run", toJson(params));
    }

    [[nodiscard]] static Json generateParams(int samples, int maxNewTokens)
    {
        protocol::GenerateParams params;
        params.prompt = {.id = "mine", .text = "Guess", .answer = "2", .category = {}};
        params.params.samples = samples;
        params.params.maxNewTokens = maxNewTokens;
        return toJson(params);
    }

    template <class Message>
    [[nodiscard]] std::vector<Message> seen(std::string_view method) const
    {
        std::vector<Message> messages;
        for (const protocol::Envelope& envelope : m_seen) {
            if (envelope.method == method)
                messages.push_back(protocol::parse<Message>(envelope.params));
        }
        return messages;
    }

    std::string m_prompts = in("prompts.jsonl");
    std::string m_library;
    std::string m_purpose;
    std::string m_device;
    std::unique_ptr<EngineProcess> m_engine;
    std::vector<protocol::Envelope> m_seen;
    std::int64_t m_id = 0;
};

} // namespace rw::test
