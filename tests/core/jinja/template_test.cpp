#include "core/base/error.h"
#include "core/jinja/template.h"
#include "core/jinja/value_json.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw::jinja {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Dict variables(const std::string& json)
{
    return *fromJson(parseJson(json, "variables"), false).asDict();
}

std::string render(std::string_view source, const std::string& json = "{}")
{
    return Template::parse(source, "t.jinja").render(variables(json)).text();
}

std::string errorOf(std::string_view source)
{
    return test::errorOf([&] { (void)render(source); });
}

/// The trusted parts in round brackets, the others in square ones.
std::string marks(std::string_view source,
                  const std::string& json = R"({"x": "<a> <b>", "list": ["p", "q"]})")
{
    std::string shown;
    Template::parse(source, "t.jinja")
        .render(variables(json))
        .forEachRun([&](std::string_view run, bool trusted) {
            shown += (trusted ? "(" : "[") + std::string(run) + (trusted ? ")" : "]");
        });
    return shown;
}

TEST(JinjaMarks, TextOfTheTemplateIsTrustedTextOfVariablesIsNot)
{
    EXPECT_EQ(marks("t{{ x }}u{{ 'v' }}"), "(t)[<a> <b>](uv)");
    EXPECT_EQ(marks("{% set y = '<' + x + '>' %}{{ y }}"), "(<)[<a> <b>](>)");
    EXPECT_EQ(marks("{{ '<' ~ x ~ 1 }}"), "(<)[<a> <b>](1)");
}

TEST(JinjaMarks, StayThroughOperationsOnText)
{
    EXPECT_EQ(marks("{{ (' ' + x + ' ') | trim }}"), "[<a> <b>]");
    EXPECT_EQ(marks("{{ ('ab' + x)[1:4] }}"), "(b)[<a]");
    EXPECT_EQ(marks("{{ ('ab' + x)[::-1] }}"), "[>b< >a<](ba)");
    EXPECT_EQ(marks("{{ ('ab' + x)[2] }}"), "[<]");
    EXPECT_EQ(marks("{{ ('t' + x).split(' ') | join('|') }}"), "(t)[<a>](|)[<b>]");
    EXPECT_EQ(marks("{{ x.replace('a', 'T') }}"), "[<](T)[> <b>]");
    EXPECT_EQ(marks("{{ 'abc'.replace('b', x) }}"), "(a)[<a> <b>](c)");
    EXPECT_EQ(marks("{{ ('t' + x) | upper }}"), "(T)[<A> <B>]");
    EXPECT_EQ(marks("{{ x * 2 }}{{ 't' * 2 }}"), "[<a> <b><a> <b>](tt)");
    EXPECT_EQ(marks("{{ x | replace(' ', '\n') | indent(1) }}"), "[<a>](\n )[<b>]");
    EXPECT_EQ(marks("{% for c in 'a' + x[:1] %}{{ c }}{% endfor %}"), "(a)[<]");
}

TEST(JinjaMarks, StayThroughContainersMacrosAndBlocks)
{
    EXPECT_EQ(marks("{{ list }}"), "([')[p](', ')[q]('])");
    EXPECT_EQ(marks("{{ list | tojson }}"), "([\")[p](\", \")[q](\"])");
    EXPECT_EQ(marks("{{ list | map('upper') | join }}"), "[PQ]");
    EXPECT_EQ(marks("{% macro m(v) %}<{{ v }}>{% endmacro %}{{ m(x[:1]) }}"), "(<)[<](>)");
    EXPECT_EQ(marks("{% set b %}<{{ x[:1] }}>{% endset %}{{ b }}"), "(<)[<](>)");
    EXPECT_EQ(marks("{% set ns = namespace(v=x[:1]) %}{{ ns.v }}"), "[<]");
    EXPECT_EQ(marks("{% filter upper %}t{{ list[0] }}{% endfilter %}"), "(T)[P]");
    EXPECT_EQ(marks("{% for k in {'k': 1} %}{{ k }}{% endfor %}{% for k in d %}{{ k }}{% endfor %}",
                    R"({"d": {"k": 1}})"),
              "(k)[k]");
}

TEST(JinjaErrors, NameTheTemplateTheLineAndTheCause)
{
    EXPECT_EQ(errorOf("a\n\n{{ missing.x }}"), "t.jinja, line 3: 'missing' is undefined.");
    EXPECT_EQ(errorOf("{% if true %}\n{{ [1][7].x }}{% endif %}"),
              "t.jinja, line 2: a 'list' has no element 7.");
    EXPECT_EQ(errorOf("{{ raise_exception('Only users may speak!') }}"),
              "t.jinja, line 1: the template refuses the conversation: Only users may speak!");
    EXPECT_EQ(errorOf("\n{% if x %}"), "t.jinja, line 2: the block \"if\" is not closed.");
    EXPECT_EQ(errorOf("{{ 1 + }}"), "t.jinja, line 1: an expression is wanted where }} stands.");
    EXPECT_EQ(errorOf("{{ x | frobnicate }}"), "t.jinja, line 1: the filter 'frobnicate' is not supported.");
    EXPECT_EQ(errorOf("{{ 'a' + 1 }}"), "t.jinja, line 1: '+' does not go with 'str' and 'int'.");
    EXPECT_EQ(errorOf("{% include 'x' %}"), "t.jinja, line 1: the tag \"include\" is not supported.");
}

TEST(JinjaTemplate, AFilterThatIsNotKnownHurtsOnlyWhereItIsReached)
{
    EXPECT_EQ(render("{% if false %}{{ 1 | frobnicate }}{{ 1 is strange }}{% endif %}ok"), "ok");
}

TEST(JinjaTemplate, WritesTheDateOfItsClock)
{
    std::tm day{};
    day.tm_year = 124;
    day.tm_mon = 6;
    day.tm_mday = 26;
    const Template written = Template::parse("{{ strftime_now('%d %b %Y') }}", "t");
    EXPECT_EQ(written.render({}, [&] { return day; }).text(), "26 Jul 2024");
}

TEST(JinjaTemplate, ReadsInvalidUtf8AsReplacementCharacters)
{
    EXPECT_EQ(render("a\xFF{{ 'b\xC3' }}"), "a\uFFFDb\uFFFD");
}

} // namespace
} // namespace rw::jinja
