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

/// How a reader opens a log.
enum class ReadMode {
    Shared,   ///< another process may write meanwhile
    Immutable ///< nothing beside the file can be made or read: no lock, no -wal
};

/// Without a -wal there is nothing to share, and where none can be made nobody writes.
ReadMode readModeFor(bool folderWritable, bool walThere);

/// The connection to one `run.db`, with its statements prepared once. Throws SQLite::Exception; callers turn
/// it into Error with explained().
class LogDatabase
{
public:
    static std::unique_ptr<LogDatabase> openForWriting(const std::filesystem::path& file);
    static std::unique_ptr<LogDatabase> create(const std::filesystem::path& file);
    static std::unique_ptr<LogDatabase> openForReading(const std::filesystem::path& file, ReadMode mode);

    /// @param name  what SQLite opens: a path, or a URI.
    /// @param flags SQLITE_OPEN_...
    LogDatabase(std::filesystem::path file, const std::string& name, int flags);

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    Query query(std::string_view sql);
    /// Runs statements that are needed once. They give no rows.
    void execute(const std::string& script);
    [[nodiscard]] std::int64_t pragma(const std::string& name);
    [[nodiscard]] std::int64_t lastRow() const { return m_database.getLastInsertRowid(); }
    /// A transaction that may write; rolled back unless committed.
    [[nodiscard]] SQLite::Transaction beginWriting();
    /// One state of the log for several queries.
    [[nodiscard]] SQLite::Transaction beginReading();

private:
    std::filesystem::path m_file;
    SQLite::Database m_database;
    std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>> m_statements;
};

/// Throws the Error that tells a person what `problem` means for the log `file`.
[[noreturn]] void throwExplained(const SQLite::Exception& problem, const std::filesystem::path& file);

/// Calls `work` and turns what SQLite throws into Error.
template <class Work>
auto explained(const std::filesystem::path& file, Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& problem) {
        throwExplained(problem, file);
    }
}

} // namespace rw
