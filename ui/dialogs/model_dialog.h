#pragma once

#include "core/protocol/model_messages.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace rw::ui {

class InlineStrip;
class MemoryBar;
class SegmentedControl;

/// What the window knows beside the model itself.
struct ModelDialogContext
{
    QString suggestion;   ///< name of the new run
    QStringList taken;    ///< names of runs there are
    QStringList devices;  ///< that the engine reports, "cpu" first
    bool crashed = false; ///< the model ended the engine when it was loaded last
};

/// The card of a model that a person is about to open: what it is, what memory it takes for what, and how to
/// open it. Where it is too big, says so and offers the ways out.
class ModelDialog : public QDialog
{
    Q_OBJECT

public:
    /// Ways to open the model, in the order of the control.
    enum class Use { TrainAll, TrainAdapter, Answer };

    /// What is done when the dialog ends with another code than Accepted and Rejected.
    static constexpr int kChooseAnother = 2;

    ModelDialog(const Theme& theme, protocol::ModelInspected model, ModelDialogContext context,
                QWidget* parent = nullptr);

    void setUse(Use use);
    [[nodiscard]] Use use() const;
    /// The largest use that fits is chosen at the start; TrainAll where nothing is known of the memory.
    [[nodiscard]] bool fits(Use use) const;
    [[nodiscard]] NewRunChoice choice() const;

private:
    void buildHead(QVBoxLayout* layout);
    void buildFacts(QVBoxLayout* layout);
    void buildLicence(QVBoxLayout* layout);
    void buildOptions(QVBoxLayout* layout);
    void buildPrecision(QFormLayout* form);
    void buildButtons(QVBoxLayout* layout);
    void useChanged();
    void showTrouble();
    void makeRoom();
    void nameChanged();
    [[nodiscard]] const MemoryEstimate& estimate(Use use) const;
    [[nodiscard]] QString nameProblem() const;

    const Theme& m_theme;
    protocol::ModelInspected m_model;
    ModelDialogContext m_context;
    SegmentedControl* m_use = nullptr;
    QLabel* m_useHint = nullptr;
    MemoryBar* m_memory = nullptr;
    QLabel* m_memoryText = nullptr;
    InlineStrip* m_strip = nullptr;
    QComboBox* m_device = nullptr;
    QComboBox* m_precision = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_open = nullptr;
};

/// What any model of somebody else's is trained with, for an estimate of its memory: long answers, and the
/// activations of one group at a time.
TrainingConfig configForModels();

/// What a model is trained with where nobody has set anything: rates that do not harm a model that somebody
/// else trained with care, and room for answers of its length.
TrainingConfig configForModel(const protocol::ModelInspected& model, ModelDialog::Use use);

} // namespace rw::ui
