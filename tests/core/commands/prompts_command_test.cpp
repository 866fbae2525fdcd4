// `prompts` as a program.
#include "core/base/atomic_file.h"
#include "core/library/prompt_library.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/commands/engine_process.h"
#include "tests/core/commands/guesses.h"

#include <gmock/gmock.h>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::AllOf;
using ::testing::HasSubstr;

class PromptsCommand : public ::testing::Test
{
protected:
    PromptsCommand() { static_cast<void>(m_folder.write("prompts.jsonl", guesses())); }

    [[nodiscard]] std::string in(std::string_view name) const { return (m_folder / name).string(); }

    /// Runs `arguments` on a library of this test's own.
    [[nodiscard]] EngineResult call(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--library", in("library.db")});
        return runEngine(arguments);
    }

    [[nodiscard]] Json importSet() const
    {
        const EngineResult result =
            call({"prompts", "import", in("prompts.jsonl"), "--set", "guesses", "--json"});
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines().at(0);
    }

    [[nodiscard]] PromptLibrary library() const { return PromptLibrary::open(m_folder / "library.db"); }

    const TemporaryDirectory m_folder;
};

TEST_F(PromptsCommand, ImportsListsAndExportsWithoutLoss)
{
    const Json report = importSet();
    EXPECT_EQ(report["imported"], 6);
    EXPECT_EQ(report["columns"]["answer"], "answer");
    const auto sets = call({"prompts", "list", "--json"}).lines();
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0]["name"], "guesses");
    EXPECT_EQ(sets[0]["prompts"], 6);
    EXPECT_EQ(sets[0]["pass_rate"], nullptr);

    EXPECT_EQ(call({"prompts", "export", "guesses", "--out", in("out.jsonl")}).code, 0);
    EXPECT_EQ(call({"prompts", "import", in("out.jsonl"), "--set", "again"}).code, 0);
    const PromptLibrary both = library();
    const auto first = both.prompts(both.set("guesses").id);
    const auto second = both.prompts(both.set("again").id);
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        EXPECT_EQ(first[i].record, second[i].record);
    EXPECT_EQ(call({"prompts", "export", "guesses"}).output, readFile(m_folder / "out.jsonl", 1 << 20U));
    EXPECT_EQ(call({"prompts", "delete", "again"}).code, 0);
    EXPECT_EQ(call({"prompts", "list", "--json"}).lines().size(), 1U);
}

TEST_F(PromptsCommand, ListsWhatIsBrokenAndLoadsTheRest)
{
    static_cast<void>(m_folder.write("mixed.csv", "Task,Result,Notes\n2+3?,5,\n2+4?\n2+3?,6,\n"));
    const EngineResult result = call({"prompts", "import", in("mixed.csv"), "--set", "mixed", "--map",
                                      "prompt=Task", "--map", "answer=Result", "--json"});
    EXPECT_EQ(result.code, 0) << result.errors;
    const Json report = result.lines().at(0);
    EXPECT_EQ(report["imported"], 1);
    EXPECT_EQ(report["broken"], 1);
    EXPECT_EQ(report["problems"][0]["line"], 3);
    EXPECT_EQ(report["duplicates"][0]["other_answer"], true);
    const EngineResult more =
        call({"prompts", "import", in("mixed.csv"), "--set", "mixed", "--map", "prompt=Task", "--append"});
    EXPECT_EQ(more.code, 0) << more.errors;
    EXPECT_THAT(more.output, AllOf(HasSubstr("mixed.csv: 0"), HasSubstr("broken rows left out: 1"),
                                   HasSubstr("duplicates left out: 2"), HasSubstr("a prompt of the set")));
}

TEST_F(PromptsCommand, SaysWhatIsWrong)
{
    EXPECT_EQ(call({"prompts", "import", in("nothing.jsonl"), "--set", "a"}).code, 1);
    EXPECT_EQ(call({"prompts", "import", in("prompts.jsonl"), "--set", "a:b"}).code, 2);
    EXPECT_EQ(call({"prompts", "import", in("prompts.jsonl"), "--set", "a", "--map", "nonsense=x"}).code, 2);
    const EngineResult column =
        call({"prompts", "import", in("prompts.jsonl"), "--set", "a", "--map", "prompt=Task"});
    EXPECT_EQ(column.code, 1);
    EXPECT_THAT(column.errors, AllOf(HasSubstr("no column \"Task\""), HasSubstr("\"category\"")));
    static_cast<void>(importSet());
    const EngineResult taken = call({"prompts", "import", in("prompts.jsonl"), "--set", "guesses"});
    EXPECT_EQ(taken.code, 1);
    EXPECT_THAT(taken.errors, HasSubstr("already"));
    EXPECT_THAT(call({"prompts", "export", "other"}).errors, HasSubstr("It has: guesses."));
    EXPECT_EQ(runEngine({"prompts"}).code, 2);
    EXPECT_EQ(call({"prompts", "split", "guesses", "--share", "2"}).code, 2);
    EXPECT_EQ(call({"prompts", "settings", "guesses", "--verifier", "no-such-verifier"}).code, 2);
    EXPECT_EQ(call({"prompts", "settings", "guesses", "--weight", "even"}).code, 2);
}

