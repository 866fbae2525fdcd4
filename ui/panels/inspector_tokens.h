#pragma once

#include "core/rollout/rollout.h"
#include "core/text/tokenizer.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace rw::ui {

class HeatLegend;
class ProbabilityBars;
class SegmentedControl;
class TokenText;

/// An answer token by token, and what the sampler knew at the one selected.
class InspectorTokens : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorTokens(const Theme& theme, QWidget* parent = nullptr);

    void setTokenizer(std::optional<Tokenizer> tokenizer);
    /// Keeps the selected token where the answer is the one shown already.
    void showRollout(const Rollout& rollout);
    void clear();

    [[nodiscard]] TokenText* text() const { return m_text; }

private:
    void refill();
    void showToken(int token);
    [[nodiscard]] QString tokenLabel(std::int32_t id) const;
    [[nodiscard]] int leastLikely() const;
    void restyle();

    const Theme& m_theme;
    std::optional<Tokenizer> m_tokenizer;
    std::optional<Rollout> m_rollout;
    SegmentedControl* m_colouring;
    TokenText* m_text;
    HeatLegend* m_legend;
    QLabel* m_title;
    QLabel* m_selected;
    ProbabilityBars* m_bars;
};

} // namespace rw::ui
