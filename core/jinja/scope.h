#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace rw::jinja {

/// The variables of a block. What is not set here is looked up in the block around it.
class Scope
{
public:
    explicit Scope(std::shared_ptr<const Scope> outer = nullptr)
        : m_outer(std::move(outer))
    {
    }

    void set(std::string_view name, Value value)
    {
        const auto found = m_variables.find(name);
        if (found != m_variables.end())
            found->second = std::move(value);
        else
            m_variables.emplace(std::string(name), std::move(value));
    }

    /// nullptr: there is no such variable in any of the blocks.
    [[nodiscard]] const Value* find(std::string_view name, Budget& budget) const
    {
        for (const Scope* scope = this; scope != nullptr; scope = scope->m_outer.get()) {
            budget.step();
            const auto found = scope->m_variables.find(name);
            if (found != scope->m_variables.end())
                return &found->second;
        }
        return nullptr;
    }

private:
    std::shared_ptr<const Scope> m_outer;
    std::map<std::string, Value, std::less<>> m_variables;
};

} // namespace rw::jinja