TEST_F(PromptsCommand, ASetIsRenamed)
{
    static_cast<void>(importSet());
    EXPECT_THAT(call({"prompts", "rename", "guesses", "sums"}).output, HasSubstr("sums: 6 prompts"));
    EXPECT_EQ(library().sets().at(0).name, "sums");
    EXPECT_EQ(call({"prompts", "rename", "sums", "a:b"}).code, 2);
    EXPECT_EQ(call({"prompts", "rename", "guesses", "other"}).code, 1);
}

TEST_F(PromptsCommand, SettingsAreShownChosenAndTakenBack)
{
    static_cast<void>(importSet());
    const auto settings = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"prompts", "settings", "guesses"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return call(arguments);
    };
    EXPECT_THAT(settings({}).output, HasSubstr("verifiers: those of the run"));
    EXPECT_EQ(settings({"--verifier", "exact-text", "--weight", "odd=2"}).code, 0);
    EXPECT_THAT(settings({}).output,
                AllOf(HasSubstr("verifiers: exact-text"), HasSubstr("weight of odd: 2")));
    EXPECT_EQ(settings({"--no-verifiers"}).code, 0);
    EXPECT_TRUE(library().set("guesses").settings.verifiers.empty());
    const EngineResult unknown = settings({"--weight", "Odd=2"});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_THAT(unknown.errors, AllOf(HasSubstr("no category \"Odd\""), HasSubstr("even, odd")));
}

TEST_F(PromptsCommand, ThePromptFormatIsShownChosenAndTakenBack)
{
    static_cast<void>(importSet());
    const auto settings = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"prompts", "settings", "guesses"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return call(arguments);
    };
    const auto chosen = [&] { return library().set("guesses").settings.promptFormat; };
    EXPECT_THAT(settings({}).output, HasSubstr("prompt format: that of the run"));
    EXPECT_EQ(settings({"--json"}).lines().at(0)["prompt_format"], nullptr);

    EXPECT_EQ(settings({"--system", "You reckon.", "--template-variable", "enable_thinking=false"}).code, 0);
    EXPECT_THAT(settings({"--instruction", "Be brief.", "--raw"}).output,
                AllOf(HasSubstr("system prompt: You reckon."), HasSubstr("instruction: Be brief."),
                      HasSubstr("raw:"), HasSubstr("template variable: enable_thinking=false")));
    EXPECT_EQ(settings({"--raw=false"}).code, 0);
    const Json shown = settings({"--json"}).lines().at(0)["prompt_format"];
    EXPECT_EQ(shown["system"], "You reckon.") << "a part that is not named stays";
    EXPECT_EQ(shown["raw"], false);
    EXPECT_EQ(shown["template_variables"]["enable_thinking"], "false");

    EXPECT_EQ(settings({"--no-prompt-format", "--instruction", "Go on."}).code, 0);
    EXPECT_EQ(chosen(), (PromptFormat{"", "Go on.", false, {}})) << "begun anew";
    EXPECT_EQ(settings({"--instruction", ""}).code, 0);
    EXPECT_FALSE(chosen().has_value()) << "a format that asks for nothing is none";

    ASSERT_EQ(settings({"--system", "You reckon."}).code, 0);
    const EngineResult unnamed = settings({"--template-variable", "enable thinking=false"});
    EXPECT_EQ(unnamed.code, 2);
    EXPECT_THAT(unnamed.errors, AllOf(HasSubstr("no name of a template variable"), HasSubstr("NAME=VALUE")));
    EXPECT_EQ(settings({"--template-variable", "enable_thinking"}).code, 2);
    const EngineResult endless = settings({"--system", std::string(70'000, 'a')});
    EXPECT_EQ(endless.code, 2);
    EXPECT_THAT(endless.errors, HasSubstr("The system prompt has 70000 bytes"));
    EXPECT_EQ(chosen()->system, "You reckon.") << "what is refused changes nothing";
}

} // namespace

} // namespace rw
