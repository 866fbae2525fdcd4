#pragma once

#include "core/rollout/training_config.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QAbstractSpinBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QTimer;

namespace rw::ui {

/// What a training step does and how answers are drawn, as fields in groups. Fields that the objective does
/// not use are hidden.
class SettingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Does not emit configChanged(). Parts without a field are kept.
    void setConfig(const TrainingConfig& config);
    /// What "Reset to defaults" puts into the fields; parts without a field are kept then too.
    void setDefaults(const TrainingConfig& defaults) { m_defaults = defaults; }
    /// What the fields say, valid or not.
    [[nodiscard]] TrainingConfig config() const;

signals:
    void exactPromptRequested();
    /// A person changed something and the whole is valid. Comes once for quick changes in a row.
    void configChanged(const TrainingConfig& config);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field
    {
        QLabel* label;
        QWidget* editor;
        bool grpoOnly;
        std::function<void(const TrainingConfig&)> load;
        std::function<void(TrainingConfig&)> store;
    };
    struct Texts
    {
        QString label, tip;
        bool grpoOnly = false;
    };
    struct Range
    {
        double lowest, highest;
        int decimals;
    };

    void buildLayout(QWidget* form);
    void buildObjectiveFields();
    void buildRateFields();
    void buildAnswerFields();
    void buildPromptFields();
    void addHeading(const QString& text);
    void addReal(const Texts& texts, Range range, float& (*value)(TrainingConfig&));
    void addWhole(const Texts& texts, int lowest, int highest, int& (*value)(TrainingConfig&));
    /// Text of several lines, below its label.
    void addText(const Texts& texts, std::string& (*value)(TrainingConfig&));
    void addFlag(const Texts& texts, bool& (*value)(TrainingConfig&));
    template <class Enum>
    void addChoice(const Texts& texts, const std::vector<std::pair<QString, Enum>>& choices,
                   Enum& (*value)(TrainingConfig&));
    enum class Place { Beside, Below }; ///< of an editor, to its label
    void addField(Field field, const QString& tip, Place place = Place::Beside);
    void load(const TrainingConfig& config); ///< into the fields
    void fieldChanged();
    void showProblem();
    void emitChange();
    void applyLook();
    bool eventFilter(QObject* watched, QEvent* event) override;

    const Theme& m_theme;
    TrainingConfig m_defaults;
    TrainingConfig m_config; ///< as last set or emitted; what has no field is taken from here
    std::vector<Field> m_fields;
    std::vector<QLabel*> m_headings;
    QFormLayout* m_form;
    QLabel* m_problem;
    QLabel* m_note;
    QPushButton* m_reset;
    QTimer* m_changeTimer;
    bool m_loading = false;
};

} // namespace rw::ui
