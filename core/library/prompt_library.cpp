#include "core/library/prompt_library.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/library/attempt_rows.h"
#include "core/library/held_out_choice.h"
#include "core/library/library_rows.h"
#include "core/library/schema.h"

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

constexpr double kHighestWeight = 1000.0;

bool isThere(const std::filesystem::path& file)
{
    std::error_code unreadable;
    return std::filesystem::exists(file, unreadable);
}

/// A file that was just made, or whose making was cut off.
bool isBlank(Database& database)
{
    return database.pragma("application_id") == 0 && database.pragma("user_version") == 0 &&
           !database.query("SELECT 1 FROM sqlite_master").next();
}

std::unique_ptr<Database> openDatabase(const std::filesystem::path& file)
{
    return explained(file, kPromptLibrary, [&] {
        if (!isThere(file))
            Database::create(file)->execute("PRAGMA journal_mode = WAL");
        auto database = Database::openForWriting(file);
        if (!isBlank(*database))
            checkKind(*database, kPromptLibrary, libraryMigrations());
        database->execute("PRAGMA journal_mode = WAL");
        migrate(*database, libraryMigrations());
        return database;
    });
}

/// Does `work` in one transaction that may write.
template <class Work>
auto inTransaction(Database& database, Work&& work)
{
    return explained(database.file(), kPromptLibrary, [&] {
        SQLite::Transaction transaction = database.beginWriting();
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto result = work();
            transaction.commit();
            return result;
        }
    });
}

/// Does `work` on one state of the library.
template <class Work>
auto inSnapshot(Database& database, Work&& work)
{
    return explained(database.file(), kPromptLibrary, [&] {
        const SQLite::Transaction transaction = database.beginReading();
        return work();
    });
}

void checkSettings(const PromptSetSettings& settings)
{
    for (const auto& [category, weight] : settings.weights) {
        if (!std::isfinite(weight) || weight < 0.0 || weight > kHighestWeight)
            throw UsageError("The weight of the category \"" + category + "\" must be from 0 to 1000.");
    }
    if (settings.promptFormat)
        validate(*settings.promptFormat);
}

void refuseTakenName(Database& database, std::string_view name, PromptSetId except)
{
    if (database.query("SELECT 1 FROM prompt_sets WHERE name = ? AND id <> ?").bind(name, except).next())
        throw Error("There is a prompt set named \"" + std::string(name) + "\" already.",
                    "Choose another name.");
}

bool isIdTaken(Database& database, PromptSetId set, std::string_view id, LibraryPromptId except = {})
{
    return database.query("SELECT 1 FROM prompts WHERE set_id = ? AND prompt_id = ? AND id <> ?")
        .bind(set, id, except)
        .next();
}

/// `wanted`, or an id made from it that no prompt of the set has.
std::string freeId(Database& database, PromptSetId set, const std::string& wanted)
{
    std::string id = wanted.empty() ? "prompt-1" : wanted;
    const std::string stem = (wanted.empty() ? "prompt" : wanted) + "-";
    for (std::int64_t number = 2; isIdTaken(database, set, id); ++number)
        id = stem + std::to_string(number);
    return id;
}

std::int64_t lastPosition(Database& database, PromptSetId set)
{
    Query row = database.query("SELECT coalesce(max(position), 0) FROM prompts WHERE set_id = ?");
    return row.bind(set).next() ? row.integer(0) : 0;
}

void setHeldOut(Database& database, LibraryPromptId prompt, std::int64_t revision, bool heldOut)
{
    database.query("UPDATE prompts SET held_out = ?1, revision = ?2 WHERE id = ?3 AND held_out <> ?1")
        .bind(heldOut, revision, prompt)
        .run();
}

} // namespace

