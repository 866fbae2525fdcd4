#include "core/math/math_parser.h"

#include "core/math/math_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rw {

namespace {

constexpr int kDeepest = 40;
constexpr std::size_t kLongestName = 2;

Expression node(NodeKind kind, std::string name, std::vector<Expression> parts)
{
    return {kind, std::move(name), std::move(parts)};
}

Expression number(std::string digits)
{
    return {NodeKind::Number, std::move(digits), {}};
}

Expression call(std::string name, Expression argument)
{
    Expression result{NodeKind::Call, std::move(name), {}};
    result.parts.push_back(std::move(argument));
    return result;
}

Expression pair(NodeKind kind, Expression left, Expression right, std::string name = {})
{
    Expression result{kind, std::move(name), {}};
    result.parts.push_back(std::move(left));
    result.parts.push_back(std::move(right));
    return result;
}

/// Adds to `left` where it is of `kind` already.
Expression chained(NodeKind kind, Expression left, Expression right)
{
    if (left.kind != kind)
        return pair(kind, std::move(left), std::move(right));
    left.parts.push_back(std::move(right));
    return left;
}

Expression negated(Expression expression)
{
    Expression result{NodeKind::Negative, {}, {}};
    result.parts.push_back(std::move(expression));
    return result;
}

std::string lowered(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

bool isDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Counts how deep parsing is.
class Deeper
{
public:
    explicit Deeper(int& depth)
        : m_depth(depth)
    {
        if (++m_depth > kDeepest)
            throw MathProblem{"is nested more than " + std::to_string(kDeepest) + " deep", true};
    }
    ~Deeper() { --m_depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

private:
    int& m_depth;
};

class Parser
{
public:
    explicit Parser(std::vector<MathToken> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    Expression all()
    {
        if (peek().kind == TokenKind::End)
            throw MathProblem{"is empty"};
        Expression result = list();
        if (peek().kind != TokenKind::End)
            unreadable();
        return result;
    }

private:
    [[nodiscard]] const MathToken& peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }

    /// Of the token before the next one; End at the start.
    [[nodiscard]] TokenKind kindBefore() const
    {
        return m_at == 0 ? TokenKind::End : m_tokens[m_at - 1].kind;
    }

    [[noreturn]] void unreadable() const
    {
        if (peek().kind == TokenKind::End)
            throw MathProblem{"ends too early"};
        throw MathProblem{"cannot be read at \"" + peek().text.substr(0, 40) + "\""};
    }

    [[nodiscard]] bool is(TokenKind kind, std::string_view text, std::size_t ahead = 0) const
    {
        return peek(ahead).kind == kind && peek(ahead).text == text;
    }
    [[nodiscard]] bool isSign(std::string_view text, std::size_t ahead = 0) const
    {
        return is(TokenKind::Sign, text, ahead);
    }
    [[nodiscard]] bool isCommand(std::string_view text, std::size_t ahead = 0) const
    {
        return is(TokenKind::Command, text, ahead);
    }

    bool take(TokenKind kind, std::string_view text)
    {
        const bool here = is(kind, text);
        m_at += here ? 1U : 0U;
        return here;
    }
    bool takeSign(std::string_view text) { return take(TokenKind::Sign, text); }
    bool takeCommand(std::string_view text) { return take(TokenKind::Command, text); }

    void need(std::string_view sign)
    {
        if (!takeSign(sign))
            unreadable();
    }

    // --- several answers, relations, unions

    bool takeSeparator()
    {
        if (takeSign(",") || takeSign(";")) {
            takeConjunction();
            return true;
        }
        return takeConjunction();
    }

    bool takeConjunction()
    {
        const MathToken& token = peek();
        if (token.kind != TokenKind::Word && token.kind != TokenKind::Text)
            return false;
        const std::string word = lowered(token.text);
        if (word != "and" && word != "or" && word != ", and" && word != ", or")
            return false;
        ++m_at;
        return true;
    }

    Expression list()
    {
        std::vector<Expression> items;
        items.push_back(relation());
        while (takeSeparator())
            items.push_back(relation());
        return items.size() == 1 ? std::move(items.front()) : node(NodeKind::List, {}, std::move(items));
    }

    /// "=", "<", "<=", ">", ">=", "!=" or "in"; empty where no relation stands here.
    std::string takeRelation()
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

    Expression relation()
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

    static Expression related(std::vector<Expression> parts, std::vector<std::string> signs)
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
            return pair(NodeKind::Relation, std::move(parts[1]),
                        pair(NodeKind::Tuple, std::move(parts[0]), std::move(parts[2]), brackets), "in");
        }
        const auto same = [&](const std::string& sign) { return sign == signs.front(); };
        if (!std::all_of(signs.begin(), signs.end(), same) || (signs.size() > 1 && signs.front() != "="))
            throw MathProblem{"is a chain of different relations"};
        return node(NodeKind::Relation, signs.front(), std::move(parts));
    }

    bool takeUnion()
    {
        if (takeCommand("cup"))
            return true;
        const bool letter = is(TokenKind::Word, "U") && (isSign("(", 1) || isSign("[", 1));
        m_at += letter ? 1U : 0U;
        return letter;
    }

    Expression unions()
    {
        Expression result = sum();
        while (takeUnion())
            result = chained(NodeKind::Union, std::move(result), sum());
        return result;
    }

    // --- sums, products, powers

    Expression sum()
    {
        if (takeCommand("pm"))
            return node(NodeKind::PlusMinus, {}, {product()});
        Expression result = product();
        while (true) {
            if (takeSign("+"))
                result = chained(NodeKind::Sum, std::move(result), product());
            else if (takeSign("-"))
                result = chained(NodeKind::Sum, std::move(result), negated(product()));
            else if (takeCommand("pm"))
                result = pair(NodeKind::PlusMinus, std::move(result), product());
            else
                return result;
        }
    }

    bool takeTimes()
    {
        if (isSign("*") && isSign("*", 1))
            return false;
        return takeSign("*") || takeCommand("times") || takeCommand("cdot") || takeCommand("ast");
    }

    Expression product()
    {
        Expression result = signedFactor();
        while (true) {
            if (takeTimes())
                result = chained(NodeKind::Product, std::move(result), signedFactor());
            else if (takeSign("/") || takeSign(":") || takeCommand("div"))
                result = pair(NodeKind::Quotient, std::move(result), signedFactor());
            else if (startsFactor() && result.kind == NodeKind::Text)
                throw MathProblem{"has words before its mathematics"};
            else if (startsFactor())
                result = chained(NodeKind::Product, std::move(result), power());
            else
                return withUnit(std::move(result));
        }
    }

    Expression signedFactor()
    {
        bool negative = false;
        while (isSign("-") || isSign("+")) {
            negative = negative != isSign("-");
            ++m_at;
        }
        Expression result = power();
        return negative ? negated(std::move(result)) : std::move(result);
    }

    /// Whether a factor begins here without a sign of multiplication.
    [[nodiscard]] bool startsFactor() const
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

    static bool isNameOrFunction(std::string_view word)
    {
        const bool separator = word == "or" || word == "U";
        return !separator &&
               (word.size() <= kLongestName || !functionNamed(word).empty() || !symbolNamed(word).empty());
    }

    /// Two letters or more that name a unit behind a number: "5 cm", but not "5 x".
    [[nodiscard]] bool isUnitHere() const
    {
        return peek().text.size() >= 2 && unitNamed(peek().text) && kindBefore() == TokenKind::Number &&
               (functionNamed(peek().text).empty() || peek(1).kind == TokenKind::End);
    }

    Expression power()
    {
        const Deeper deeper(m_depth);
        Expression base = postfix(primary());
        const bool stars = isSign("*") && isSign("*", 1);
        if (!stars && !isSign("^"))
            return base;
        m_at += stars ? 2U : 1U;
        if (takeCircle())
            return postfix(call("degree", std::move(base)));
        Expression result = pair(NodeKind::Power, std::move(base), signedFactor());
        return postfix(std::move(result));
    }

    /// \circ, perhaps in braces: a degree sign once it stands above.
    bool takeCircle()
    {
        if (takeCommand("circ"))
            return true;
        const bool braced = isSign("{") && isCommand("circ", 1) && isSign("}", 2);
        m_at += braced ? 3U : 0U;
        return braced;
    }

    Expression postfix(Expression base)
    {
        for (int i = 0; i < kDeepest; ++i) {
            if (isSign("!") && !isSign("=", 1) && takeSign("!"))
                base = call("factorial", std::move(base));
            else if (takeSign("%") || takeSign("\\%"))
                base = call("percent", std::move(base));
            else if (takeCommand("degree"))
                base = call("degree", std::move(base));
            else
                return base;
        }
        throw MathProblem{"has too many signs behind a number", true};
    }

    // --- units

    /// "5 cm", "5 \text{ apples}", "60 miles per hour", "5 \text{ cm}^2".
    Expression withUnit(Expression amount)
    {
        for (const std::string_view currency : {"\u20AC", "\u00A3"}) {
            if (takeSign(currency))
                return node(NodeKind::Quantity, std::string(currency), {std::move(amount)});
        }
        const bool words = peek().kind == TokenKind::Text ||
                           (peek().kind == TokenKind::Word && kindBefore() != TokenKind::Word &&
                            !isConjunction(peek().text));
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
        return node(NodeKind::Quantity, std::move(unit), {std::move(amount)});
    }

    static bool isConjunction(std::string_view word)
    {
        const std::string lower = lowered(std::string(word));
        return lower == "and" || lower == "or" || lower == ", and" || lower == ", or" || lower == "u";
    }

    std::string unitPower()
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

    // --- what stands for itself

    Expression primary()
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

    Expression numberHere()
    {
        const std::string digits = m_tokens[m_at++].text;
        if (isSign("_"))
            return {NodeKind::Symbol, digits + subscript(), {}};
        if (isCommand("overline") && digits.find('.') != std::string::npos)
            return repeating(digits);
        if (isDigits(digits)) {
            if (auto mixed = mixedFraction())
                return pair(NodeKind::Sum, number(digits), std::move(*mixed));
        }
        return number(digits);
    }

    /// 0.1\overline{6}: 0.1 and 6/90.
    Expression repeating(const std::string& digits)
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
        Expression rest = pair(NodeKind::Quotient, number(period), number(below));
        const std::string start = (whole.empty() ? "0" : whole) + (fixed.empty() ? "" : "." + fixed);
        return pair(NodeKind::Sum, number(start), std::move(rest));
    }

