#include "core/checking/sandbox.h"

#include "core/base/error.h"
#include "core/process/child_process.h"
#include "core/process/end_sentence.h"

#include <chrono>
#include <filesystem>
#include <string_view>
#include <utility>

namespace rw {

namespace {

using namespace std::chrono_literals;

constexpr auto kProbeTime = 10s;
constexpr std::string_view kTemporaryBytes = "67108864"; ///< of the private /tmp
constexpr unsigned kOwnProcesses = 2;                    ///< bubblewrap outside, and inside as the first

/// Where installed programs and their libraries are, beside /usr.
constexpr std::string_view kSystemFolders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
/// What they cannot do without. The rest of /etc is nobody's business.
constexpr std::string_view kSystemFiles[] = {"/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime"};

void add(std::vector<std::string>& arguments, std::initializer_list<std::string_view> more)
{
    arguments.insert(arguments.end(), more.begin(), more.end());
}

/// No unshare-all: what it cannot have it leaves out without a word.
void addNamespaces(std::vector<std::string>& arguments)
{
    add(arguments, {"--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
                    "--unshare-cgroup-try", "--disable-userns", "--uid", "65534", "--gid", "65534",
                    "--hostname", "sandbox", "--cap-drop", "ALL", "--new-session", "--die-with-parent"});
}

void addSystem(std::vector<std::string>& arguments)
{
    add(arguments, {"--ro-bind", "/usr", "/usr"});
    for (const std::string_view folder : kSystemFolders) {
        if (std::filesystem::is_symlink(folder))
            add(arguments, {"--symlink", std::filesystem::read_symlink(folder).string(), folder});
        else
            add(arguments, {"--ro-bind-try", folder, folder});
    }
    for (const std::string_view file : kSystemFiles)
        add(arguments, {"--ro-bind-try", file, file});
    add(arguments, {"--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", kTemporaryBytes,
                    "--tmpfs", "/tmp"});
}

/// Users that are not root get their processes counted inside alone: outside, the whole desktop would count.
void addProcessLimit(std::vector<std::string>& arguments, unsigned processes)
{
    constexpr std::string_view kPrlimit = "/usr/bin/prlimit";
    if (processes != 0 && std::filesystem::exists(kPrlimit)) {
        arguments.emplace_back(kPrlimit);
        arguments.push_back("--nproc=" + std::to_string(processes));
    }
}

ProcessCommand probe()
{
    return {.arguments = {"/usr/bin/true"}, .environment = {}, .directory = {}, .limits = {.processes = 16}};
}

} // namespace

Sandbox::Sandbox(std::string bubblewrap)
    : m_bubblewrap(std::move(bubblewrap))
{
    const std::string refusal = "There is no sandbox to run the program in, and it is not run without: ";
    if (!findProgram(m_bubblewrap))
        throw Error(refusal + "the program " + m_bubblewrap + " is not there.",
                    "Install the package bubblewrap, or choose another verifier.");
    ChildProcess child(enclose(probe()));
    child.readToEnd(ChildProcess::Clock::now() + kProbeTime);
    if (child.end()->cause != ProcessEnd::Cause::Exited || child.end()->code != 0)
        throw Error(
            refusal + m_bubblewrap + " " + endSentence(child),
            "Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1; in a container, its own "
            "settings), or choose another verifier.");
}

ProcessCommand Sandbox::enclose(const ProcessCommand& command, const std::vector<std::string>& shown) const
{
    ProcessCommand enclosed = command;
    std::vector<std::string>& arguments = enclosed.arguments;
    arguments = {m_bubblewrap};
    addNamespaces(arguments);
    addSystem(arguments);
    for (const std::string& path : shown)
        add(arguments, {"--ro-bind", path, path});
    add(arguments, {"--remount-ro", "/dev", "--remount-ro", "/", "--chdir",
                    command.directory.empty() ? "/tmp" : std::string_view(command.directory), "--"});
    addProcessLimit(arguments, command.limits.processes);
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    enclosed.directory = "/";
    if (command.limits.processes != 0)
        enclosed.limits.processes += kOwnProcesses;
    return enclosed;
}

} // namespace rw
