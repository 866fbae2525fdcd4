#include "ui/client/prompt_import.h"

#include "core/library/prompt_library.h"

#include <QThread>

#include <exception>
#include <utility>

namespace rw::ui {

PromptImport::PromptImport(QObject* parent)
    : QObject(parent)
{
}

PromptImport::~PromptImport()
{
    giveUp();
    for (QThread* thread : findChildren<QThread*>())
        thread->wait();
}

void PromptImport::giveUp()
{
    if (m_givenUp)
        *m_givenUp = true;
    m_thread = nullptr;
}

void PromptImport::begin(std::function<void(const Tell&, const std::atomic<bool>&)> work)
{
    giveUp();
    auto givenUp = std::make_shared<std::atomic<bool>>(false);
    m_givenUp = givenUp;
    const Tell tell = [this, givenUp](std::function<void()> act) {
        QMetaObject::invokeMethod(
            this,
            [givenUp, act = std::move(act)] {
                if (!*givenUp)
                    act();
            },
            Qt::QueuedConnection);
    };
    m_thread = QThread::create([this, work = std::move(work), tell, givenUp] {
        try {
            work(tell, *givenUp);
        } catch (const std::exception& failure) {
            const QString sentence = QString::fromUtf8(failure.what());
            tell([this, sentence] {
                m_thread = nullptr;
                emit failed(sentence);
            });
        }
    });
    m_thread->setParent(this);
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    m_thread->start(QThread::LowPriority);
}

void PromptImport::open(const QString& path)
{
    begin([this, path](const Tell& tell, const std::atomic<bool>&) {
        const auto file = std::make_shared<const PromptFile>(PromptFile::open(path.toStdString()));
        tell([this, file] {
            m_thread = nullptr;
            emit opened(file);
        });
    });
}

void PromptImport::read(std::shared_ptr<const PromptFile> file, ImportOptions options)
{
    begin([this, file = std::move(file),
           options = std::move(options)](const Tell& tell, const std::atomic<bool>& givenUp) mutable {
        options.progress = [this, &tell, &givenUp](double share) {
            tell([this, share] { emit progressed(share); });
            return !givenUp;
        };
        const auto prompts = std::make_shared<const ImportedPrompts>(file->read(options));
        tell([this, prompts] {
            m_thread = nullptr;
            emit wasRead(prompts);
        });
    });
}

void PromptImport::save(const QString& libraryFile, const QString& name, const QString& source,
                        std::shared_ptr<const ImportedPrompts> prompts)
{
    begin([this, libraryFile, name, source, prompts = std::move(prompts)](const Tell& tell,
                                                                          const std::atomic<bool>&) {
        PromptLibrary library = PromptLibrary::open(libraryFile.toStdString());
        library.createSet(name.toStdString(), source.toStdString(), prompts->records);
        tell([this] {
            m_thread = nullptr;
            emit saved();
        });
    });
}

} // namespace rw::ui
