#include "core/base/error.h"
#include "core/jinja/template.h"
#include "core/jinja/value_json.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rw::jinja {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

std::string errorOf(std::string_view source)
{
    return test::errorOf([&] {
        Dict variables;
        variables.set("text", Value::text("some text", false));
        (void)Template::parse(source, "hostile").render(variables);
    });
}

std::string repeated(std::string_view part, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += part;
    return all;
}

TEST(JinjaHostile, LoopsThatNeverEnd)
{
    EXPECT_THAT(errorOf("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"),
                AnyOf(HasSubstr("steps"), HasSubstr("bytes of text and data")));
    EXPECT_THAT(errorOf("{% set r = range(9999) %}{% for a in r %}{% for b in r %}{% set x = 1 %}{% endfor %}"
                        "{% endfor %}"),
                HasSubstr("steps"));
}

TEST(JinjaHostile, MacrosThatCallThemselves)
{
    EXPECT_THAT(errorOf("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"), HasSubstr("nested deeper"));
    EXPECT_THAT(
        errorOf("{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}"),
        HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{% macro f(x=f()) %}{% endmacro %}{{ f() }}"), HasSubstr("nested deeper"));
    EXPECT_THAT(
        errorOf("{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}"),
        HasSubstr("steps"));
}

TEST(JinjaHostile, NestingInTheSource)
{
    constexpr int kDeep = 60'000;
    EXPECT_THAT(errorOf("{{ " + repeated("(", kDeep) + repeated(")", kDeep) + " }}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("[", kDeep) + repeated("]", kDeep) + " }}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("{1:", kDeep) + repeated("}", kDeep) + " }}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("-", kDeep) + "1 }}"), HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("not ", kDeep) + "1 }}"), HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("1 if 1 else ", kDeep / 4) + "1 }}"), HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ " + repeated("f(", kDeep) + repeated(")", kDeep) + " }}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ x" + repeated("[x", kDeep) + repeated("]", kDeep) + " }}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf(repeated("{% if 1 %}", kDeep / 4)), HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{% for " + repeated("(", kDeep) + repeated(")", kDeep) + " %}"),
                HasSubstr("nested deeper"));
    EXPECT_THAT(errorOf("{{ 1 is " + repeated("eq ", kDeep) + " }}"),
                AnyOf(HasSubstr("wanted"), HasSubstr("nested")));
}

TEST(JinjaHostile, ChainsThatMakeDeepTrees)
{
    constexpr int kLong = 40'000;
    for (const char* link :
         {" + 1", " ~ 1", " * 1", " ** 1", " and 1", " or 1", " | trim", ".a", "[0]", "()", " if 1"})
        EXPECT_THAT(errorOf("{{ 1" + repeated(link, kLong / 4) + " }}"), HasSubstr("levels")) << link;
}

TEST(JinjaHostile, RangesAndRepetitionsOfAnySize)
{
    EXPECT_THAT(errorOf("{{ range(9223372036854775807) }}"), HasSubstr("range has more than 100000"));
    EXPECT_THAT(
        errorOf(
            "{{ range(-9223372036854775807, 9223372036854775807, 9223372036854775807) | list | length }}"),
        testing::IsEmpty());
    EXPECT_THAT(errorOf("{{ 'a' * 9223372036854775807 }}"), HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{{ 9223372036854775807 * 'ab' }}"), HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{{ [1] * 9223372036854775807 }}"), HasSubstr("it makes a list"));
    EXPECT_THAT(errorOf("{{ [1, 2] * 4611686018427387904 }}"), HasSubstr("it makes a list"));
    EXPECT_THAT(errorOf("{{ 'a' | indent(9223372036854775807) }}"), HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{{ [1] | tojson(indent=9223372036854775807) }}"), HasSubstr("indent"));
    EXPECT_THAT(errorOf("{{ 1 | round(9223372036854775807) }}"), HasSubstr("round"));
    EXPECT_EQ(errorOf("{{ '' * 9223372036854775807 }}{{ [] * 9223372036854775807 }}{{ 'a' * -1 }}"), "");
    EXPECT_EQ(errorOf("{{ 'abc'[-9223372036854775807:9223372036854775807:9223372036854775807] }}"), "");
    EXPECT_EQ(errorOf("{{ [1,2][9223372036854775807:-9223372036854775807:-9223372036854775807] }}"), "");
}

