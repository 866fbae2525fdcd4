#include "core/process/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

namespace {

struct ProcessStat
{
    pid_t pid = 0;
    pid_t parent = 0;
    std::uint64_t ticks = 0;
    std::uint64_t pages = 0;
};

std::uint64_t number(std::string_view text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The fields of /proc/PID/stat behind the name, which may hold anything: "state ppid pgrp ...".
std::optional<ProcessStat> parseStat(pid_t pid, std::string_view line)
{
    constexpr std::size_t kParent = 1;
    constexpr std::size_t kUserTicks = 11;
    constexpr std::size_t kWaitedSystemTicks = 14;
    constexpr std::size_t kPages = 21;
    const std::size_t nameEnd = line.rfind(')');
    if (nameEnd == std::string_view::npos || nameEnd + 2 > line.size())
        return std::nullopt;
    line.remove_prefix(nameEnd + 2);
    ProcessStat stat{.pid = pid};
    for (std::size_t field = 0; field <= kPages && !line.empty(); ++field) {
        const std::string_view value = line.substr(0, line.find(' '));
        if (field == kParent)
            stat.parent = static_cast<pid_t>(number(value));
        else if (field >= kUserTicks && field <= kWaitedSystemTicks)
            stat.ticks += number(value);
        else if (field == kPages)
            stat.pages = number(value);
        line.remove_prefix(std::min(line.size(), value.size() + 1));
    }
    return stat;
}

std::optional<ProcessStat> readStat(const char* folder)
{
    const auto pid = static_cast<pid_t>(number(folder));
    if (pid == 0)
        return std::nullopt;
    const std::string path = "/proc/" + std::string(folder) + "/stat";
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return std::nullopt; // it has ended
    std::array<char, 1024> bytes{};
    const ssize_t size = ::read(file, bytes.data(), bytes.size());
    ::close(file);
    return size <= 0 ? std::nullopt : parseStat(pid, {bytes.data(), static_cast<std::size_t>(size)});
}

std::vector<ProcessStat> allProcesses()
{
    std::vector<ProcessStat> all;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), &::closedir);
    if (!folder)
        return all;
    while (const dirent* entry = ::readdir(folder.get())) {
        if (const auto stat = readStat(static_cast<const char*>(entry->d_name)))
            all.push_back(*stat);
    }
    return all;
}

} // namespace

TreeUse treeUse(pid_t root)
{
    std::vector<ProcessStat> others = allProcesses();
    std::vector<pid_t> family{root};
    TreeUse use;
    const auto pageBytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto ticksPerSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const auto count = [&](const ProcessStat& process) {
        ++use.processes;
        use.residentBytes += process.pages * pageBytes;
        use.cpuSeconds += static_cast<double>(process.ticks) / ticksPerSecond;
    };
    for (std::size_t i = 0; i < family.size(); ++i) {
        std::erase_if(others, [&](const ProcessStat& process) {
            if (process.pid == root && i == 0) {
                count(process);
                return true;
            }
            if (process.parent != family[i])
                return false;
            family.push_back(process.pid);
            count(process);
            return true;
        });
    }
    return use;
}

} // namespace rw
