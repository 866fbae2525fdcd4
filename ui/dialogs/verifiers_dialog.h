#pragma once

#include "core/verify/verifier_spec.h"
#include "ui/models/two_verdicts_model.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace rw::ui {

class InlineStrip;
class TwoVerdictsModel;
class VerifierSetEditor;

/// What other verifiers would make of stored answers.
struct VerdictPreview
{
    int answers = 0;                  ///< judged
    int changed = 0;                  ///< with another outcome than now
    std::vector<TwoVerdicts> changes; ///< of them, the first ones
};

/// The verifiers of a prompt set or of a run, with what they would make of the answers stored so far. Nothing
/// is stored before Apply.
class VerifiersDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param subject       whose verifiers these are: "Verifiers of “gsm8k”"
    /// @param emptySentence what no verifier at all means
    VerifiersDialog(const Theme& theme, const QString& subject, const QString& emptySentence,
                    std::vector<VerifierSpec> specs, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<VerifierSpec>& specs() const;

    void showPreview(const VerdictPreview& preview); ///< that was asked for; any other is passed over
    void showPreviewFailure(const QString& sentence);
    void setPreviewProgress(double share);
    /// Why there can be none now; empty: there can.
    void setPreviewPossible(const QString& whyNot);

signals:
    void previewRequested(const std::vector<rw::VerifierSpec>& specs);
    void previewCancelled();

protected:
    void done(int result) override;

private:
    void buildPreview(QVBoxLayout* layout);
    void specsChanged();
    void updateButtons();
    void setBusy(bool busy);

    const Theme& m_theme;
    VerifierSetEditor* m_editor;
    InlineStrip* m_strip;
    QLabel* m_counts = nullptr;
    QPushButton* m_preview = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_apply = nullptr;
    TwoVerdictsModel* m_changes;
    QString m_whyNoPreview;
    bool m_busy = false;
};

} // namespace rw::ui