TEST(JinjaHostile, NumbersThatOverflow)
{
    for (const char* source :
         {"{{ 9223372036854775807 + 1 }}", "{{ -9223372036854775807 - 2 }}", "{{ 9223372036854775807 * 2 }}",
          "{{ 10 ** 100 }}", "{{ 2 ** 9223372036854775807 }}", "{{ (-9223372036854775807 - 1) // -1 }}",
          "{{ -(-9223372036854775807 - 1) }}"})
        EXPECT_THAT(errorOf(source), HasSubstr("beyond 64 bits")) << source;
    EXPECT_EQ(errorOf("{{ (-9223372036854775807 - 1) % -1 }}{{ 1 ** 9223372036854775807 }}"), "");
    EXPECT_THAT(errorOf("{{ 99999999999999999999 }}"), HasSubstr("too large"));
    EXPECT_EQ(errorOf("{{ 1e308 * 10 }}{{ 'nan' | float | int }}{{ 'inf' | float | int }}{{ 1e300 | int }}"),
              "");
}

TEST(JinjaHostile, TextThatDoubles)
{
    EXPECT_THAT(errorOf("{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}"
                        "{% endfor %}"),
                HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{% set ns = namespace(s='ab') %}{% for i in range(99) %}"
                        "{% set ns.s = ns.s | replace('a', 'aa') | replace('b', 'ba') %}{% endfor %}"),
                HasSubstr("a text of more than"));
    EXPECT_THAT(
        errorOf("{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s %}{{ ns.s }}{{ ns.s }}"
                "{% endset %}{% endfor %}"),
        HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{% for i in range(99999) %}some text of the template, again and again{% endfor %}"),
                HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{% set x = 'ab' * 500000 %}{{ x.replace('', x) }}"),
                HasSubstr("a text of more than"));
    EXPECT_THAT(errorOf("{% set x = 'ab' * 500000 %}{{ [x, x] | join(x) }}"),
                HasSubstr("a text of more than"));
}

TEST(JinjaHostile, DataThatDoublesOrNests)
{
    EXPECT_THAT(errorOf("{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}"
                        "{% endfor %}"),
                AnyOf(HasSubstr("it makes a list"), HasSubstr("bytes of text and data")));
    EXPECT_THAT(
        errorOf(
            "{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}"),
        HasSubstr("deeper than 64 levels"));
    EXPECT_THAT(errorOf("{% set ns = namespace(l={}) %}{% for i in range(9999) %}{% set ns.l = {'a': ns.l} %}"
                        "{% endfor %}"),
                HasSubstr("deeper than 64 levels"));
    EXPECT_THAT(errorOf("{% set ns = namespace(l=1) %}{% for i in range(9999) %}{% for j in [ns.l] %}"
                        "{% set ns.l = loop %}{% endfor %}{% endfor %}"),
                HasSubstr("deeper"));
    // Small in memory, endless when written out.
    EXPECT_THAT(errorOf("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}"
                        "{% endfor %}{{ ns.l | tojson }}"),
                AnyOf(HasSubstr("steps"), HasSubstr("a text of more than")));
    EXPECT_THAT(errorOf("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}"
                        "{% endfor %}{{ ns.l == ns.l }}"),
                HasSubstr("steps"));
}

TEST(JinjaHostile, NamespacesThatHoldEachOther)
{
    EXPECT_EQ(
        errorOf("{% set a = namespace() %}{% set b = namespace(a=a) %}{% set a.b = b %}{% set a.a = a %}"
                "{{ a == b }}{{ a.b.a.b == b }}"),
        "");
    EXPECT_THAT(errorOf("{% set a = namespace() %}{% set a.a = a %}{{ a }}"), HasSubstr("cannot be printed"));
    EXPECT_THAT(errorOf("{% set a = namespace() %}{% set a.a = a %}{{ [a] | tojson }}"),
                HasSubstr("no JSON form"));
    EXPECT_EQ(errorOf("{% set ns = namespace() %}{% for i in range(99999) %}{% set ns = namespace(o=ns) %}{% "
                      "endfor %}"),
              "");
}

