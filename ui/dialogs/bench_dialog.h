#pragma once

#include "core/verify/verifier_spec.h"
#include "ui/models/two_verdicts_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/disagreement_table.h"

#include <QDialog>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;
class QTabWidget;

namespace rw::ui {

class InlineStrip;
class TwoVerdictsReader;
class TwoVerdictsTable;
class VerifierSetEditor;

/// How one verifier did over the answers of a run.
struct BenchLine
{
    QString verifier;
    int correct = 0;
    int wrong = 0;
    int undecided = 0;
    int errors = 0;
    int markedCorrect = 0;  ///< answers that a person marked correct
    int falseNegatives = 0; ///< of them, not found correct
    int markedWrong = 0;
    int falsePositives = 0;    ///< of them, found correct
    double milliseconds = 0.0; ///< for an answer, in the mean
};

struct BenchReport
{
    Disagreements disagreements;
    std::vector<BenchLine> lines; ///< in the order of the disagreements
};

/// Runs any verifiers over the stored answers of a run and shows where they disagree: a matrix, the answers
/// behind each of its cells to read, and how each fares against the answers that a person has marked.
class BenchDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param run   name of the run
    /// @param specs to begin with
    BenchDialog(const Theme& theme, const QString& run, std::vector<VerifierSpec> specs,
                QWidget* parent = nullptr);

    void setProgress(double share);
    void showReport(const BenchReport& report);
    /// The answers on which two verifiers disagree.
    void showPair(int row, int column, std::vector<TwoVerdicts> answers);
    /// What both verifiers found in an answer of the pair on screen.
    void showEvidence(RolloutId rollout, const Verdict& first, const Verdict& second);
    void showFailure(const QString& sentence);

signals:
    void runRequested(const std::vector<rw::VerifierSpec>& specs);
    void cancelRequested();
    void pairRequested(int row, int column);
    void evidenceRequested(int answer); ///< place in the pair's answers

protected:
    void done(int result) override;

private:
    QWidget* buildVerifiers();
    QWidget* buildResults();
    void showLines(const BenchReport& report);
    void readAnswer(int row);
    void setBusy(bool busy);
    void updateButtons();

    const Theme& m_theme;
    VerifierSetEditor* m_editor;
    InlineStrip* m_strip;
    QTabWidget* m_tabs;
    QPushButton* m_run;
    QProgressBar* m_progress;
    DisagreementTable* m_matrix;
    QTableWidget* m_rates;
    QLabel* m_pairHead;
    TwoVerdictsModel* m_answers;
    TwoVerdictsTable* m_table;
    TwoVerdictsReader* m_reader;
    QStringList m_names; ///< of the verifiers of the report
    QString m_heads[2];  ///< of the pair on screen
    bool m_busy = false;
};

} // namespace rw::ui
