#include "core/math/math_parser.h"

#include "core/math/math_grammar.h"
#include "core/math/nodes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rw {

MathGrammar::MathGrammar(std::vector<MathToken> tokens)
    : TokenCursor(std::move(tokens))
{
}

MathGrammar::Deeper::Deeper(int& depth)
    : m_depth(depth)
{
    if (++m_depth > kDeepestMath)
        throw MathProblem{"is nested more than " + std::to_string(kDeepestMath) + " deep", true};
}

Expression MathGrammar::all()
{
    if (peek().kind == TokenKind::End)
        throw MathProblem{"is empty"};
    Expression result = list();
    if (peek().kind != TokenKind::End)
        unreadable();
    return result;
}

bool MathGrammar::takeSeparator()
{
    if (takeSign(",") || takeSign(";")) {
        takeConjunction();
        return true;
    }
    return takeConjunction();
}

bool MathGrammar::takeConjunction()
{
    const MathToken& token = peek();
    const bool words = token.kind == TokenKind::Word || token.kind == TokenKind::Text;
    if (!words || !isAndOr(token.text))
        return false;
    ++m_at;
    return true;
}

Expression MathGrammar::list()
{
    std::vector<Expression> items;
    items.push_back(relation());
    while (takeSeparator())
        items.push_back(relation());
    return items.size() == 1 ? std::move(items.front()) : nodes::make(NodeKind::List, {}, std::move(items));
}

std::string MathGrammar::takeRelation()
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kCommands{
        {{"le", "<="},
         {"leq", "<="},
         {"leqslant", "<="},
         {"ge", ">="},
         {"geq", ">="},
         {"geqslant", ">="},
         {"ne", "!="},
         {"neq", "!="},
         {"lt", "<"},
         {"gt", ">"},
         {"in", "in"},
         {"approx", "="},
         {"equiv", "="},
         {"to", "="},
         {"implies", "="},
         {"iff", "="}}};
    for (const auto& [name, sign] : kCommands) {
        if (takeCommand(name))
            return std::string(sign);
    }
    for (const std::string_view sign : {"<", ">", "!"}) {
        if (isSign(sign) && isSign("=", 1)) {
            m_at += 2;
            return std::string(sign) + "=";
        }
    }
    for (const std::string_view sign : {"=", "<", ">"}) {
        if (takeSign(sign)) {
            takeSign("="); // "=="
            return std::string(sign);
        }
    }
    return {};
}

Expression MathGrammar::relation()
{
    std::vector<Expression> parts;
    std::vector<std::string> signs;
    parts.push_back(unions());
    for (std::string sign = takeRelation(); !sign.empty(); sign = takeRelation()) {
        signs.push_back(std::move(sign));
        parts.push_back(unions());
    }
    return signs.empty() ? std::move(parts.front()) : related(std::move(parts), std::move(signs));
}

Expression MathGrammar::related(std::vector<Expression> parts, std::vector<std::string> signs)
{
    const auto greater = [](const std::string& sign) { return sign.front() == '>'; };
    if (std::all_of(signs.begin(), signs.end(), greater)) {
        std::reverse(parts.begin(), parts.end());
        std::reverse(signs.begin(), signs.end());
        for (std::string& sign : signs)
            sign.front() = '<';
    }
    if (signs.size() == 2 && signs[0].front() == '<' && signs[1].front() == '<') {
        std::string brackets = signs[0] == "<" ? "(" : "[";
        brackets += signs[1] == "<" ? ")" : "]";
        return nodes::pair(NodeKind::Relation, std::move(parts[1]),
                           nodes::pair(NodeKind::Tuple, std::move(parts[0]), std::move(parts[2]), brackets),
                           "in");
    }
    const auto same = [&](const std::string& sign) { return sign == signs.front(); };
    if (!std::all_of(signs.begin(), signs.end(), same) || (signs.size() > 1 && signs.front() != "="))
        throw MathProblem{"is a chain of different relations"};
    return nodes::make(NodeKind::Relation, signs.front(), std::move(parts));
}

bool MathGrammar::takeUnion()
{
    if (takeCommand("cup"))
        return true;
    const bool letter = is(TokenKind::Word, "U") && (isSign("(", 1) || isSign("[", 1));
    m_at += letter ? 1U : 0U;
    return letter;
}

Expression MathGrammar::unions()
{
    Expression result = sum();
    while (takeUnion())
        result = nodes::chained(NodeKind::Union, std::move(result), sum());
    return result;
}

Expression parseMath(std::string_view text)
{
    return MathGrammar(mathTokens(text)).all();
}

} // namespace rw
