#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace rw::ui {

/// The likeliest tokens at one position as numbered bars, and all others as one.
class ProbabilityBars : public QWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString token; ///< as shown, whitespace visible
        double probability = 0.0;
        bool drawn = false; ///< the one the answer took
    };

    explicit ProbabilityBars(const Theme& theme, QWidget* parent = nullptr);

    /// Likeliest first. What is missing to 1 is shown as "all others".
    void setRows(std::vector<Row> rows);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;

    const Theme& m_theme;
    std::vector<Row> m_rows;
    double m_rest = 0.0;
};

} // namespace rw::ui
