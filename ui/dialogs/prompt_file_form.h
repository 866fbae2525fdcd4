#pragma once

#include "core/prompts/prompt_file.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QHBoxLayout;

namespace rw::ui {

/// How a file of prompts is cut into rows, and which column gives what, in boxes to choose from. What is set
/// from outside emits nothing.
class PromptFileForm : public QWidget
{
    Q_OBJECT

public:
    explicit PromptFileForm(const Theme& theme, QWidget* parent = nullptr);

    void setFileLayout(const PromptLayout& layout);
    void setColumns(const std::vector<PromptColumn>& columns); ///< to choose from; none is chosen then
    void setMapping(const PromptMapping& mapping);

    [[nodiscard]] PromptLayout fileLayout() const;
    [[nodiscard]] PromptMapping mapping() const;

signals:
    void layoutChosen(); ///< the file has other columns now
    void mappingChosen();

private:
    QHBoxLayout* buildLayoutRow();
    QGridLayout* buildMapping();
    void showTableChoices();

    const Theme& m_theme;
    QComboBox* m_format;
    QComboBox* m_delimiter;
    QCheckBox* m_header;
    std::map<PromptField, QComboBox*> m_columns;
    QComboBox* m_answerRule;
};

} // namespace rw::ui
