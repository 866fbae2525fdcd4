#pragma once

#include "core/base/ids.h"

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <optional>

namespace rw::ui {

/// Giving or taking a star, to be undone. A group has one star at most: giving one takes that of another
/// answer.
class StarCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(RolloutId, bool starred)>;

    /// @param rollout  the answer whose star changes
    /// @param starred  what it becomes
    /// @param previous the answer that had the star of its group before
    StarCommand(const QString& text, RolloutId rollout, bool starred, std::optional<RolloutId> previous,
                Apply apply)
        : QUndoCommand(text)
        , m_rollout(rollout)
        , m_starred(starred)
        , m_previous(previous)
        , m_apply(std::move(apply))
    {
    }

    void redo() override { m_apply(m_rollout, m_starred); }

    void undo() override
    {
        if (m_starred && m_previous)
            m_apply(*m_previous, true);
        else
            m_apply(m_rollout, !m_starred);
    }

private:
    RolloutId m_rollout;
    bool m_starred;
    std::optional<RolloutId> m_previous;
    Apply m_apply;
};

} // namespace rw::ui
