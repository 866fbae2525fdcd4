#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rw::jinja {

struct Token
{
    enum class Kind {
        Data,
        VariableBegin,
        VariableEnd,
        BlockBegin,
        BlockEnd,
        Name,
        String,
        Integer,
        Float,
        Operator,
        End
    };
    Kind kind = Kind::End;
    std::string text; ///< of a string: what it stands for
    int line = 0;     ///< from 1
};

/// A Problem of the source, with its place.
struct SyntaxProblem
{
    int line = 0;
    std::string text;
};

/// Takes a template apart as Jinja does with trim_blocks and lstrip_blocks on. Ends with an End token.
/// @param source valid UTF-8
/// @throws SyntaxProblem
std::vector<Token> tokenize(std::string_view source);

} // namespace rw::jinja