PromptLibrary::PromptLibrary(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

PromptLibrary::PromptLibrary(PromptLibrary&& other) noexcept = default;
PromptLibrary& PromptLibrary::operator=(PromptLibrary&& other) noexcept = default;
PromptLibrary::~PromptLibrary() = default;

PromptLibrary PromptLibrary::open(const std::filesystem::path& file)
{
    if (file.has_parent_path())
        makeDirectories(file.parent_path());
    return PromptLibrary(openDatabase(file));
}

std::optional<PromptLibrary> PromptLibrary::openIfThere(const std::filesystem::path& file)
{
    if (!isThere(file))
        return std::nullopt;
    return PromptLibrary(openDatabase(file));
}

const std::filesystem::path& PromptLibrary::file() const
{
    return m_database->file();
}

std::int64_t PromptLibrary::dataVersion() const
{
    return explained(file(), kPromptLibrary, [&] { return m_database->pragma("data_version"); });
}

std::vector<PromptSet> PromptLibrary::sets() const
{
    return inSnapshot(*m_database, [&] { return readSets(*m_database); });
}

PromptSet PromptLibrary::set(std::string_view name) const
{
    std::string known;
    const auto wanted = explained(file(), kPromptLibrary, [&] {
        Query row = m_database->query("SELECT id FROM prompt_sets WHERE name = ?");
        return row.bind(name).next() ? PromptSetId{row.integer(0)} : PromptSetId{};
    });
    for (PromptSet& set : sets()) {
        if (set.id == wanted)
            return std::move(set);
        known += (known.empty() ? "" : ", ") + set.name;
    }
    throw Error("There is no prompt set named \"" + std::string(name) + "\" in " + file().string() + ".",
                known.empty() ? "It has none yet; import one with \"rollout-engine prompts import\"."
                              : "It has: " + known + ".");
}

PromptSetId PromptLibrary::createSet(std::string_view name, std::string_view source,
                                     std::span<const PromptRecord> records)
{
    checkSetName(name);
    return inTransaction(*m_database, [&] {
        refuseTakenName(*m_database, name, {});
        m_database
            ->query("INSERT INTO prompt_sets (name, source, created_at, verifiers, weights) "
                    "VALUES (?, ?, ?, '[]', '{}')")
            .bind(name, source, timestampNow())
            .run();
        const PromptSetId set{m_database->lastRow()};
        const std::int64_t revision = nextRevision(*m_database);
        std::int64_t position = 0;
        for (const PromptRecord& record : records)
            insertPrompt(*m_database, set, ++position, revision, record);
        return set;
    });
}

void PromptLibrary::renameSet(PromptSetId set, std::string_view name)
{
    checkSetName(name);
    inTransaction(*m_database, [&] {
        refuseTakenName(*m_database, name, set);
        m_database->query("UPDATE prompt_sets SET name = ? WHERE id = ?").bind(name, set).run();
    });
}

void PromptLibrary::setSettings(PromptSetId set, const PromptSetSettings& settings)
{
    checkSettings(settings);
    inTransaction(*m_database, [&] { writeSettings(*m_database, set, settings); });
}

void PromptLibrary::deleteSet(PromptSetId set)
{
    inTransaction(*m_database,
                  [&] { m_database->query("DELETE FROM prompt_sets WHERE id = ?").bind(set).run(); });
}

std::vector<LibraryPrompt> PromptLibrary::prompts(PromptSetId set) const
{
    return inSnapshot(*m_database, [&] { return readPrompts(*m_database, "p.set_id = ?", {set.value}); });
}

std::vector<LibraryPromptId> PromptLibrary::addPrompts(PromptSetId set, std::span<const PromptRecord> records)
{
    return inTransaction(*m_database, [&] {
        const std::int64_t revision = nextRevision(*m_database);
        std::int64_t position = lastPosition(*m_database, set);
        std::vector<LibraryPromptId> ids;
        for (PromptRecord record : records) {
            record.prompt.id = freeId(*m_database, set, record.prompt.id);
            ids.push_back(insertPrompt(*m_database, set, ++position, revision, record));
        }
        return ids;
    });
}

void PromptLibrary::updatePrompt(LibraryPromptId prompt, const PromptRecord& record)
{
    inTransaction(*m_database, [&] {
        Query row = m_database->query("SELECT set_id FROM prompts WHERE id = ?");
        if (row.bind(prompt).next() &&
            isIdTaken(*m_database, PromptSetId{row.integer(0)}, record.prompt.id, prompt))
            throw Error("Another prompt of the set has the id \"" + record.prompt.id + "\".",
                        "Choose another id.");
        rw::updatePrompt(*m_database, prompt, nextRevision(*m_database), record);
    });
}

void PromptLibrary::deletePrompts(std::span<const LibraryPromptId> prompts)
{
    inTransaction(*m_database, [&] {
        const std::int64_t revision = nextRevision(*m_database);
        for (const LibraryPromptId prompt : prompts) {
            m_database->query("INSERT INTO removed_prompts SELECT id, set_id, ? FROM prompts WHERE id = ?")
                .bind(revision, prompt)
                .run();
            m_database->query("DELETE FROM prompts WHERE id = ?").bind(prompt).run();
        }
    });
}

void PromptLibrary::tag(std::span<const LibraryPromptId> prompts, std::string_view tag, bool on)
{
    inTransaction(*m_database, [&] {
        const std::int64_t revision = nextRevision(*m_database);
        for (const LibraryPromptId prompt : prompts) {
            std::vector<std::string> tags;
            {
                Query row = m_database->query("SELECT tags FROM prompts WHERE id = ?");
                if (!row.bind(prompt).next())
                    continue;
                tags = readTags(row.bytes(0));
            }
            const auto found = std::find(tags.begin(), tags.end(), tag);
            if ((found != tags.end()) == on)
                continue;
            if (on)
                tags.emplace_back(tag);
            else
                tags.erase(found);
            m_database->query("UPDATE prompts SET tags = ?, revision = ? WHERE id = ?")
                .bind(tagsJson(tags), revision, prompt)
                .run();
        }
    });
}

void PromptLibrary::setSplit(std::span<const LibraryPromptId> prompts, PromptSplit split)
{
    inTransaction(*m_database, [&] {
        const std::int64_t revision = nextRevision(*m_database);
        for (const LibraryPromptId prompt : prompts)
            setHeldOut(*m_database, prompt, revision, split == PromptSplit::HeldOut);
    });
}

std::int64_t PromptLibrary::splitSet(PromptSetId set, double heldOutShare, std::uint64_t seed)
{
    if (!(heldOutShare >= 0.0 && heldOutShare <= 1.0))
        throw UsageError("The share to hold out must be from 0 to 1.");
    return inTransaction(*m_database, [&] {
        std::vector<LibraryPromptId> ids;
        std::vector<Choosable> prompts;
        {
            Query row = m_database->query("SELECT id, prompt_id, category FROM prompts WHERE set_id = ?");
            for (row.bind(set); row.next();) {
                ids.push_back({row.integer(0)});
                prompts.push_back({row.bytes(1), row.bytes(2)});
            }
        }
        const std::vector<bool> heldOut = chooseHeldOut(prompts, heldOutShare, seed);
        const std::int64_t revision = nextRevision(*m_database);
        for (std::size_t i = 0; i < ids.size(); ++i)
            setHeldOut(*m_database, ids[i], revision, heldOut[i]);
        return static_cast<std::int64_t>(std::count(heldOut.begin(), heldOut.end(), true));
    });
}

std::int64_t PromptLibrary::promptsRevision(PromptSetId set) const
{
    return explained(file(), kPromptLibrary, [&] {
        Query row = m_database->query(
            "SELECT max(coalesce((SELECT max(revision) FROM prompts WHERE set_id = ?1), 0), "
            "coalesce((SELECT max(revision) FROM removed_prompts WHERE set_id = ?1), 0))");
        return row.bind(set).next() ? row.integer(0) : 0;
    });
}

void PromptLibrary::recordAttempts(PromptSetId set, std::span<const PromptAttempt> attempts)
{
    inTransaction(*m_database, [&] { rw::recordAttempts(*m_database, set, attempts); });
}

void PromptLibrary::recordAttemptsAgain(std::span<const PromptAttempt> attempts)
{
    inTransaction(*m_database, [&] { rw::recordAttemptsAgain(*m_database, attempts); });
}

std::set<std::int64_t> PromptLibrary::groupsTried(std::string_view run) const
{
    return inSnapshot(*m_database, [&] { return readGroupsTried(*m_database, run); });
}

std::vector<PromptAttempt> PromptLibrary::attempts(LibraryPromptId prompt) const
{
    return inSnapshot(*m_database, [&] { return readAttempts(*m_database, prompt); });
}

std::int64_t PromptLibrary::revision() const
{
    return explained(file(), kPromptLibrary, [&] { return currentRevision(*m_database); });
}

LibraryChanges PromptLibrary::changesAfter(PromptSetId set, std::int64_t revision) const
{
    return inSnapshot(*m_database, [&] {
        LibraryChanges changes;
        changes.revision = currentRevision(*m_database);
        changes.changed = readPrompts(*m_database, "p.set_id = ? AND (p.revision > ? OR t.revision > ?)",
                                      {set.value, revision, revision});
        Query row = m_database->query("SELECT prompt FROM removed_prompts WHERE set_id = ? AND revision > ?");
        for (row.bind(set, revision); row.next();)
            changes.removed.push_back({row.integer(0)});
        return changes;
    });
}

} // namespace rw
