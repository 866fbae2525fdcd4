#include "core/database/database.h"

#include "core/base/error.h"

#include <sqlite3.h>

namespace rw {

namespace {

constexpr int kBusyMilliseconds = 5000;

/// A file name as SQLite's URIs take it (https://sqlite.org/uri.html).
std::string uriOf(const std::filesystem::path& file)
{
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    }
    return uri;
}

} // namespace

Query::~Query()
{
    m_statement.tryReset();
    m_statement.clearBindings();
}

void Query::bindNext(const Blob& blob)
{
    m_statement.bind(m_bound++, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
}

ReadMode readModeFor(bool folderWritable, bool walThere)
{
    return folderWritable || walThere ? ReadMode::Shared : ReadMode::Immutable;
}

Database::Database(std::filesystem::path file, const std::string& name, int flags)
    : m_file(std::move(file))
    , m_database(name, flags, kBusyMilliseconds)
{
}

std::unique_ptr<Database> Database::create(const std::filesystem::path& file)
{
    return std::make_unique<Database>(file, file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

std::unique_ptr<Database> Database::openForWriting(const std::filesystem::path& file)
{
    auto database = std::make_unique<Database>(file, file.string(), SQLITE_OPEN_READWRITE);
    database->execute(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;");
    return database;
}

std::unique_ptr<Database> Database::openForReading(const std::filesystem::path& file, ReadMode mode)
{
    if (mode == ReadMode::Shared)
        return std::make_unique<Database>(file, file.string(), SQLITE_OPEN_READONLY);
    return std::make_unique<Database>(file, uriOf(file) + "?immutable=1",
                                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

Query Database::query(std::string_view sql)
{
    const auto found = m_statements.find(sql);
    if (found != m_statements.end())
        return Query(*found->second);
    auto statement = std::make_unique<SQLite::Statement>(m_database, std::string(sql));
    return Query(*m_statements.emplace(std::string(sql), std::move(statement)).first->second);
}

void Database::execute(const std::string& script)
{
    m_database.exec(script);
}

std::int64_t Database::pragma(const std::string& name)
{
    Query query = this->query("PRAGMA " + name);
    return query.next() ? query.integer(0) : 0;
}

SQLite::Transaction Database::beginWriting()
{
    return SQLite::Transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
}

SQLite::Transaction Database::beginReading()
{
    return SQLite::Transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
}

void throwExplained(const SQLite::Exception& problem, const std::filesystem::path& file,
                    const DatabaseKind& kind)
{
    const std::string name = file.string();
    switch (problem.getErrorCode()) {
    case SQLITE_NOTADB:
        throw Error(name + " is not " + std::string(kind.name) + ": it is no SQLite database.",
                    kind.chooseAnother);
    case SQLITE_CORRUPT:
        throw Error(name + " is damaged: " + problem.what() + ".", kind.restore);
    case SQLITE_FULL:
        throw Error("The disk is full: " + name + " cannot be written.", "Free some space and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        throw Error(name + " cannot be written: " + problem.what() + ".",
                    "Choose a folder you can write to.");
    case SQLITE_CANTOPEN:
        throw Error(
            name + " cannot be opened: " + problem.what() + ".",
            "Look whether the file and its folder can be read, or copy the folder to a place of yours.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(name + " is held by another program.", "Close that program and try again.");
    default:
        throw Error(name + ", " + std::string(kind.name) + ", failed: " + problem.what() + ".");
    }
}

} // namespace rw
