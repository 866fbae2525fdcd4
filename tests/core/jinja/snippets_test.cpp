#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/jinja/template.h"
#include "core/jinja/value_json.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace rw::jinja {
namespace {

/// What Jinja itself gave: tests/parity/jinja_snippets.py.
Json golden()
{
    return readJsonFile(std::filesystem::path(RW_SOURCE_DIR) / "tests/core/jinja/data/snippets.json");
}

TEST(JinjaSnippets, RenderAsInJinja)
{
    const Json file = golden();
    const Value variables = fromJson(file["variables"], false);
    int rendered = 0;
    for (const Json& snippet : file["snippets"]) {
        if (!snippet.contains("output"))
            continue;
        const auto source = snippet["template"].get<std::string>();
        std::string output;
        try {
            output = Template::parse(source, "snippet").render(*variables.asDict()).text();
        } catch (const Error& error) {
            output = std::string("failed: ") + error.what();
        }
        EXPECT_EQ(output, snippet["output"].get<std::string>()) << source;
        ++rendered;
    }
    EXPECT_GT(rendered, 400);
}

TEST(JinjaSnippets, RefuseWhatJinjaRefuses)
{
    const Json file = golden();
    const Value variables = fromJson(file["variables"], false);
    int refused = 0;
    for (const Json& snippet : file["snippets"]) {
        if (!snippet.contains("error"))
            continue;
        const auto source = snippet["template"].get<std::string>();
        EXPECT_THROW((void)Template::parse(source, "snippet").render(*variables.asDict()), Error) << source;
        ++refused;
    }
    EXPECT_GT(refused, 60);
}

} // namespace
} // namespace rw::jinja
