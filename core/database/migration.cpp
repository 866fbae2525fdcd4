#include "core/database/migration.h"

#include "core/base/error.h"

namespace rw {

void migrate(Database& database, std::span<const std::string_view> history)
{
    const auto newest = static_cast<std::int64_t>(history.size());
    while (database.pragma("user_version") < newest) {
        SQLite::Transaction transaction = database.beginWriting();
        const std::int64_t version = database.pragma("user_version");
        if (version >= newest)
            return; // another process was faster
        database.execute(std::string(history[static_cast<std::size_t>(version)]));
        database.execute("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

void checkKind(Database& database, const DatabaseKind& kind, std::span<const std::string_view> history)
{
    const std::string name = database.file().string();
    const std::int64_t version = database.pragma("user_version");
    if (database.pragma("application_id") != kind.applicationId || version < 1)
        throw Error(name + " is not " + std::string(kind.name) + ": it is another kind of database.",
                    kind.chooseAnother);
    if (version > static_cast<std::int64_t>(history.size())) {
        throw Error(name + " was written by a newer version of this program (schema " +
                        std::to_string(version) + ", known up to " + std::to_string(history.size()) + ").",
                    "Update Rollout Workbench.");
    }
}

} // namespace rw
