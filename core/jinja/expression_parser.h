#pragma once

#include "core/jinja/lexer.h"
#include "core/jinja/syntax.h"

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace rw::jinja {

/// Reads tokens one after the other.
class TokenReader
{
public:
    /// @param tokens end with an End token and outlive the reader.
    explicit TokenReader(const std::vector<Token>& tokens)
        : m_tokens(tokens)
    {
    }

    [[nodiscard]] const Token& current() const { return m_tokens[m_position]; }
    [[nodiscard]] const Token& ahead() const;
    [[nodiscard]] int line() const { return current().line; }
    [[nodiscard]] bool at(Token::Kind kind) const { return current().kind == kind; }
    [[nodiscard]] bool atOperator(std::string_view sign) const;
    [[nodiscard]] bool atWord(std::string_view word) const;
    const Token& take();
    bool takeOperator(std::string_view sign);
    bool takeWord(std::string_view word);
    void expectOperator(std::string_view sign);
    void expectWord(std::string_view word);
    std::string expectName();
    void expect(Token::Kind kind, std::string_view what);
    /// @throws SyntaxProblem that says what was wanted and what stands there.
    [[noreturn]] void failWanting(std::string_view wanted) const;
    [[noreturn]] void fail(std::string text) const;

private:
    const std::vector<Token>& m_tokens;
    std::size_t m_position = 0;
};

/// Reads Jinja's expressions by recursive descent, a member function a level of binding.
class ExpressionParser
{
public:
    ExpressionParser(TokenReader& tokens, int depthLimit)
        : m_tokens(tokens)
        , m_depthLimit(depthLimit)
    {
    }

    ExpressionPtr expression();
    /// Without `a if b else c` at its top: where an `if` may follow.
    ExpressionPtr expressionBeforeIf();
    /// One expression, or several with commas between them, which are a tuple.
    ExpressionPtr expressionOrTuple(bool beforeIf = false);
    /// Filters with the vertical lines before them; nullptr: there are none.
    ExpressionPtr filtersOfBlock();
    /// The same where the first has no line before it.
    ExpressionPtr filtersOfFilterTag();
    Target target(bool mayBeAttribute);

private:
    /// One level down in the source; refuses to go too deep.
    class Descent
    {
    public:
        explicit Descent(ExpressionParser& parser);
        ~Descent() { --m_parser.m_depth; }
        Descent(const Descent&) = delete;
        Descent& operator=(const Descent&) = delete;

    private:
        ExpressionParser& m_parser;
    };

    ExpressionPtr make(int line, Expression::Node node, std::initializer_list<const Expression*> children);

    ExpressionPtr conditional();
    ExpressionPtr disjunction();
    ExpressionPtr conjunction();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr power();
    ExpressionPtr unary(bool withFilters);
    ExpressionPtr primary();
    ExpressionPtr string();
    ExpressionPtr number();
    ExpressionPtr parenthesised();
    ExpressionPtr list();
    ExpressionPtr dict();
    ExpressionPtr postfix(ExpressionPtr operand);
    ExpressionPtr filtersAndTests(ExpressionPtr operand);
    ExpressionPtr attribute(ExpressionPtr object);
    ExpressionPtr subscript(ExpressionPtr object);
    ExpressionPtr call(ExpressionPtr callee);
    ExpressionPtr filter(ExpressionPtr input);
    ExpressionPtr test(ExpressionPtr input);
    CallArguments arguments();
    CallArguments argumentsOfTest();
    Target targetPart(bool mayBeAttribute);

    TokenReader& m_tokens;
    int m_depthLimit;
    int m_depth = 0;
};

} // namespace rw::jinja
