#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/policy/generator.h"
#include "core/policy/lora_files.h"
#include "core/policy/torch_compat.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/policy/tiny_models.h"

#include <gmock/gmock.h>

#include <fstream>

namespace rw {
namespace {

using namespace rw::test;
using ::testing::HasSubstr;

class LoraFiles : public ::testing::Test
{
protected:
    LoraFiles()
    {
        std::filesystem::create_directories(m_base);
        std::filesystem::create_directories(m_adapter);
        m_model.save(m_base);
        m_model.setAdapter(LoraAdapter(tinyConfig(), {.rank = 2, .alpha = 3.0F}, 5, c10::kCPU));
        for (const NamedTensor& factor : m_model.trainable())
            factor.tensor.detach().add_(0.05);
        saveAdapter(m_model, m_adapter, m_base);
    }

    static at::Tensor logitsOf(const Transformer& model)
    {
        const at::NoGradGuard noGrad;
        return model.logits(model.hiddenStates(at::tensor({3, 14, 15, 9}, at::kLong).view({1, 4})));
    }

    void changeConfig(const char* key, const Json& value) const
    {
        Json json = readJsonFile(m_adapter / kAdapterConfigFile);
        json[key] = value;
        std::ofstream(m_adapter / kAdapterConfigFile) << json.dump();
    }

    std::string complaint() const
    {
        return errorOf([&] { static_cast<void>(Transformer::load(m_adapter, c10::kCPU)); });
    }

    const TemporaryDirectory m_folder;
    const std::filesystem::path m_base = m_folder / "base";
    const std::filesystem::path m_adapter = m_folder / "adapter";
    Transformer m_model = livelyModel(tinyConfig(), 3);
};

TEST_F(LoraFiles, OpenAsTheModelThatWasSaved)
{
    const Transformer loaded = Transformer::load(m_adapter, c10::kCPU);
    ASSERT_NE(loaded.adapter(), nullptr);
    EXPECT_EQ(loaded.adapter()->config(), m_model.adapter()->config());
    EXPECT_TRUE(logitsOf(loaded).equal(logitsOf(m_model)));
}

TEST_F(LoraFiles, ReferToABaseBesideThem)
{
    changeConfig("base_model_name_or_path", "../base");
    EXPECT_TRUE(logitsOf(Transformer::load(m_adapter, c10::kCPU)).equal(logitsOf(m_model)));
}

TEST_F(LoraFiles, AModelSavedWithAnAdapterIsMerged)
{
    const std::filesystem::path merged = m_folder / "merged";
    std::filesystem::create_directories(merged);
    m_model.save(merged);
    const Transformer loaded = Transformer::load(merged, c10::kCPU);
    EXPECT_EQ(loaded.adapter(), nullptr);
    const at::Tensor expected = logitsOf(m_model);
    EXPECT_LT((logitsOf(loaded) - expected).abs().max().item<double>(),
              1e-5 * expected.abs().max().item<double>());
}

TEST_F(LoraFiles, SamplingTakesTheMergedWeights)
{
    const auto drawnBy = [](const Transformer& model) {
        const auto generator = makeGenerator(model.config(), c10::kCPU);
        generator->loadWeights(model);
        GenerationRequest request{.promptKey = 1, .promptTokens = {4, 5, 6}, .params = {}};
        request.params.samples = 2;
        request.params.maxNewTokens = 8;
        const std::atomic<bool> never = false;
        return generator->generate(std::span(&request, 1), {}, never).front().front().tokens;
    };
    Transformer merged = m_model;
    merged.mergeAdapter();
    const auto expected = drawnBy(merged), found = drawnBy(m_model), base = drawnBy(m_model.base());
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        EXPECT_EQ(found[i].logprob, expected[i].logprob);
    EXPECT_NE(found[0].logprob, base[0].logprob);
}

TEST_F(LoraFiles, MayStandOnAnotherAdapter)
{
    Transformer second = m_model;
    second.mergeAdapter();
    second.setAdapter(LoraAdapter(tinyConfig(), {.rank = 1, .alpha = 1.0F}, 9, c10::kCPU));
    second.trainable()[1].tensor.detach().add_(0.1);
    const std::filesystem::path top = m_folder / "top";
    std::filesystem::create_directories(top);
    saveAdapter(second, top, m_adapter);
    EXPECT_TRUE(logitsOf(Transformer::load(top, c10::kCPU)).equal(logitsOf(second)));
}

TEST_F(LoraFiles, ACircleOfAdaptersIsRefused)
{
    changeConfig("base_model_name_or_path", m_adapter.string());
    EXPECT_THAT(complaint(), HasSubstr("circle"));
}

TEST_F(LoraFiles, NameWhatDoesNotFit)
{
    changeConfig("r", 3);
    EXPECT_THAT(complaint(), HasSubstr("lora_A"));
    changeConfig("r", 0);
    EXPECT_THAT(complaint(), HasSubstr("r"));
    changeConfig("r", 2);
    changeConfig("target_modules", Json::array({"q_proj"}));
    EXPECT_THAT(complaint(), HasSubstr("tensors"));
    changeConfig("target_modules", Json::array({"knees"}));
    EXPECT_THAT(complaint(), HasSubstr("knees"));
    changeConfig("target_modules", "all-linear");
    EXPECT_THAT(complaint(), HasSubstr("target_modules"));
    changeConfig("peft_type", "IA3");
    EXPECT_THAT(complaint(), HasSubstr("LORA"));
}

TEST_F(LoraFiles, VariantsOfOtherArithmeticAreRefused)
{
    for (const char* key : {"use_dora", "use_rslora", "fan_in_fan_out"}) {
        changeConfig(key, true);
        EXPECT_THAT(complaint(), HasSubstr(key));
        changeConfig(key, false);
    }
    changeConfig("bias", "all");
    EXPECT_THAT(complaint(), HasSubstr("bias"));
}

TEST_F(LoraFiles, AreNotForOtherWeightsOfTheSameShape)
{
    livelyModel(tinyConfig(), 4).save(m_base);
    EXPECT_THAT(complaint(), HasSubstr("other weights"));
}

TEST_F(LoraFiles, NameABaseThatIsMissing)
{
    changeConfig("base_model_name_or_path", "nobody/nothing");
    EXPECT_THAT(complaint(), HasSubstr("nobody/nothing"));
}

} // namespace
} // namespace rw
