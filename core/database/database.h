#pragma once

#include "core/base/ids.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rw {

/// Bytes to bind, as opposed to text.
struct Blob
{
    const std::string& bytes;
};

/// One run of a prepared statement. The statement is reset when this goes, so that it holds no lock.
class Query
{
public:
    explicit Query(SQLite::Statement& statement)
        : m_statement(statement)
    {
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// Binds the parameters from the first one on.
    template <class... Values>
    Query& bind(const Values&... values)
    {
        (bindNext(values), ...);
        return *this;
    }

    /// The next row; false after the last.
    bool next() { return m_statement.executeStep(); }
    /// Runs a statement that gives no rows. @return rows changed.
    int run() { return m_statement.exec(); }

    [[nodiscard]] bool isNull(int column) const { return m_statement.getColumn(column).isNull(); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_statement.getColumn(column).getInt64(); }
    [[nodiscard]] int smallInteger(int column) const { return static_cast<int>(integer(column)); }
    [[nodiscard]] double number(int column) const { return m_statement.getColumn(column).getDouble(); }
    [[nodiscard]] std::string bytes(int column) const { return m_statement.getColumn(column).getString(); }

private:
    void bindNext(std::int64_t value) { m_statement.bind(m_bound++, value); }
    void bindNext(std::uint64_t value) { bindNext(static_cast<std::int64_t>(value)); } ///< same 64 bits
    void bindNext(int value) { bindNext(static_cast<std::int64_t>(value)); }
    void bindNext(bool value) { bindNext(static_cast<std::int64_t>(value)); }
    void bindNext(double value) { m_statement.bind(m_bound++, value); } ///< NaN becomes NULL
    void bindNext(float value) { bindNext(static_cast<double>(value)); }
    void bindNext(const std::string& text) { m_statement.bind(m_bound++, text); }
    void bindNext(std::string_view text) { bindNext(std::string(text)); }
    void bindNext(const char*) = delete; ///< would become bool
    void bindNext(const Blob& blob);
    template <class Tag>
    void bindNext(Id<Tag> id)
    {
        bindNext(id.value);
    }
    template <class Value>
    void bindNext(const std::optional<Value>& value)
    {
        if (value)
            bindNext(*value);
        else
            m_statement.bind(m_bound++);
    }

    SQLite::Statement& m_statement;
    int m_bound = 1;
};

/// How a reader opens a database.
enum class ReadMode {
    Shared,   ///< another process may write meanwhile
    Immutable ///< nothing beside the file can be made or read: no lock, no -wal
};

/// Without a -wal there is nothing to share, and where none can be made nobody writes.
ReadMode readModeFor(bool folderWritable, bool walThere);

/// The connection to one database file, with its statements prepared once. Throws SQLite::Exception; callers
/// turn it into Error with explained().
class Database
{
public:
    static std::unique_ptr<Database> openForWriting(const std::filesystem::path& file);
    static std::unique_ptr<Database> create(const std::filesystem::path& file);
    static std::unique_ptr<Database> openForReading(const std::filesystem::path& file, ReadMode mode);

    /// @param name  what SQLite opens: a path, or a URI.
    /// @param flags SQLITE_OPEN_...
    Database(std::filesystem::path file, const std::string& name, int flags);

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    Query query(std::string_view sql);
    /// Runs statements that are needed once. They give no rows.
    void execute(const std::string& script);
    [[nodiscard]] std::int64_t pragma(const std::string& name);
    [[nodiscard]] std::int64_t lastRow() const { return m_database.getLastInsertRowid(); }
    /// A transaction that may write; rolled back unless committed.
    [[nodiscard]] SQLite::Transaction beginWriting();
    /// One state of the database for several queries.
    [[nodiscard]] SQLite::Transaction beginReading();

private:
    std::filesystem::path m_file;
    SQLite::Database m_database;
    std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>> m_statements;
};

/// What a program keeps in a database, and how errors speak of it.
struct DatabaseKind
{
    std::string_view name;          ///< with its article: "a run log"
    std::int64_t applicationId;     ///< tells it from other SQLite databases
    std::string_view chooseAnother; ///< the way out where the file is something else
    std::string_view restore;       ///< the way out where it is damaged
};

/// Throws the Error that tells a person what `problem` means for `file`.
[[noreturn]] void throwExplained(const SQLite::Exception& problem, const std::filesystem::path& file,
                                 const DatabaseKind& kind);

/// Calls `work` and turns what SQLite throws into Error.
template <class Work>
auto explained(const std::filesystem::path& file, const DatabaseKind& kind, Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& problem) {
        throwExplained(problem, file, kind);
    }
}

} // namespace rw
