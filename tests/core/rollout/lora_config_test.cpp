#include "core/base/error.h"
#include "core/rollout/lora_config.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::ElementsAre;

TEST(LoraConfig, IsOffByDefaultAndThenValid)
{
    EXPECT_FALSE(LoraConfig{}.isOn());
    EXPECT_NO_THROW(validate(LoraConfig{}));
}

TEST(LoraConfig, ScalesByAlphaOverRank)
{
    EXPECT_FLOAT_EQ((LoraConfig{.rank = 8, .alpha = 12.0F}.scale()), 1.5F);
}

TEST(LoraConfig, TargetsAreReadInAnyOrderAndKeptInOne)
{
    EXPECT_THAT(loraTargetsFromString("down,q,v,q"),
                ElementsAre(LoraTarget::Query, LoraTarget::Value, LoraTarget::Down));
    EXPECT_EQ(toString(allLoraTargets()), "q,k,v,o,gate,up,down");
    EXPECT_EQ(loraTargetsFromString(toString(allLoraTargets())), allLoraTargets());
}

TEST(LoraConfig, RefusesWhatIsNoTarget)
{
    for (const char* words : {"", "q,", ",q", "q v", "attention"})
        EXPECT_THROW((void)loraTargetsFromString(words), UsageError) << words;
}

TEST(LoraConfig, NamesTheSettingOutOfRange)
{
    EXPECT_THROW(validate(LoraConfig{.rank = -1}), UsageError);
    EXPECT_THROW(validate(LoraConfig{.rank = 8, .alpha = 0.0F}), UsageError);
    EXPECT_THROW(validate(LoraConfig{.rank = 8, .alpha = 8.0F, .targets = {}}), UsageError);
}

} // namespace
} // namespace rw
