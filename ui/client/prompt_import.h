#pragma once

#include "core/prompts/prompt_file.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

class QThread;

namespace rw::ui {

/// Reads a file of prompts on a thread of its own, so that the window stays quick however large the file is.
/// Lives on the GUI thread; signals come from there. What was begun last counts: beginning something gives up
/// what is under way. No exception leaves it.
class PromptImport : public QObject
{
    Q_OBJECT

public:
    explicit PromptImport(QObject* parent = nullptr);
    ~PromptImport() override; ///< gives up, waits for the thread

    void open(const QString& path);                                           ///< opened()
    void read(std::shared_ptr<const PromptFile> file, ImportOptions options); ///< wasRead()
    /// Makes a set of the library of it. saved()
    void save(const QString& libraryFile, const QString& name, const QString& source,
              std::shared_ptr<const ImportedPrompts> prompts);
    void giveUp(); ///< nothing is told of it
    [[nodiscard]] bool isBusy() const { return m_thread != nullptr; }

signals:
    void opened(const std::shared_ptr<const rw::PromptFile>& file);
    void progressed(double share);
    void wasRead(const std::shared_ptr<const rw::ImportedPrompts>& prompts);
    void saved();
    void failed(const QString& sentence);

private:
    using Tell = std::function<void(std::function<void()>)>;

    /// Runs `work` on a new thread. What it tells is done on the GUI thread unless something else was begun.
    void begin(std::function<void(const Tell&, const std::atomic<bool>&)> work);

    std::shared_ptr<std::atomic<bool>> m_givenUp;
    QThread* m_thread = nullptr;
};

} // namespace rw::ui