    /// "1/2" behind "1 ", or a \frac of two numbers behind a number.
    std::optional<Expression> mixedFraction()
    {
        const bool slash = peek().kind == TokenKind::Number && peek().spaceBefore && isSign("/", 1) &&
                           peek(2).kind == TokenKind::Number && isDigits(peek().text) &&
                           isDigits(peek(2).text);
        if (slash) {
            Expression result = pair(NodeKind::Quotient, number(peek().text), number(peek(2).text));
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

    /// "_1", "_{12}", "_{max}" with its underscore.
    std::string subscript()
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

    Expression wordHere()
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
        if (word.size() > kLongestName || beforeWord)
            return wordsHere();
        return letterHere();
    }

    /// Words that are no mathematics, to the first that may be.
    Expression wordsHere()
    {
        std::string text = m_tokens[m_at++].text;
        while (peek().kind == TokenKind::Word && !isConjunction(peek().text))
            text += " " + m_tokens[m_at++].text;
        return {NodeKind::Text, std::move(text), {}};
    }

    /// The first letter of "xy"; the other one is the next factor, so that its power is its own.
    Expression letterHere()
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

    Expression commandHere()
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

    std::string bracedWord()
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

    Expression enclosed(const std::string& name)
    {
        Expression inner = sum();
        if (!takeCommand("r" + name.substr(1)))
            unreadable();
        return call(name == "lfloor" ? "floor" : name == "lceil" ? "ceil" : "abs", std::move(inner));
    }

    Expression signHere()
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
            return node(NodeKind::Quantity, sign == "\\$" ? "$" : sign, {power()});
        --m_at;
        unreadable();
    }

