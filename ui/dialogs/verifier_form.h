#pragma once

#include "core/verify/verifier_catalogue.h"
#include "core/verify/verifier_spec.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace rw::ui {

class PlainSpinBox;

/// One verifier of a set as a form: what it does, its options, its weight and the name of its reward part.
class VerifierForm : public QWidget
{
    Q_OBJECT

public:
    /// @param spec of a verifier there is
    VerifierForm(const Theme& theme, const VerifierSpec& spec, QWidget* parent = nullptr);

    /// As the form stands; options that have their default are left out.
    [[nodiscard]] VerifierSpec spec() const;
    /// What the reward part is called while nothing is typed.
    void setPartHint(const QString& name);

signals:
    void changed();

private:
    /// An option's widget, and how to read its value as text.
    struct Field
    {
        const VerifierOption* option;
        std::function<std::string()> value;
    };

    void addField(QFormLayout& form, const VerifierOption& option, const std::string& value);
    QWidget* makeWidget(const VerifierOption& option, const std::string& value);
    QWidget* makeNumber(const VerifierOption& option, const std::string& value);

    const Theme& m_theme;
    const VerifierKind& m_kind;
    std::vector<Field> m_fields;
    PlainSpinBox* m_weight;
    QLineEdit* m_part;
};

} // namespace rw::ui
