#include "core/text/normalizer.h"

#include "core/base/error.h"
#include "core/text/unicode_class.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace rw {

namespace {

/// Code points below U+0300, whose first bytes are below this one, are composed already and stay apart.
constexpr unsigned char kFirstByteThatMayCompose = 0xCC;

bool mayCompose(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= kFirstByteThatMayCompose)
            return true;
    }
    return false;
}

struct Release
{
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

/// Each step gives its result as a new text, or nothing where the text stays as it is.
struct Result
{
    bool changed = false;
    std::string text;
};

Result applied(const ComposeStep&, std::string_view text)
{
    if (!mayCompose(text))
        return {};
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
        &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, Release> owned(mapped);
    if (length < 0)
        throw Error("Text cannot be normalised to NFC: " + std::string(utf8proc_errmsg(length)) + ".");
    return {true, {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)}};
}

Result applied(const ReplaceStep& step, std::string_view text)
{
    TextPattern::Match match = step.pattern.find(text, 0);
    if (match.begin == std::string_view::npos)
        return {};
    Result result{true, {}};
    result.text.reserve(text.size() + text.size() / 2);
    std::size_t copied = 0;
    while (match.begin != std::string_view::npos) {
        result.text += text.substr(copied, match.begin - copied);
        result.text += step.content;
        copied = match.end;
        // An empty match moves on by a character, so that the next one is another.
        const std::size_t from = nextSearch(text, match);
        if (from > text.size())
            break;
        match = step.pattern.find(text, from);
    }
    result.text += text.substr(copied);
    return result;
}

Result applied(const PrependStep& step, std::string_view text)
{
    if (text.empty() || step.prefix.empty())
        return {};
    return {true, step.prefix + std::string(text)};
}

Result applied(const StripStep& step, std::string_view text)
{
    const std::size_t left = step.left ? spaceAtStart(text) : 0;
    text.remove_prefix(left);
    const std::size_t right = step.right ? spaceAtEnd(text) : 0;
    text.remove_suffix(right);
    return left + right == 0 ? Result{} : Result{true, std::string(text)};
}

} // namespace

std::string_view Normalizer::apply(std::string_view text, std::string& buffer) const
{
    for (const NormalizerStep& step : m_steps) {
        Result result = std::visit([&](const auto& one) { return applied(one, text); }, step);
        if (!result.changed)
            continue;
        buffer = std::move(result.text);
        text = buffer;
    }
    return text;
}

} // namespace rw
