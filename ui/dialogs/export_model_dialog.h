#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rw::ui {

/// Asks as what, and where, the current weights are written.
class ExportModelDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param name   of the model, for the folder's or file's name
    /// @param folder to write in at first
    ExportModelDialog(const Theme& theme, QString name, QString folder, QWidget* parent = nullptr);

    [[nodiscard]] QString format() const; ///< as protocol::ExportModelParams has it
    [[nodiscard]] QString path() const;

private:
    void buildLayout();
    void formatChanged();
    void browse();
    void changed();
    [[nodiscard]] bool isFile() const; ///< a GGUF file, no folder
    [[nodiscard]] QString problem() const;

    const Theme& m_theme;
    QString m_modelName;
    QString m_folder;
    QComboBox* m_format;
    QLabel* m_hint;
    QLineEdit* m_path;
    QLabel* m_problem;
    QPushButton* m_export = nullptr;
    bool m_pathTyped = false; ///< by a person: another format leaves it alone
};

} // namespace rw::ui
