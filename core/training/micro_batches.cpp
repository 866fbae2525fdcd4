#include "core/training/micro_batches.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

std::int64_t sizeOf(const auto& range)
{
    return static_cast<std::int64_t>(range.size());
}

/// Collects answers, and closes a micro-batch when the next answer would make it too large.
class Cutter
{
public:
    Cutter(std::size_t mostGroups, std::int64_t mostRows)
        : m_mostGroups(mostGroups)
        , m_mostRows(mostRows)
    {
    }

    void begin(const RolloutGroup& group)
    {
        if (m_open.size() == m_mostGroups)
            close();
        m_open.push_back({&group, {}, {}});
    }

    void add(const Rollout& answer, std::int64_t index)
    {
        push(answer, index);
        if (paddedRows(m_open) <= m_mostRows || answersInHand() == 1)
            return;
        m_open.back().answers.pop_back();
        m_open.back().indices.pop_back();
        const RolloutGroup& group = *m_open.back().group;
        if (m_open.back().answers.empty())
            m_open.pop_back();
        close();
        m_open.push_back({&group, {}, {}});
        push(answer, index);
    }

    std::vector<MicroBatch> finish()
    {
        close();
        return std::move(m_closed);
    }

private:
    void push(const Rollout& answer, std::int64_t index)
    {
        m_open.back().answers.push_back(&answer);
        m_open.back().indices.push_back(index);
    }

    [[nodiscard]] std::size_t answersInHand() const
    {
        std::size_t count = 0;
        for (const GroupPart& part : m_open)
            count += part.answers.size();
        return count;
    }

    void close()
    {
        std::erase_if(m_open, [](const GroupPart& part) { return part.answers.empty(); });
        if (!m_open.empty())
            m_closed.push_back(std::exchange(m_open, {}));
    }

    std::size_t m_mostGroups;
    std::int64_t m_mostRows;
    MicroBatch m_open;
    std::vector<MicroBatch> m_closed;
};

} // namespace

std::int64_t paddedRows(const MicroBatch& batch)
{
    std::int64_t prompt = 0, answers = 0, tokens = 0;
    for (const GroupPart& part : batch) {
        prompt = std::max(prompt, sizeOf(part.group->promptTokens));
        answers = std::max(answers, sizeOf(part.answers));
        for (const Rollout* answer : part.answers)
            tokens = std::max(tokens, sizeOf(answer->tokens));
    }
    return sizeOf(batch) * (prompt + answers * tokens);
}

std::vector<MicroBatch> microBatches(std::span<const RolloutGroup> groups, std::size_t mostGroups,
                                     std::int64_t mostRows)
{
    Cutter cutter(mostGroups, mostRows);
    std::int64_t index = 0;
    for (const RolloutGroup& group : groups) {
        cutter.begin(group);
        for (const Rollout& answer : group.rollouts)
            cutter.add(answer, index++);
    }
    return cutter.finish();
}

MicroBatch everyNth(const MicroBatch& batch, std::int64_t n)
{
    MicroBatch chosen;
    bool anyToken = false;
    for (const GroupPart& part : batch) {
        GroupPart some{part.group, {}, {}};
        for (std::size_t i = 0; i < part.answers.size(); ++i) {
            if (part.indices[i] % n != 0)
                continue;
            some.answers.push_back(part.answers[i]);
            some.indices.push_back(part.indices[i]);
            anyToken = anyToken || !part.answers[i]->tokens.empty();
        }
        if (!some.answers.empty())
            chosen.push_back(std::move(some));
    }
    return anyToken ? chosen : MicroBatch{};
}

} // namespace rw
