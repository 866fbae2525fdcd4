#pragma once

#include "core/jinja/value.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rw::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<const Expression>;

struct CallArguments
{
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
};

struct Literal
{
    Value value;
};

struct Name
{
    std::string name;
};

struct ListDisplay
{
    std::vector<ExpressionPtr> items;
    bool tuple = false;
};

struct DictDisplay
{
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};

/// object.name
struct Attribute
{
    ExpressionPtr object;
    std::string name;
};

/// object[key]
struct Subscript
{
    ExpressionPtr object;
    ExpressionPtr key;
};

/// object[begin:end:step]; nullptr where a part is left out.
struct Slice
{
    ExpressionPtr object;
    ExpressionPtr begin;
    ExpressionPtr end;
    ExpressionPtr step;
};

struct Call
{
    ExpressionPtr callee;
    CallArguments arguments;
};

/// input|name(arguments); nullptr as input: the body of the block it stands at.
struct Filter
{
    ExpressionPtr input;
    std::string name;
    CallArguments arguments;
};

/// input is name(arguments)
struct Test
{
    ExpressionPtr input;
    std::string name;
    CallArguments arguments;
    bool negated = false;
};

enum class UnaryOperator { Not, Minus, Plus };

struct Unary
{
    UnaryOperator op;
    ExpressionPtr operand;
};

enum class BinaryOperator { And, Or, Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power, Concat };

struct Binary
{
    BinaryOperator op;
    ExpressionPtr left;
    ExpressionPtr right;
};

enum class ComparisonOperator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, In, NotIn };

/// first op operand op operand ...: each compared with its neighbour.
struct Comparison
{
    ExpressionPtr first;
    std::vector<std::pair<ComparisonOperator, ExpressionPtr>> rest;
};

/// then if condition else otherwise; otherwise may be nullptr.
struct Conditional
{
    ExpressionPtr condition;
    ExpressionPtr then;
    ExpressionPtr otherwise;
};

struct Expression
{
    using Node = std::variant<Literal, Name, ListDisplay, DictDisplay, Attribute, Subscript, Slice, Call,
                              Filter, Test, Unary, Binary, Comparison, Conditional>;
    Node node;
    int line = 0;
    int depth = 1; ///< nesting of expressions below
};

/// What is assigned to: a name, an attribute of a namespace, or several of them.
struct Target
{
    std::string name;
    std::string attribute;     ///< empty: the name itself
    std::vector<Target> parts; ///< not empty: unpacks into these
};

struct Statement;
using Body = std::vector<Statement>;

struct TextOutput
{
    std::string text;
};

struct Output
{
    ExpressionPtr value;
};

struct Set
{
    Target target;
    ExpressionPtr value;
};

/// {% set target | filters %}body{% endset %}
struct SetBlock
{
    Target target;
    ExpressionPtr filters; ///< nullptr: none
    Body body;
};

struct If
{
    std::vector<std::pair<ExpressionPtr, Body>> branches;
    Body otherwise;
};

struct For
{
    Target target;
    ExpressionPtr iterable;
    ExpressionPtr condition; ///< nullptr: all items
    Body body;
    Body otherwise;
};

struct MacroDefinition
{
    std::string name;
    std::vector<std::pair<std::string, ExpressionPtr>> parameters; ///< with default; nullptr: none
    Body body;
};

/// {% with name = value, ... %}; also {% generation %}, which has no names of its own.
struct With
{
    std::vector<std::pair<Target, ExpressionPtr>> values;
    Body body;
};

struct FilterBlock
{
    ExpressionPtr filters;
    Body body;
};

struct Break
{
};

struct Continue
{
};

struct Statement
{
    using Node = std::variant<TextOutput, Output, Set, SetBlock, If, For, MacroDefinition, With, FilterBlock,
                              Break, Continue>;
    Node node;
    int line = 0;
};

} // namespace rw::jinja
