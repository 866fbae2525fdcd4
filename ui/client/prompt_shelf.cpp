#include "ui/client/prompt_shelf.h"

#include "core/base/atomic_file.h"

#include <QStringList>

#include <algorithm>
#include <exception>
#include <unordered_set>

namespace rw::ui {

namespace {

constexpr int kPollMilliseconds = 1000;

} // namespace

PromptShelf::PromptShelf(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_poll.setInterval(kPollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &PromptShelf::poll);
    reload();
}

QStringList PromptShelf::names() const
{
    QStringList names;
    for (const PromptSet& set : m_sets)
        names << QString::fromStdString(set.name);
    return names;
}

const LibraryPrompt* PromptShelf::find(const std::string& promptId) const
{
    const auto place = m_places.find(promptId);
    return place == m_places.end() ? nullptr : &m_prompts[place->second];
}

std::vector<PromptAttempt> PromptShelf::attempts(const LibraryPrompt& prompt)
{
    std::vector<PromptAttempt> attempts;
    attempt([&] { attempts = m_library->attempts(prompt.id); });
    return attempts;
}

void PromptShelf::reload()
{
    try {
        m_library.reset();
        m_library.emplace(PromptLibrary::open(m_file.toStdString()));
        m_problem.clear();
        m_version = m_library->dataVersion();
        readSets();
        m_poll.start();
    } catch (const std::exception& failure) {
        m_library.reset();
        m_sets.clear();
        m_problem = QString::fromUtf8(failure.what());
        m_poll.stop();
    }
    emit setsChanged();
}

bool PromptShelf::open(const QString& name)
{
    m_current.reset();
    m_prompts.clear();
    const bool done = name.isEmpty() || attempt([&] {
                          m_current = m_library->set(name.toStdString());
                          readPrompts();
                      });
    if (!done)
        m_current.reset();
    indexPrompts();
    emit opened();
    return done;
}

bool PromptShelf::attempt(const std::function<void()>& work)
{
    if (!m_library) {
        emit failed(m_problem);
        return false;
    }
    try {
        work();
        return true;
    } catch (const std::exception& failure) {
        emit failed(QString::fromUtf8(failure.what()));
        return false;
    }
}

/// A change of the library, and what the window shows of it read anew.
bool PromptShelf::change(const std::function<void()>& work)
{
    const bool done = attempt([&] {
        work();
        readSets();
        readChanges();
    });
    emit setsChanged();
    emit promptsChanged();
    return done;
}

void PromptShelf::poll()
{
    if (!m_library)
        return;
    attempt([this] {
        const std::int64_t version = m_library->dataVersion();
        if (version == m_version)
            return;
        m_version = version;
        readSets();
        readChanges();
        emit setsChanged();
        emit promptsChanged();
    });
}

void PromptShelf::readSets()
{
    m_sets = m_library->sets();
    if (!m_current)
        return;
    const auto same =
        std::ranges::find_if(m_sets, [this](const PromptSet& set) { return set.id == m_current->id; });
    if (same == m_sets.end())
        m_current.reset();
    else
        m_current = *same;
}

void PromptShelf::readPrompts()
{
    m_revision = m_library->revision();
    m_prompts = m_library->prompts(m_current->id);
}

/// Of tens of thousands of prompts a training step changes a few.
void PromptShelf::readChanges()
{
    if (!m_current) {
        m_prompts.clear();
        indexPrompts();
        return;
    }
    LibraryChanges changes = m_library->changesAfter(m_current->id, m_revision);
    m_revision = changes.revision;
    std::unordered_map<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < m_prompts.size(); ++i)
        places.emplace(m_prompts[i].id.value, i);
    for (LibraryPrompt& prompt : changes.changed) {
        const auto place = places.find(prompt.id.value);
        if (place == places.end())
            m_prompts.push_back(std::move(prompt));
        else
            m_prompts[place->second] = std::move(prompt);
    }
    std::unordered_set<std::int64_t> removed;
    for (const LibraryPromptId id : changes.removed)
        removed.insert(id.value);
    if (!removed.empty())
        std::erase_if(m_prompts,
                      [&](const LibraryPrompt& prompt) { return removed.contains(prompt.id.value); });
    indexPrompts();
}

void PromptShelf::indexPrompts()
{
    m_places.clear();
    m_places.reserve(m_prompts.size());
    for (std::size_t i = 0; i < m_prompts.size(); ++i)
        m_places.emplace(m_prompts[i].record.prompt.id, i);
}

bool PromptShelf::addPrompt(PromptSetId set, const PromptRecord& record)
{
    return change([&] { m_library->addPrompts(set, std::span(&record, 1)); });
}

bool PromptShelf::updatePrompt(const LibraryPrompt& prompt, const PromptRecord& record)
{
    const LibraryPromptId id = prompt.id; // the prompt is read anew meanwhile
    return change([&] { m_library->updatePrompt(id, record); });
}

bool PromptShelf::deletePrompts(std::span<const LibraryPromptId> prompts)
{
    return change([&] { m_library->deletePrompts(prompts); });
}

bool PromptShelf::tag(std::span<const LibraryPromptId> prompts, const QString& tag, bool on)
{
    return change([&] { m_library->tag(prompts, tag.toStdString(), on); });
}

bool PromptShelf::setSplit(std::span<const LibraryPromptId> prompts, PromptSplit split)
{
    return change([&] { m_library->setSplit(prompts, split); });
}

bool PromptShelf::splitCurrent(double heldOutShare, std::uint64_t seed)
{
    return m_current && change([&] { m_library->splitSet(m_current->id, heldOutShare, seed); });
}

bool PromptShelf::setSettings(const PromptSetSettings& settings)
{
    return m_current && change([&] { m_library->setSettings(m_current->id, settings); });
}

bool PromptShelf::createSet(const QString& name)
{
    return change([&] { m_library->createSet(name.toStdString(), {}, {}); });
}

bool PromptShelf::renameCurrent(const QString& name)
{
    return m_current && change([&] { m_library->renameSet(m_current->id, name.toStdString()); });
}

bool PromptShelf::deleteCurrent()
{
    if (!m_current || !attempt([this] { m_library->deleteSet(m_current->id); }))
        return false;
    open({});
    reload();
    return true;
}

bool PromptShelf::exportCurrent(const QString& path)
{
    return attempt([&] {
        std::string lines;
        for (const LibraryPrompt& prompt : m_prompts)
            lines += recordLine(prompt.record) + '\n';
        writeFileAtomically(path.toStdString(), lines);
    });
}

} // namespace rw::ui
