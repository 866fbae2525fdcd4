#pragma once

#include "ui/client/prompt_import.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace rw::ui {

class ImportTabs;
class InlineStrip;
class PromptFileForm;

/// A file of prompts becomes a set of the library: how the file is laid out and what its columns mean is
/// guessed, shown and can be changed; beside it stand the prompts as they come out, the lines that are broken
/// and those that came before. All reading and writing is done on another thread.
class ImportPromptsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param libraryFile where the set is kept
    /// @param taken       names of the sets there are
    ImportPromptsDialog(const Theme& theme, const QString& path, const QString& libraryFile,
                        QStringList taken, QWidget* parent = nullptr);

    [[nodiscard]] QString setName() const; ///< of the set that was made
    [[nodiscard]] int importedCount() const;

    void reject() override;

private:
    void buildHead(QVBoxLayout* layout, const QString& path);
    void buildFoot(QVBoxLayout* layout);
    void connectImport();

    void fileOpened(const std::shared_ptr<const PromptFile>& file);
    void layoutChanged();
    void readAnew();
    void readingDone(const std::shared_ptr<const ImportedPrompts>& prompts);
    void showCounts();
    void importPressed();
    void setBusy(const QString& what);
    void updateButtons();
    [[nodiscard]] ImportOptions options() const;
    [[nodiscard]] QString nameProblem() const;

    const Theme& m_theme;
    QString m_path;
    QString m_libraryFile;
    QStringList m_taken;
    PromptImport m_import;
    std::shared_ptr<const PromptFile> m_file;
    std::shared_ptr<const ImportedPrompts> m_prompts; ///< of the whole file; null while it is read
    bool m_saving = false;

    InlineStrip* m_strip;
    PromptFileForm* m_form;
    ImportTabs* m_tabs;
    QCheckBox* m_dropDuplicates = nullptr;
    QLabel* m_counts = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_nameProblem = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_importButton = nullptr;
};

} // namespace rw::ui
