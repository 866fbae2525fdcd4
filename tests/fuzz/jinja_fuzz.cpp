#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/jinja/template.h"
#include "core/jinja/value_json.h"
#include "tests/fuzz/target.h"

#include <cstdlib>
#include <filesystem>

namespace rw::fuzz {

namespace {

const std::filesystem::path kTests = std::filesystem::path(RW_SOURCE_DIR) / "tests/core";

Json snippets()
{
    return readJsonFile(kTests / "jinja/data/snippets.json");
}

/// Smaller than the program's own, so that many templates are tried in a minute.
jinja::Limits smallLimits()
{
    jinja::Limits limits;
    limits.steps = 20'000;
    limits.workBytes = std::size_t{1} << 22U;
    limits.textBytes = std::size_t{1} << 16U;
    limits.rangeItems = 1'000;
    return limits;
}

} // namespace

/// A template renders valid text whose marks cover it, or is refused.
void run(std::string_view input)
{
    static const jinja::Value variables = jinja::fromJson(snippets()["variables"], false);
    const jinja::MarkedText text =
        jinja::Template::parse(input, "fuzz", smallLimits()).render(*variables.asDict());
    const std::size_t marked = text.runs().empty() ? 0 : text.runs().back().end;
    if (!isValidUtf8(text.text()) || marked != text.size())
        std::abort();
}

std::vector<std::string> seeds()
{
    std::vector<std::string> seeds;
    const Json file = snippets();
    for (const Json& snippet : file["snippets"])
        seeds.push_back(snippet["template"].get<std::string>());
    const Json models = readJsonFile(kTests / "text/data/chat_templates.json");
    for (const Json& golden : models["goldens"])
        seeds.push_back(
            readFile(kTests / "text/data/chat_templates" / (golden["template"].get<std::string>() + ".jinja"),
                     std::size_t{1} << 18U));
    return seeds;
}

} // namespace rw::fuzz
