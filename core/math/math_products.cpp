#include "core/math/math_grammar.h"
#include "core/math/math_names.h"
#include "core/math/nodes.h"

#include <utility>

namespace rw {

Expression MathGrammar::sum()
{
    if (takeCommand("pm"))
        return nodes::make(NodeKind::PlusMinus, {}, {product()});
    Expression result = product();
    while (true) {
        if (takeSign("+"))
            result = nodes::chained(NodeKind::Sum, std::move(result), product());
        else if (takeSign("-"))
            result = nodes::chained(NodeKind::Sum, std::move(result), nodes::negated(product()));
        else if (takeCommand("pm"))
            result = nodes::pair(NodeKind::PlusMinus, std::move(result), product());
        else
            return result;
    }
}

bool MathGrammar::takeTimes()
{
    if (isSign("*") && isSign("*", 1))
        return false;
    return takeSign("*") || takeCommand("times") || takeCommand("cdot") || takeCommand("ast");
}

Expression MathGrammar::product()
{
    Expression result = signedFactor();
    while (true) {
        if (takeTimes())
            result = nodes::chained(NodeKind::Product, std::move(result), signedFactor());
        else if (takeSign("/") || takeSign(":") || takeCommand("div"))
            result = nodes::pair(NodeKind::Quotient, std::move(result), signedFactor());
        else if (startsFactor() && result.kind == NodeKind::Text)
            throw MathProblem{"has words before its mathematics"};
        else if (startsFactor())
            result = nodes::chained(NodeKind::Product, std::move(result), power());
        else
            return withUnit(std::move(result));
    }
}

Expression MathGrammar::signedFactor()
{
    bool negative = false;
    while (isSign("-") || isSign("+")) {
        negative = negative != isSign("-");
        ++m_at;
    }
    Expression result = power();
    return negative ? nodes::negated(std::move(result)) : std::move(result);
}

bool MathGrammar::startsFactor() const
{
    const MathToken& token = peek();
    switch (token.kind) {
    case TokenKind::Number:
        return !token.spaceBefore || kindBefore() != TokenKind::Number;
    case TokenKind::Word:
        return isNameOrFunction(token.text) && !isUnitHere();
    case TokenKind::Command:
        return token.text == "lfloor" || token.text == "lceil" || token.text == "lvert" ||
               !functionNamed(token.text).empty() || !symbolNamed(token.text).empty();
    case TokenKind::Sign:
        return token.text == "(" || token.text == "{" || (token.text == "|" && m_bars == 0);
    case TokenKind::Text:
    case TokenKind::End:
        return false;
    }
    return false;
}

bool MathGrammar::isNameOrFunction(std::string_view word)
{
    const bool separator = word == "or" || word == "U";
    return !separator &&
           (word.size() <= kLongestMathName || !functionNamed(word).empty() || !symbolNamed(word).empty());
}

bool MathGrammar::isUnitHere() const
{
    return peek().text.size() >= 2 && unitNamed(peek().text) && kindBefore() == TokenKind::Number &&
           (functionNamed(peek().text).empty() || peek(1).kind == TokenKind::End);
}

Expression MathGrammar::power()
{
    const Deeper deeper(m_depth);
    Expression base = postfix(primary());
    const bool stars = isSign("*") && isSign("*", 1);
    if (!stars && !isSign("^"))
        return base;
    m_at += stars ? 2U : 1U;
    if (takeCircle())
        return postfix(nodes::call("degree", std::move(base)));
    Expression result = nodes::pair(NodeKind::Power, std::move(base), signedFactor());
    return postfix(std::move(result));
}

bool MathGrammar::takeCircle()
{
    if (takeCommand("circ"))
        return true;
    const bool braced = isSign("{") && isCommand("circ", 1) && isSign("}", 2);
    m_at += braced ? 3U : 0U;
    return braced;
}

Expression MathGrammar::postfix(Expression base)
{
    for (int i = 0; i < kDeepestMath; ++i) {
        if (isSign("!") && !isSign("=", 1) && takeSign("!"))
            base = nodes::call("factorial", std::move(base));
        else if (takeSign("%") || takeSign("\\%"))
            base = nodes::call("percent", std::move(base));
        else if (takeCommand("degree"))
            base = nodes::call("degree", std::move(base));
        else
            return base;
    }
    throw MathProblem{"has too many signs behind a number", true};
}

Expression MathGrammar::withUnit(Expression amount)
{
    for (const std::string_view currency : {"\u20AC", "\u00A3"}) {
        if (takeSign(currency))
            return nodes::make(NodeKind::Quantity, std::string(currency), {std::move(amount)});
    }
    const bool words =
        peek().kind == TokenKind::Text ||
        (peek().kind == TokenKind::Word && kindBefore() != TokenKind::Word && !isConjunction(peek().text));
    if (!words || isConjunction(peek().text) || amount.kind == NodeKind::Text)
        return amount;
    std::string unit;
    while (peek().kind == TokenKind::Text || peek().kind == TokenKind::Word ||
           (isSign("/") && !unit.empty())) {
        if (isConjunction(peek().text))
            break;
        unit += (unit.empty() || isSign("/") || unit.back() == '/' ? "" : " ") + peek().text;
        ++m_at;
    }
    if (isSign("^"))
        unit += unitPower();
    return nodes::make(NodeKind::Quantity, std::move(unit), {std::move(amount)});
}

bool MathGrammar::isAndOr(std::string_view word)
{
    std::string lower(word);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower == "and" || lower == "or" || lower == ", and" || lower == ", or";
}

bool MathGrammar::isConjunction(std::string_view word)
{
    return isAndOr(word) || word == "U";
}

std::string MathGrammar::unitPower()
{
    ++m_at;
    const bool braced = takeSign("{");
    if (peek().kind != TokenKind::Number)
        unreadable();
    std::string power = "^" + peek().text;
    ++m_at;
    if (braced)
        need("}");
    return power;
}

} // namespace rw
