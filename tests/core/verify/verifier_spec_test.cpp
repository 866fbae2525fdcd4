#include "core/base/error.h"
#include "core/verify/make_verifier.h"
#include "core/verify/verifier_catalogue.h"
#include "core/verify/verifier_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace rw {

namespace {

using testing::HasSubstr;

std::string complaint(const std::string& text)
{
    try {
        (void)verifierSpecFromString(text);
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

std::string complaint(const std::vector<VerifierSpec>& specs)
{
    try {
        validate(specs);
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

TEST(VerifierSpec, ReadsNameOptionsWeightAndPart)
{
    const VerifierSpec spec = verifierSpecFromString(R"(regex:pattern=(\\d+)\, \=,weight=0.5,part=digits)");
    EXPECT_EQ(spec.name, "regex");
    EXPECT_EQ(spec.options, (std::map<std::string, std::string>{{"pattern", R"((\d+), =)"}}));
    EXPECT_EQ(spec.weight, 0.5);
    EXPECT_EQ(spec.part, "digits");
}

TEST(VerifierSpec, KeepsBackslashesThatEscapeNothing)
{
    EXPECT_EQ(verifierSpecFromString(R"(regex:pattern=\d+\s)").options.at("pattern"), R"(\d+\s)");
}

TEST(VerifierSpec, ReadsBackWhatItWrites)
{
    for (const char* text :
         {"final-number", "final-number:weight=-2", "final-number:weight=0.1,part=a\\,b\\=c",
          R"(regex:gold=no,pattern=\\\\d\=\,:)"}) {
        const VerifierSpec spec = verifierSpecFromString(text);
        EXPECT_EQ(toString(spec), text);
        EXPECT_EQ(verifierSpecFromString(toString(spec)), spec);
    }
}

TEST(VerifierSpec, SaysWhatIsWrong)
{
    EXPECT_THAT(complaint("last-number"), HasSubstr("Choose one of: final-number"));
    EXPECT_THAT(complaint(""), HasSubstr("final-number"));
    EXPECT_THAT(complaint("final-number:strict=yes"), HasSubstr("no option \"strict\""));
    EXPECT_THAT(complaint("final-number:weight=heavy"), HasSubstr("heavy"));
    EXPECT_THAT(complaint("final-number:weight=1e9"), HasSubstr("-100 to 100"));
    EXPECT_THAT(complaint("final-number:weight=nan"), HasSubstr("-100 to 100"));
    EXPECT_THAT(complaint("final-number:weight"), HasSubstr("has no value"));
    EXPECT_THAT(complaint("final-number:part=star"), HasSubstr("star"));
    EXPECT_THAT(complaint("regex:pattern=a,pattern=b"), HasSubstr("twice"));
    EXPECT_THAT(complaint("regex:pattern=(a"), HasSubstr("cannot be read"));
    EXPECT_THAT(complaint("regex:pattern=a,ignore-case=maybe"), HasSubstr("yes or no"));
}

TEST(VerifierSpecs, HaveAPartEach)
{
    const VerifierSpec number = verifierSpecFromString("final-number");
    EXPECT_THAT(complaint({number, number, number}), HasSubstr("final-number"));
    EXPECT_EQ(complaint({number, number}), "") << "the first is named accuracy";
    EXPECT_THAT(complaint({number, verifierSpecFromString("final-number:part=accuracy")}),
                HasSubstr("accuracy"));
    EXPECT_THAT(complaint(std::vector<VerifierSpec>(17, number)), HasSubstr("at most 16"));
}

TEST(VerifierCatalogue, NamesEachVerifierOnceAndExplainsItsOptions)
{
    std::set<std::string_view> names;
    for (const VerifierKind& kind : verifierKinds()) {
        EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
        EXPECT_FALSE(kind.title.empty()) << kind.name;
        EXPECT_FALSE(kind.description.empty()) << kind.name;
        for (const VerifierOption& option : kind.options) {
            EXPECT_FALSE(option.meaning.empty()) << kind.name << ' ' << option.name;
            EXPECT_THAT(verifierHelp(), HasSubstr(std::string(option.name)));
        }
        EXPECT_THAT(verifierHelp(), HasSubstr(std::string(kind.name)));
    }
}

} // namespace

} // namespace rw
