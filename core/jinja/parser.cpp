#include "core/jinja/parser.h"

#include "core/jinja/expression_parser.h"
#include "core/jinja/lexer.h"

#include <algorithm>
#include <initializer_list>

namespace rw::jinja {

namespace {

class Parser
{
public:
    Parser(const std::vector<Token>& tokens, const Limits& limits)
        : m_tokens(tokens)
        , m_expressions(m_tokens, limits.treeDepth)
        , m_depthLimit(limits.treeDepth)
    {
    }

    Body all()
    {
        Body body = statements({});
        if (!m_tokens.at(Token::Kind::End))
            m_tokens.fail("the tag \"" + m_tokens.ahead().text.substr(0, 40) + "\" closes no block");
        return body;
    }

private:
    using Words = std::initializer_list<std::string_view>;

    /// Up to a tag that begins with one of `ends`, of which {% is taken, or to the end of the template.
    Body statements(Words ends)
    {
        Body body;
        while (true) {
            const int line = m_tokens.line();
            if (m_tokens.at(Token::Kind::Data)) {
                body.push_back({TextOutput{m_tokens.take().text}, line});
            } else if (m_tokens.at(Token::Kind::VariableBegin)) {
                m_tokens.take();
                body.push_back({Output{m_expressions.expressionOrTuple()}, line});
                m_tokens.expect(Token::Kind::VariableEnd, "}}");
            } else if (m_tokens.at(Token::Kind::BlockBegin)) {
                const std::string& word = m_tokens.ahead().text;
                if (std::find(ends.begin(), ends.end(), word) != ends.end()) {
                    m_tokens.take();
                    return body;
                }
                if (ends.size() == 0 && isClosing(word))
                    return body;
                m_tokens.take();
                body.push_back({statement(), line});
            } else {
                return body;
            }
        }
    }

    static bool isClosing(std::string_view word)
    {
        return word.starts_with("end") || word == "else" || word == "elif";
    }

    /// The body of a block, up to one of `ends`, whose word is taken too. @return that word
    std::string readBody(Body& body, std::string_view block, Words ends)
    {
        if (++m_depth > m_depthLimit)
            m_tokens.fail("blocks are nested deeper than " + std::to_string(m_depthLimit) + " levels");
        const int begin = m_tokens.line();
        m_tokens.takeOperator(":");
        endTag();
        body = statements(ends);
        --m_depth;
        if (m_tokens.at(Token::Kind::End))
            throw SyntaxProblem{begin, "the block \"" + std::string(block) + "\" is not closed"};
        if (!m_tokens.at(Token::Kind::Name))
            m_tokens.fail("a tag inside the block \"" + std::string(block) + "\" does not belong there");
        return m_tokens.take().text;
    }

    void endTag() { m_tokens.expect(Token::Kind::BlockEnd, "%}"); }

    Statement::Node statement()
    {
        const std::string word = m_tokens.expectName();
        if (word == "set")
            return set();
        if (word == "if")
            return ifBlock();
        if (word == "for")
            return forBlock();
        if (word == "macro")
            return macro();
        if (word == "with")
            return with();
        if (word == "generation")
            return generation();
        if (word == "filter")
            return filterBlock();
        if (word == "break" || word == "continue")
            return leave(word);
        m_tokens.fail(isClosing(word) ? "the tag \"" + word + "\" does not fit the block that is open"
                                      : "the tag \"" + word.substr(0, 40) + "\" is not supported");
    }

    Statement::Node set()
    {
        Target target = m_expressions.target(true);
        if (m_tokens.takeOperator("=")) {
            ExpressionPtr value = m_expressions.expressionOrTuple();
            endTag();
            return Set{std::move(target), std::move(value)};
        }
        SetBlock block{std::move(target), m_expressions.filtersOfBlock(), {}};
        readBody(block.body, "set", {"endset"});
        endTag();
        return block;
    }

    Statement::Node ifBlock()
    {
        If node;
        std::string end;
        do {
            ExpressionPtr condition = m_expressions.expressionOrTuple(true);
            Body body;
            end = readBody(body, "if", {"elif", "else", "endif"});
            node.branches.emplace_back(std::move(condition), std::move(body));
        } while (end == "elif");
        if (end == "else")
            readBody(node.otherwise, "if", {"endif"});
        endTag();
        return node;
    }

    Statement::Node forBlock()
    {
        For node;
        node.target = m_expressions.target(false);
        m_tokens.expectWord("in");
        node.iterable = m_expressions.expressionOrTuple(true);
        if (m_tokens.takeWord("if"))
            node.condition = m_expressions.expression();
        if (m_tokens.atWord("recursive"))
            m_tokens.fail("recursive loops are not supported");
        ++m_loops;
        const std::string end = readBody(node.body, "for", {"else", "endfor"});
        --m_loops;
        if (end == "else")
            readBody(node.otherwise, "for", {"endfor"});
        endTag();
        return node;
    }

    Statement::Node macro()
    {
        MacroDefinition node;
        node.name = m_tokens.expectName();
        m_tokens.expectOperator("(");
        while (!m_tokens.takeOperator(")")) {
            if (!node.parameters.empty())
                m_tokens.expectOperator(",");
            std::string name = m_tokens.expectName();
            ExpressionPtr fallback = m_tokens.takeOperator("=") ? m_expressions.expression() : nullptr;
            if (fallback == nullptr && !node.parameters.empty() && node.parameters.back().second != nullptr)
                m_tokens.fail("a parameter without a default follows one with a default");
            node.parameters.emplace_back(std::move(name), std::move(fallback));
        }
        outsideLoops(node.body, "macro", "endmacro");
        return node;
    }

    Statement::Node generation()
    {
        With node;
        outsideLoops(node.body, "generation", "endgeneration");
        return node;
    }

    /// The body of a block that a loop around it cannot be left from.
    void outsideLoops(Body& body, std::string_view block, std::string_view end)
    {
        const int loops = std::exchange(m_loops, 0);
        readBody(body, block, {end});
        if (m_tokens.at(Token::Kind::Name)) // {% endmacro name %}
            m_tokens.take();
        endTag();
        m_loops = loops;
    }

    Statement::Node with()
    {
        With node;
        while (!m_tokens.at(Token::Kind::BlockEnd)) {
            if (!node.values.empty())
                m_tokens.expectOperator(",");
            Target target;
            target.name = m_tokens.expectName();
            m_tokens.expectOperator("=");
            node.values.emplace_back(std::move(target), m_expressions.expression());
        }
        readBody(node.body, "with", {"endwith"});
        endTag();
        return node;
    }

    Statement::Node filterBlock()
    {
        FilterBlock node{m_expressions.filtersOfFilterTag(), {}};
        readBody(node.body, "filter", {"endfilter"});
        endTag();
        return node;
    }

    Statement::Node leave(const std::string& word)
    {
        if (m_loops == 0)
            m_tokens.fail("\"" + word + "\" stands outside of a loop");
        endTag();
        return word == "break" ? Statement::Node(Break{}) : Statement::Node(Continue{});
    }

    TokenReader m_tokens;
    ExpressionParser m_expressions;
    int m_depthLimit;
    int m_depth = 0;
    int m_loops = 0; ///< for blocks around this place
};

} // namespace

Body parse(std::string_view source, const Limits& limits)
{
    const std::vector<Token> tokens = tokenize(source);
    return Parser(tokens, limits).all();
}

} // namespace rw::jinja
