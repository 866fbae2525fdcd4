#include "core/math/math_grammar.h"
#include "core/math/math_names.h"
#include "core/math/nodes.h"

#include <utility>

namespace rw {

Expression MathGrammar::functionHere(std::string name)
{
    if (name == "frac") {
        Expression above = argument();
        return nodes::pair(NodeKind::Quotient, std::move(above), argument());
    }
    if (name == "group" || name == "overline")
        return argument();
    if (name == "binomial") {
        Expression above = argument();
        return nodes::pair(NodeKind::Call, std::move(above), argument(), "binomial");
    }
    if (name == "sqrt" || name == "cbrt")
        return root(name);
    return applied(std::move(name));
}

Expression MathGrammar::argument()
{
    if (takeSign("{"))
        return braces("}");
    MathToken& token = m_tokens[m_at];
    if (token.kind == TokenKind::Number && token.text.size() > 1 && isDigits(token.text)) {
        Expression digit = nodes::number(token.text.substr(0, 1));
        token.text.erase(0, 1);
        return digit;
    }
    return primary();
}

Expression MathGrammar::root(const std::string& name)
{
    Expression degree = nodes::number(name == "sqrt" ? "2" : "3");
    if (name == "sqrt" && takeSign("[")) {
        degree = sum();
        need("]");
    }
    Expression inner = takeSign("{") ? braces("}") : primary();
    if (degree == nodes::number("2"))
        return nodes::call("sqrt", std::move(inner));
    return nodes::pair(NodeKind::Call, std::move(inner), std::move(degree), "root");
}

Expression MathGrammar::applied(std::string name)
{
    std::optional<Expression> base;
    std::optional<Expression> exponent;
    if (name == "log" && takeSign("_"))
        base = argument();
    if (takeSign("^"))
        exponent = takeSign("{") ? braces("}") : signedFactor();
    if (exponent && *exponent == nodes::negated(nodes::number("1")) &&
        functionNamed("arc" + name) == "arc" + name) {
        name = "arc" + name;
        exponent.reset();
    }
    Expression result{NodeKind::Call, std::move(name), arguments()};
    if (base) {
        result.name = "logbase";
        result.parts.push_back(std::move(*base));
    }
    if (exponent)
        return nodes::pair(NodeKind::Power, std::move(result), std::move(*exponent));
    return result;
}

std::vector<Expression> MathGrammar::arguments()
{
    if (takeSign("(") || takeSign("{")) {
        const std::string_view close = m_tokens[m_at - 1].text == "(" ? ")" : "}";
        Expression inner = list();
        need(close);
        if (inner.kind == NodeKind::List)
            return std::move(inner.parts);
        return {std::move(inner)};
    }
    // \sin 2x: all that is multiplied without a sign, up to the next function
    Expression inner = power();
    while (startsFactor() && !isFunctionHere())
        inner = nodes::chained(NodeKind::Product, std::move(inner), power());
    return {std::move(inner)};
}

bool MathGrammar::isFunctionHere() const
{
    const auto name = functionNamed(peek().text);
    return !name.empty() && name != "frac" && name != "sqrt" && name != "group";
}

Expression MathGrammar::matrix()
{
    need("{");
    const std::string environment = bracedEnd();
    if (environment == "array" && takeSign("{")) {
        while (!takeSign("}") && peek().kind != TokenKind::End)
            ++m_at;
    }
    std::vector<Expression> rows;
    std::vector<Expression> row;
    while (true) {
        row.push_back(relation());
        if (takeSign("&"))
            continue;
        rows.push_back(nodes::make(NodeKind::Tuple, "()", std::exchange(row, {})));
        if (takeCommand("newline") && !isCommand("end"))
            continue;
        if (!takeCommand("end"))
            unreadable();
        need("{");
        if (bracedEnd() != environment)
            unreadable();
        return nodes::make(NodeKind::Matrix, {}, std::move(rows));
    }
}

std::string MathGrammar::bracedEnd()
{
    if (peek().kind != TokenKind::Word)
        unreadable();
    std::string word = m_tokens[m_at++].text;
    need("}");
    return word;
}

} // namespace rw
