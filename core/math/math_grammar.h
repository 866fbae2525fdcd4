#pragma once

#include "core/math/expression.h"
#include "core/math/token_cursor.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

inline constexpr int kDeepestMath = 40;
/// Letters side by side that are names; more are a word.
inline constexpr std::size_t kLongestMathName = 2;

/// The grammar of parseMath(), by recursive descent: each function reads one thing from the tokens that are
/// left, or throws MathProblem. Used once.
class MathGrammar : private TokenCursor
{
public:
    explicit MathGrammar(std::vector<MathToken> tokens);

    /// All of the tokens.
    Expression all();

private:
    /// Counts how deep reading is.
    class Deeper
    {
    public:
        explicit Deeper(int& depth);
        ~Deeper() { --m_depth; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;

    private:
        int& m_depth;
    };

    // several answers, relations, unions: math_parser.cpp
    bool takeSeparator();
    bool takeConjunction();
    Expression list();
    /// "=", "<", "<=", ">", ">=", "!=" or "in"; empty where no relation stands here.
    std::string takeRelation();
    Expression relation();
    static Expression related(std::vector<Expression> parts, std::vector<std::string> signs);
    bool takeUnion();
    Expression unions();

    // sums, products, powers: math_products.cpp
    Expression sum();
    bool takeTimes();
    Expression product();
    Expression signedFactor();
    /// Whether a factor begins here without a sign of multiplication.
    [[nodiscard]] bool startsFactor() const;
    static bool isNameOrFunction(std::string_view word);
    /// Two letters or more that name a unit behind a number: "5 cm", but not "5 x".
    [[nodiscard]] bool isUnitHere() const;
    Expression power();
    /// \circ, perhaps in braces: a degree sign once it stands above.
    bool takeCircle();
    Expression postfix(Expression base);

    // units: math_products.cpp
    /// "5 cm", "5 \text{ apples}", "60 miles per hour", "5 \text{ cm}^2".
    Expression withUnit(Expression amount);
    /// "and", "or", perhaps behind a comma.
    static bool isAndOr(std::string_view word);
    /// Likewise, and the U of a union.
    static bool isConjunction(std::string_view word);
    std::string unitPower();

    // what stands for itself: math_factors.cpp
    Expression primary();
    Expression numberHere();
    /// 0.1\overline{6}: 0.1 and 6/90.
    Expression repeating(const std::string& digits);
    /// "1/2" behind "1 ", or a \frac of two numbers behind a number.
    std::optional<Expression> mixedFraction();
    /// "_1", "_{12}", "_{max}" with its underscore.
    std::string subscript();
    Expression wordHere();
    /// Words that are no mathematics, to the first that may be.
    Expression wordsHere();
    /// The first letter of "xy"; the other one is the next factor, so that its power is its own.
    Expression letterHere();
    Expression commandHere();
    std::string bracedWord();
    Expression enclosed(const std::string& name);
    Expression signHere();
    /// Parts between commas up to the closing bracket; one part alone is only grouped.
    Expression closedTuple(std::string brackets);
    Expression braces(std::string_view close);
    Expression set();
    Expression absolute();

    // functions: math_functions.cpp
    Expression functionHere(std::string name);
    /// What a command takes: a group, or one digit or letter.
    Expression argument();
    Expression root(const std::string& name);
    Expression applied(std::string name);
    std::vector<Expression> arguments();
    [[nodiscard]] bool isFunctionHere() const;

    // matrices: math_functions.cpp
    Expression matrix();
    std::string bracedEnd();

    int m_depth = 0;
    int m_bars = 0; ///< absolute values open
};

} // namespace rw