TEST(JinjaHostile, SearchesWithoutEnd)
{
    EXPECT_THAT(errorOf("{% set x = 'a' * 1000000 %}{% set y = 'a' * 500000 + 'b' %}{{ y in x }}"),
                HasSubstr("it looks for"));
    EXPECT_THAT(errorOf("{% set x = 'a' * 1000000 %}{% set y = 'a' * 500000 + 'b' %}{{ x.split(y) }}"),
                HasSubstr("it looks for"));
    EXPECT_THAT(errorOf("{% set x = 'a' * 1000000 %}{% set y = 'a' * 500000 + 'b' %}{{ x.replace(y, '') }}"),
                HasSubstr("it looks for"));
    EXPECT_THAT(
        errorOf("{% set x = 'a' * 1000000 %}{% for i in range(99999) %}{% if x[i] %}{% endif %}{% endfor %}"),
        HasSubstr("bytes of text and data"));
}

TEST(JinjaHostile, FiltersThatCallFilters)
{
    EXPECT_THAT(errorOf("{{ 'a' | map(" + repeated("'map', ", 20'000) + "'upper') | list }}"),
                AnyOf(HasSubstr("nested deeper"), HasSubstr("bytes of text and data")));
}

TEST(JinjaHostile, AttributesOfPython)
{
    for (const char* source :
         {"{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ [].__class__.__base__ }}", "{{ (1).__class__ }}",
          "{{ none.__class__ }}", "{{ range.__globals__ }}", "{{ namespace.__init__ }}",
          "{{ namespace().__dict__ }}", "{{ raise_exception.__globals__ }}",
          "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
          "{{ [''] | map(attribute='__class__') | list }}", "{{ [''] | selectattr('__class__') | list }}"})
        EXPECT_THAT(errorOf(source), HasSubstr("not open to templates")) << source;
    EXPECT_THAT(errorOf("{{ ''.format(1) }}"), HasSubstr("has no attribute 'format'"));
    EXPECT_THAT(errorOf("{{ '' | attr('__class__') }}"), HasSubstr("the filter 'attr' is not supported"));
    EXPECT_THAT(errorOf("{{ self.x }}"), HasSubstr("'self' is undefined"));
    EXPECT_THAT(errorOf("{{ text.__class__ }}"), HasSubstr("not open to templates"));
}

TEST(JinjaHostile, ChangesToData)
{
    for (const char* source :
         {"{{ [1].append(2) }}", "{{ [1].pop() }}", "{{ {}.update({}) }}", "{{ {'a': 1}.pop('a') }}"})
        EXPECT_THAT(errorOf(source), HasSubstr("would change data")) << source;
}

TEST(JinjaHostile, SourcesThatAreTooLargeOrBroken)
{
    EXPECT_THAT(errorOf(std::string((std::size_t{1} << 18U) + 1, 'x')), HasSubstr("at most 262144"));
    EXPECT_EQ(errorOf(std::string(std::size_t{1} << 18U, '}')), "");
    EXPECT_THAT(errorOf(std::string(std::size_t{1} << 18U, '{')), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{% raw %}" + repeated("{% ", 80'000)), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{{"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{%"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{#"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{{-"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{{ '\\"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf("{% set x = 1"), HasSubstr("not closed"));
    EXPECT_THAT(errorOf(std::string("{{ \0 }}", 7)), HasSubstr("has no place in a tag"));
    EXPECT_THAT(errorOf("{{ \xFF }}"), HasSubstr("has no place in a tag"));
}

TEST(JinjaHostile, DatesOfAnyForm)
{
    EXPECT_THAT(errorOf("{{ strftime_now('%Y' * 100) }}"), HasSubstr("format of strftime_now"));
    EXPECT_EQ(errorOf("{{ strftime_now('%999999999d') }}{{ strftime_now('%') }}{{ strftime_now('') }}"), "");
}

} // namespace
} // namespace rw::jinja
