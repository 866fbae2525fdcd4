#pragma once

#include <cstddef>
#include <cstdint>

namespace rw::jinja {

/// What a template may use. Real chat templates with long conversations stay far below.
struct Limits
{
    std::size_t sourceBytes = std::size_t{1} << 18U;
    int treeDepth = 200;                           ///< nesting of blocks and expressions in the source
    int callDepth = 800;                           ///< nesting while it runs, macros included
    std::int64_t steps = 1'000'000;                ///< instructions of one rendering
    std::size_t workBytes = std::size_t{1} << 26U; ///< bytes that one rendering copies or looks at
    std::size_t textBytes = std::size_t{1} << 20U; ///< one string, and the output
    std::size_t rangeItems = 100'000;              ///< as Jinja's sandbox has it
};

/// Counts what one rendering has used. Everything that costs time or memory asks here first.
class Budget
{
public:
    explicit Budget(const Limits& limits)
        : m_limits(limits)
    {
    }

    [[nodiscard]] const Limits& limits() const { return m_limits; }

    /// One instruction. @throws Problem when there have been too many.
    void step();
    /// `bytes` that are about to be copied or looked at. @throws Problem when there have been too many.
    void work(std::size_t bytes);
    /// @throws Problem if one string of so many bytes would be too long.
    void requireTextFits(std::size_t bytes) const;
    /// work() and requireTextFits(), for a string that is about to be made.
    void text(std::size_t bytes);
    /// Looking for `partBytes` in `textBytes`, of which the worst case is their product.
    void search(std::size_t textBytes, std::size_t partBytes);
    /// work() for a list or mapping of `items` values.
    void items(std::size_t items);

    /// One level of nesting while it lives. @throws Problem when there are too many.
    class Descent
    {
    public:
        explicit Descent(Budget& budget);
        ~Descent() { --m_budget.m_depth; }
        Descent(const Descent&) = delete;
        Descent& operator=(const Descent&) = delete;

    private:
        Budget& m_budget;
    };

private:
    Limits m_limits;
    int m_depth = 0;
    std::int64_t m_steps = 0;
    std::size_t m_workBytes = 0;
};

} // namespace rw::jinja
