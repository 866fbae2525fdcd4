#pragma once

#include "core/verify/verifier_spec.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QListWidget;
class QMenu;
class QPushButton;
class QScrollArea;

namespace rw::ui {

class Placeholder;
class VerifierForm;

/// The verifiers of a set in their order: added, taken away, moved, each with its form.
class VerifierSetEditor : public QWidget
{
    Q_OBJECT

public:
    /// @param emptySentence what an empty list means
    VerifierSetEditor(const Theme& theme, const QString& emptySentence, QWidget* parent = nullptr);

    void setSpecs(std::vector<VerifierSpec> specs); ///< does not emit changed()
    [[nodiscard]] const std::vector<VerifierSpec>& specs() const { return m_specs; }
    /// Why the set cannot be used; empty: it can.
    [[nodiscard]] QString problem() const;

signals:
    void changed();

private:
    void buildLayout();
    void fillAddMenu();
    void add(std::string name);
    void removeCurrent();
    void moveCurrent(int by);
    void listSpecs(int current);
    void showForm();
    void specEdited();
    void showButtons();
    [[nodiscard]] QString lineOf(std::size_t index) const;

    const Theme& m_theme;
    QString m_emptySentence;
    std::vector<VerifierSpec> m_specs;
    QListWidget* m_list;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QScrollArea* m_formArea;
    VerifierForm* m_form = nullptr;
    QLabel* m_empty;
};

} // namespace rw::ui