    /// Parts between commas up to the closing bracket; one part alone is only grouped.
    Expression closedTuple(std::string brackets)
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
        return node(NodeKind::Tuple, std::move(brackets), std::move(inner.parts));
    }

    Expression braces(std::string_view close)
    {
        const int bars = std::exchange(m_bars, 0);
        Expression inner = list();
        m_bars = bars;
        need(close);
        if (inner.kind == NodeKind::List)
            inner.kind = NodeKind::Set;
        return inner;
    }

    Expression set()
    {
        if (takeSign("\\}"))
            return {NodeKind::Set, {}, {}};
        Expression inner = braces("\\}");
        if (inner.kind == NodeKind::Set)
            return inner;
        return node(NodeKind::Set, {}, {std::move(inner)});
    }

    Expression absolute()
    {
        ++m_bars;
        Expression inner = sum();
        --m_bars;
        need("|");
        return call("abs", std::move(inner));
    }

    // --- functions

    Expression functionHere(std::string name)
    {
        if (name == "frac") {
            Expression above = argument();
            return pair(NodeKind::Quotient, std::move(above), argument());
        }
        if (name == "group" || name == "overline")
            return argument();
        if (name == "binomial") {
            Expression above = argument();
            return pair(NodeKind::Call, std::move(above), argument(), "binomial");
        }
        if (name == "sqrt" || name == "cbrt")
            return root(name);
        return applied(std::move(name));
    }

    /// What a command takes: a group, or one digit or letter.
    Expression argument()
    {
        if (takeSign("{"))
            return braces("}");
        MathToken& token = m_tokens[m_at];
        if (token.kind == TokenKind::Number && token.text.size() > 1 && isDigits(token.text)) {
            Expression digit = number(token.text.substr(0, 1));
            token.text.erase(0, 1);
            return digit;
        }
        return primary();
    }

    Expression root(const std::string& name)
    {
        Expression degree = number(name == "sqrt" ? "2" : "3");
        if (name == "sqrt" && takeSign("[")) {
            degree = sum();
            need("]");
        }
        Expression inner = takeSign("{") ? braces("}") : primary();
        if (degree == number("2"))
            return call("sqrt", std::move(inner));
        return pair(NodeKind::Call, std::move(inner), std::move(degree), "root");
    }

    Expression applied(std::string name)
    {
        std::optional<Expression> base;
        std::optional<Expression> exponent;
        if (name == "log" && takeSign("_"))
            base = argument();
        if (takeSign("^"))
            exponent = takeSign("{") ? braces("}") : signedFactor();
        if (exponent && *exponent == negated(number("1")) && functionNamed("arc" + name) == "arc" + name) {
            name = "arc" + name;
            exponent.reset();
        }
        Expression result{NodeKind::Call, std::move(name), arguments()};
        if (base) {
            result.name = "logbase";
            result.parts.push_back(std::move(*base));
        }
        if (exponent)
            return pair(NodeKind::Power, std::move(result), std::move(*exponent));
        return result;
    }

    std::vector<Expression> arguments()
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
            inner = chained(NodeKind::Product, std::move(inner), power());
        return {std::move(inner)};
    }

    [[nodiscard]] bool isFunctionHere() const
    {
        const auto name = functionNamed(peek().text);
        return !name.empty() && name != "frac" && name != "sqrt" && name != "group";
    }

    // --- matrices

    Expression matrix()
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
            rows.push_back(node(NodeKind::Tuple, "()", std::exchange(row, {})));
            if (takeCommand("newline") && !isCommand("end"))
                continue;
            if (!takeCommand("end"))
                unreadable();
            need("{");
            if (bracedEnd() != environment)
                unreadable();
            return node(NodeKind::Matrix, {}, std::move(rows));
        }
    }

    std::string bracedEnd()
    {
        if (peek().kind != TokenKind::Word)
            unreadable();
        std::string word = m_tokens[m_at++].text;
        need("}");
        return word;
    }

    std::vector<MathToken> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_bars = 0; ///< absolute values open
};

} // namespace

Expression parseMath(std::string_view text)
{
    return Parser(mathTokens(text)).all();
}

} // namespace rw
