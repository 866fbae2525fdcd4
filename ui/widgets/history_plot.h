#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace rw::ui {

/// One group of answers in a prompt's life.
struct HistoryPoint
{
    int step = 0; ///< of the weights that answered
    int answers = 0;
    int correct = 0;
    QString where; ///< run and time, for the tool tip

    [[nodiscard]] double passRate() const
    {
        return answers == 0 ? 0.0 : static_cast<double>(correct) / answers;
    }
};

/// The pass rate of a prompt over its groups, oldest first: small, without a legend. The numbers are in tool
/// tips and in the accessible description.
class HistoryPlot : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPlot(const Theme& theme, QWidget* parent = nullptr);

    void setPoints(std::vector<HistoryPoint> points);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QPointF placeOf(std::size_t index) const;
    [[nodiscard]] int nearest(const QPoint& at) const; ///< -1: none

    const Theme& m_theme;
    std::vector<HistoryPoint> m_points;
};

} // namespace rw::ui
