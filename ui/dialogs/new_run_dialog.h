#pragma once

#include "core/rollout/training_config.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rw::ui {

/// Weights that a run can start from.
struct StartChoice
{
    QString label; ///< "imitation", "apples-01, step 70"
    QString directory;
};

/// What a person chose.
struct NewRunChoice
{
    QString name; ///< also the folder's name
    QString startLabel;
    QString startDirectory; ///< or GGUF file
    quint64 seed = 1;
    QString purpose = {};                       ///< "train" or "sample"; empty: "train"
    QString device = {};                        ///< "cpu", "cuda:0"; empty: as the engine chooses
    QString precision = QStringLiteral("auto"); ///< or "fp32": of the copy that draws answers
    std::optional<TrainingConfig> config = {};  ///< empty: as now
};

/// Why a run cannot be called so; empty where it can. @param taken names there are, whatever their case
QString runNameProblem(const QString& name, const QStringList& taken);

/// Name, starting weights and seed of a new run.
class NewRunDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param suggestion name to begin with
    /// @param starts     at least one; the first is chosen at the start
    /// @param taken      names of runs there are; they are refused, whatever their case
    NewRunDialog(const Theme& theme, const QString& suggestion, std::vector<StartChoice> starts,
                 QStringList taken = {}, QWidget* parent = nullptr);

    /// Chooses the weights of a folder, if they are among the starts.
    void setStart(const QString& directory);
    [[nodiscard]] NewRunChoice choice() const;

private:
    void buildLayout();
    void changed();
    [[nodiscard]] QString problem() const;

    const Theme& m_theme;
    std::vector<StartChoice> m_starts;
    QStringList m_taken;
    QLineEdit* m_name;
    QComboBox* m_start;
    QLineEdit* m_seed;
    QLabel* m_problem;
    QPushButton* m_create = nullptr;
};

} // namespace rw::ui
