#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

#include <map>
#include <string>
#include <vector>

class QLabel;

namespace rw::ui {

class PlainSpinBox;

/// A category of a prompt set and how many prompts it has.
struct CategoryCount
{
    std::string name; ///< empty: prompts without one
    int prompts = 0;
};

/// How often training draws the prompts of each category, against one another.
class CategoryWeightsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param weights by category; absent: 1
    CategoryWeightsDialog(const Theme& theme, std::vector<CategoryCount> categories,
                          const std::map<std::string, double>& weights, QWidget* parent = nullptr);

    [[nodiscard]] std::map<std::string, double> weights() const; ///< without those of 1

private:
    struct Row
    {
        CategoryCount category;
        PlainSpinBox* weight;
        QLabel* share;
    };

    void showShares();

    std::vector<Row> m_rows;
};

} // namespace rw::ui
