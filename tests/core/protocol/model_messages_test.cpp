#include "core/base/error.h"
#include "core/protocol/json_rpc.h"
#include "core/protocol/messages.h"
#include "core/protocol/model_messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw::protocol {
namespace {

/// Through a line of the pipe and back; the JSON is compared too, so that no member is forgotten.
template <class Message>
Message throughPipe(const Message& message)
{
    const Message got = parse<Message>(parseLine(notificationLine("test", toJson(message))).params);
    EXPECT_EQ(toJson(got), toJson(message));
    return got;
}

TEST(ModelMessages, InspectModel)
{
    InspectModelParams message{"/models/smol.gguf", {}};
    message.config.promptsPerStep = 3;
    const InspectModelParams got = throughPipe(message);
    EXPECT_EQ(got.path, message.path);
    EXPECT_EQ(got.config, message.config);
}

TEST(ModelMessages, ModelInspected)
{
    ModelInspected message;
    message.card = {.path = "/models/smol.gguf",
                    .name = "SmolLM2",
                    .architecture = "Llama",
                    .format = "GGUF",
                    .types = "Q4_K, F32",
                    .parameters = 134'515'008,
                    .fileBytes = std::int64_t{5} << 30U,
                    .tensors = 272,
                    .layers = 30,
                    .hiddenSize = 576,
                    .contextLength = 8192,
                    .vocabulary = 49152,
                    .tokenizer = "byte-level BPE",
                    .chatTemplate = true,
                    .licence = "apache-2.0"};
    message.training = {.runtime = 1,
                        .weights = 2,
                        .decodeWeights = 3,
                        .sampling = 4,
                        .reference = 5,
                        .optimizer = 6,
                        .activations = std::int64_t{7} << 40U};
    message.lora.weights = 8;
    message.sampling.weights = 9;
    message.adapter.rank = 16;
    message.memoryFree = std::int64_t{9} << 30U;
    const ModelInspected got = throughPipe(message);
    EXPECT_EQ(got.card.name, "SmolLM2");
    EXPECT_EQ(got.card.parameters, 134'515'008);
    EXPECT_EQ(got.card.tokenizer, "byte-level BPE");
    EXPECT_TRUE(got.card.chatTemplate);
    EXPECT_EQ(got.card.licence, "apache-2.0");
    EXPECT_EQ(got.training.total(), message.training.total());
    EXPECT_EQ(got.lora.weights, 8);
    EXPECT_EQ(got.sampling.weights, 9);
    EXPECT_EQ(got.adapter, message.adapter);
    EXPECT_EQ(got.memoryFree, message.memoryFree);
}

TEST(ModelMessages, LoadProgress)
{
    const LoadProgress got = throughPipe(LoadProgress{"/models/smol.gguf", 1 << 20, std::int64_t{1} << 33U});
    EXPECT_EQ(got.model, "/models/smol.gguf");
    EXPECT_EQ(got.bytes, 1 << 20);
    EXPECT_EQ(got.totalBytes, std::int64_t{1} << 33U);
}

TEST(ModelMessages, ExactPrompt)
{
    const Prompt prompt{"apples-1", "How much?", "3", "shopping", 2};
    EXPECT_EQ(throughPipe(ExactPromptParams{prompt}).prompt, prompt);
    const ExactPrompt got = throughPipe(
        ExactPrompt{{{"<|user|>", true}, {"How", false}}, {{1, "<|user|>", true}, {40, "How", false}}});
    ASSERT_EQ(got.text.size(), 2U);
    EXPECT_EQ(got.text[0].text, "<|user|>");
    EXPECT_TRUE(got.text[0].special);
    EXPECT_EQ(got.text[1].text, "How");
    ASSERT_EQ(got.tokens.size(), 2U);
    EXPECT_EQ(got.tokens[0].id, 1);
    EXPECT_TRUE(got.tokens[0].special);
    EXPECT_EQ(got.tokens[1].text, "How");
    EXPECT_FALSE(got.tokens[1].special);
}

TEST(ModelMessages, ExportModel)
{
    const ExportModelParams got = throughPipe(ExportModelParams{"/out", "gguf-q8_0"});
    EXPECT_EQ(got.path, "/out");
    EXPECT_EQ(got.format, "gguf-q8_0");
    EXPECT_EQ(throughPipe(ModelExported{"/out", 12}).bytes, 12);
}

TEST(ModelMessages, NameWhatIsWrongInThem)
{
    const auto problem = [](const Json& json) {
        try {
            static_cast<void>(parse<ModelInspected>(json));
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    using testing::HasSubstr;
    EXPECT_THAT(problem(Json::object()), HasSubstr("card"));
    EXPECT_THAT(problem({{"card", {{"path", "/m"}, {"layers", -1}}}}), HasSubstr("layers"));
    EXPECT_THAT(problem({{"card", {{"path", "/m"}}}, {"lora", {{"weights", "many"}}}}), HasSubstr("weights"));
    EXPECT_THROW(static_cast<void>(parse<ExactPrompt>({{"tokens", 3}})), Error);
    EXPECT_THROW(static_cast<void>(parse<ExactPrompt>({{"tokens", {{{"text", "a"}}}}})), Error);
}

} // namespace
} // namespace rw::protocol
