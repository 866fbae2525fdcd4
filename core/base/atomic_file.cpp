#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rw {

namespace {

/// A file descriptor that is closed when it goes.
class Descriptor
{
public:
    explicit Descriptor(int value)
        : m_value(value)
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return m_value; }

private:
    int m_value;
};

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path, int errorNumber)
{
    const bool full = errorNumber == ENOSPC || errorNumber == EDQUOT;
    throw Error(std::string(what) + " " + path.string() + ": " + systemErrorText(errorNumber) + ".",
                full ? "Free some space or choose another place." : "");
}

void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            fail("Cannot write", path, errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Removes a temporary file unless it was kept.
struct TemporaryFile
{
    std::filesystem::path path;
    bool kept = false;
    ~TemporaryFile()
    {
        if (!kept)
            ::unlink(path.c_str());
    }
};

} // namespace

void writeFileAtomically(const std::filesystem::path& path,
                         const std::function<void(const ByteSink&)>& produce)
{
    TemporaryFile temporary{path.string() + ".part-" + std::to_string(::getpid())};
    {
        const Descriptor file(::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (file.get() < 0) {
            temporary.kept = true;
            fail("Cannot create", path, errno);
        }
        produce([&](std::string_view bytes) { writeAll(file.get(), bytes, path); });
        if (::fsync(file.get()) != 0)
            fail("Cannot write", path, errno);
    }
    if (::rename(temporary.path.c_str(), path.c_str()) != 0)
        fail("Cannot replace", path, errno);
    temporary.kept = true;
    syncDirectory(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    writeFileAtomically(path, [content](const ByteSink& sink) { sink(content); });
}

std::string readFile(const std::filesystem::path& path, std::size_t limit)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0)
        fail("Cannot open", path, errno);
    struct stat info = {};
    if (::fstat(file.get(), &info) != 0)
        fail("Cannot read", path, errno);
    if (!S_ISREG(info.st_mode)) {
        throw Error(path.string() +
                        (S_ISDIR(info.st_mode) ? " is a folder, not a file." : " is not a regular file."),
                    "Choose a file.");
    }
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > limit) {
        throw Error(path.string() + " has " + std::to_string(size) + " bytes; at most " +
                    std::to_string(limit) + " are read for this kind of file.");
    }
    std::string content(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(file.get(), content.data() + have, size - have);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            fail("Cannot read", path, errno);
        }
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    content.resize(have);
    return content;
}

void syncDirectory(const std::filesystem::path& directory)
{
    const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || (::fsync(folder.get()) != 0 && errno != EINVAL))
        fail("Cannot sync", directory, errno);
}

void makeDirectories(const std::filesystem::path& directory)
{
    std::error_code problem;
    std::filesystem::create_directories(directory, problem);
    if (problem)
        throw Error("Cannot create the folder " + directory.string() + ": " + problem.message() + ".",
                    "Choose a place you can write to.");
}

} // namespace rw
