#include "core/math/math_grammar.h"
#include "core/math/math_names.h"
#include "core/math/nodes.h"

#include <utility>

namespace rw {

Expression MathGrammar::primary()
{
    const Deeper deeper(m_depth);
    switch (peek().kind) {
    case TokenKind::Number:
        return numberHere();
    case TokenKind::Word:
        return wordHere();
    case TokenKind::Command:
        return commandHere();
    case TokenKind::Text:
        return {NodeKind::Text, m_tokens[m_at++].text, {}};
    case TokenKind::Sign:
        return signHere();
    case TokenKind::End:
        break;
    }
    unreadable();
}

Expression MathGrammar::numberHere()
{
    const std::string digits = m_tokens[m_at++].text;
    if (isSign("_"))
        return {NodeKind::Symbol, digits + subscript(), {}};
    if (isCommand("overline") && digits.find('.') != std::string::npos)
        return repeating(digits);
    if (isDigits(digits)) {
        if (auto mixed = mixedFraction())
            return nodes::pair(NodeKind::Sum, nodes::number(digits), std::move(*mixed));
    }
    return nodes::number(digits);
}

Expression MathGrammar::repeating(const std::string& digits)
{
    ++m_at;
    need("{");
    if (!isDigits(peek().text))
        unreadable();
    const std::string period = m_tokens[m_at++].text;
    need("}");
    const std::size_t point = digits.find('.');
    const std::string whole = digits.substr(0, point);
    const std::string fixed = digits.substr(point + 1);
    std::string below(period.size(), '9');
    below.append(fixed.size(), '0');
    Expression rest = nodes::pair(NodeKind::Quotient, nodes::number(period), nodes::number(below));
    const std::string start = (whole.empty() ? "0" : whole) + (fixed.empty() ? "" : "." + fixed);
    return nodes::pair(NodeKind::Sum, nodes::number(start), std::move(rest));
}

std::optional<Expression> MathGrammar::mixedFraction()
{
    const bool slash = peek().kind == TokenKind::Number && peek().spaceBefore && isSign("/", 1) &&
                       peek(2).kind == TokenKind::Number && isDigits(peek().text) && isDigits(peek(2).text);
    if (slash) {
        Expression result =
            nodes::pair(NodeKind::Quotient, nodes::number(peek().text), nodes::number(peek(2).text));
        m_at += 3;
        return result;
    }
    if (peek().kind != TokenKind::Command || functionNamed(peek().text) != "frac")
        return std::nullopt;
    const std::size_t before = m_at;
    Expression fraction = commandHere();
    const auto plain = [](const Expression& part) { return part.kind == NodeKind::Number; };
    if (fraction.kind == NodeKind::Quotient && plain(fraction.parts[0]) && plain(fraction.parts[1]))
        return fraction;
    m_at = before;
    return std::nullopt;
}

std::string MathGrammar::subscript()
{
    need("_");
    const bool braced = takeSign("{");
    std::string name = "_";
    do {
        if (peek().kind != TokenKind::Number && peek().kind != TokenKind::Word &&
            peek().kind != TokenKind::Text)
            unreadable();
        name += m_tokens[m_at++].text;
    } while (braced && !isSign("}"));
    if (braced)
        need("}");
    return name;
}

Expression MathGrammar::wordHere()
{
    const std::string word = peek().text;
    if (const auto function = functionNamed(word); !function.empty() && function != "frac") {
        ++m_at;
        return functionHere(std::string(function));
    }
    if (const auto symbol = symbolNamed(word); !symbol.empty()) {
        ++m_at;
        return {NodeKind::Symbol, std::string(symbol), {}};
    }
    const bool beforeWord = peek(1).kind == TokenKind::Word && !isNameOrFunction(peek(1).text) &&
                            !isConjunction(peek(1).text) && !unitNamed(peek(1).text);
    if (word.size() > kLongestMathName || beforeWord)
        return wordsHere();
    return letterHere();
}

Expression MathGrammar::wordsHere()
{
    std::string text = m_tokens[m_at++].text;
    while (peek().kind == TokenKind::Word && !isConjunction(peek().text))
        text += " " + m_tokens[m_at++].text;
    return {NodeKind::Text, std::move(text), {}};
}

Expression MathGrammar::letterHere()
{
    MathToken& token = m_tokens[m_at];
    Expression symbol{NodeKind::Symbol, token.text.substr(0, 1), {}};
    if (token.text.size() > 1) {
        token.text.erase(0, 1);
        token.spaceBefore = false;
        return symbol;
    }
    ++m_at;
    if (isSign("_"))
        symbol.name += subscript();
    while (takeSign("'"))
        symbol.name += "'";
    return symbol;
}

Expression MathGrammar::commandHere()
{
    const std::string name = m_tokens[m_at++].text;
    if (const auto function = functionNamed(name); !function.empty())
        return functionHere(std::string(function));
    if (const auto symbol = symbolNamed(name); !symbol.empty()) {
        Expression result{NodeKind::Symbol, std::string(symbol), {}};
        if (isSign("_"))
            result.name += subscript();
        return result;
    }
    if (name == "emptyset" || name == "varnothing")
        return {NodeKind::Set, {}, {}};
    if (name == "mathbb" || name == "mathcal")
        return {NodeKind::Symbol, name + " " + bracedWord(), {}};
    if (name == "begin")
        return matrix();
    if (name == "lfloor" || name == "lceil" || name == "lvert")
        return enclosed(name);
    if (name == "langle")
        return closedTuple("(");
    --m_at;
    unreadable();
}

std::string MathGrammar::bracedWord()
{
    const bool braced = takeSign("{");
    if (peek().kind != TokenKind::Word)
        unreadable();
    std::string word = m_tokens[m_at++].text;
    takeSign("*");
    if (braced)
        need("}");
    return word;
}

Expression MathGrammar::enclosed(const std::string& name)
{
    Expression inner = sum();
    if (!takeCommand("r" + name.substr(1)))
        unreadable();
    return nodes::call(name == "lfloor" ? "floor" : name == "lceil" ? "ceil" : "abs", std::move(inner));
}

Expression MathGrammar::signHere()
{
    const std::string sign = m_tokens[m_at++].text;
    if (sign == "(" || sign == "[")
        return closedTuple(sign);
    if (sign == "{")
        return braces("}");
    if (sign == "\\{")
        return set();
    if (sign == "|")
        return absolute();
    if (sign == "$" || sign == "\\$" || sign == "\u20AC" || sign == "\u00A3")
        return nodes::make(NodeKind::Quantity, sign == "\\$" ? "$" : sign, {power()});
    --m_at;
    unreadable();
}

Expression MathGrammar::closedTuple(std::string brackets)
{
    const int bars = std::exchange(m_bars, 0);
    Expression inner = list();
    m_bars = bars;
    if (takeSign(")") || takeCommand("rangle"))
        brackets += ")";
    else if (takeSign("]"))
        brackets += "]";
    else
        unreadable();
    if (inner.kind != NodeKind::List)
        return inner;
    return nodes::make(NodeKind::Tuple, std::move(brackets), std::move(inner.parts));
}

Expression MathGrammar::braces(std::string_view close)
{
    const int bars = std::exchange(m_bars, 0);
    Expression inner = list();
    m_bars = bars;
    need(close);
    if (inner.kind == NodeKind::List)
        inner.kind = NodeKind::Set;
    return inner;
}

Expression MathGrammar::set()
{
    if (takeSign("\\}"))
        return {NodeKind::Set, {}, {}};
    Expression inner = braces("\\}");
    if (inner.kind == NodeKind::Set)
        return inner;
    return nodes::make(NodeKind::Set, {}, {std::move(inner)});
}

Expression MathGrammar::absolute()
{
    ++m_bars;
    Expression inner = sum();
    --m_bars;
    need("|");
    return nodes::call("abs", std::move(inner));
}

} // namespace rw
