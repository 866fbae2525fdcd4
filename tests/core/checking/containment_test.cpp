// What a verifier program can do to this machine: nothing. Runs where bubblewrap and user namespaces are to
// be had, and says how much of it did.
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/checking/program_verifier.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/checking/local_listeners.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <thread>

namespace rw {

namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using Clock = std::chrono::steady_clock;
using Options = std::map<std::string, std::string>;

const Prompt kPrompt{.id = "p", .text = "What is 1 + 2?", .answer = "3", .category = {}};

/// A Python program that says what it finds in `found`.
constexpr std::string_view kBegin = R"(import json, os, socket, subprocess, sys, time
question = json.load(sys.stdin)
found = []
)";
constexpr std::string_view kEnd = R"(
print(json.dumps({"verdict": "wrong", "message": " ".join(found)}))
)";

class Containment : public ::testing::Test
{
protected:
    /// The verdict of a Python program with `body` between its beginning and its end.
    Verdict run(std::string_view body, Options options = {})
    {
        const auto file =
            m_folder.write("check.py", std::string(kBegin) + std::string(body) + std::string(kEnd));
        VerifierSpec spec;
        spec.name = "program";
        spec.options = std::move(options);
        spec.options["command"] = "python3";
        spec.options["arguments"] = file.string();
        const auto verifier = makeProgramVerifier(spec, *m_sandbox);
        return verifier->verify(kPrompt, "It is 3.", FinishReason::Stop);
    }

    /// What a program found that it should not have, empty where all is well.
    std::string finds(std::string_view body)
    {
        const Verdict verdict = run(body);
        return verdict.outcome == Outcome::Wrong ? verdict.message : "It failed: " + verdict.message;
    }

    void reachesNoNetwork();
    void writesNowhere();
    void readsNothingOfThePersons();
    void hasATmpOfItsOwn();
    void seesNoOtherProcess();
    void gainsNoPrivileges();
    void forkBombIsStopped();
    void memoryHogIsStopped();
    void manySmallMemoryHogsAreStopped();
    void endlessOutputIsStopped();
    void endlessComplaintIsStopped();
    void endlessLoopIsStopped();
    void sleeperIsStopped();
    void daemonDiesWithIt();
    void filesAreLimited();

    const test::TemporaryDirectory m_folder;
    std::optional<Sandbox> m_sandbox;
};

/// How many processes run whose command line has `word` in it.
int processesNaming(std::string_view word)
{
    int count = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        std::ifstream file(entry.path() / "cmdline", std::ios::binary);
        std::string line;
        std::getline(file, line); // one that just ended cannot be read
        count += line.find(word) != std::string::npos ? 1 : 0;
    }
    return count;
}

bool allDie(std::string_view word)
{
    const auto patience = Clock::now() + 10s;
    while (processesNaming(word) > 0 && Clock::now() < patience)
        std::this_thread::yield();
    return processesNaming(word) == 0;
}

void Containment::reachesNoNetwork()
{
    const test::LocalListeners listeners(m_folder / "socket");
    EXPECT_EQ(finds(R"(
def reach(name, family, address):
    with socket.socket(family) as s:
        s.settimeout(2)
        try:
            s.connect(address)
            found.append(name)
        except OSError:
            pass
reach("this machine", socket.AF_INET, ("127.0.0.1", )" +
                    std::to_string(listeners.port()) + R"())
reach("the world", socket.AF_INET, ("1.1.1.1", 80))
reach("abstract socket", socket.AF_UNIX, "\0)" +
                    listeners.abstractName() + R"(")
reach("socket in a folder", socket.AF_UNIX, ")" +
                    (m_folder / "socket").string() + R"(")
found += [name for _, name in socket.if_nameindex() if name != "lo"]
)"),
              "");
}

void Containment::writesNowhere()
{
    EXPECT_EQ(finds(R"(
for folder in ["/", "/usr", "/usr/bin", "/etc", "/dev", "/dev/shm", "/var/tmp", "/home", "/root", "/proc/self"]:
    try:
        open(folder + "/written", "w").close()
        found.append(folder)
    except OSError:
        pass
try:
    open(sys.argv[0], "a").close()
    found.append("its own file")
except OSError:
    pass
)"),
              "");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "written"));
}

void Containment::readsNothingOfThePersons()
{
    static_cast<void>(m_folder.write("secret", "42"));
    ASSERT_EQ(setenv("RW_SECRET", "42", 1), 0);
    const std::string found = finds("secret = \"" + (m_folder / "secret").string() + R"("
found += [p for p in ["/etc/passwd", "/home", "/root", "/run", "/var", secret] if os.path.exists(p)]
found += [name for name in os.environ if name == "RW_SECRET"]
found += os.listdir("/proc/self/fd")[4:]
)");
    unsetenv("RW_SECRET");
    EXPECT_EQ(found, "");
}

void Containment::hasATmpOfItsOwn()
{
    const auto marker = std::filesystem::temp_directory_path() / "rw-containment-marker";
    std::ofstream(marker) << "outside";
    EXPECT_EQ(finds(R"(
if os.path.exists(")" +
                    marker.string() + R"("): found.append("the marker outside")
open("/tmp/mine", "w").write("works")
if open("/tmp/mine").read() != "works": found.append("no private /tmp")
)"),
              "");
    EXPECT_EQ(finds(R"(if os.path.exists("/tmp/mine"): found.append("what the one before wrote"))"), "");
    EXPECT_FALSE(std::filesystem::exists("/tmp/mine"));
    std::filesystem::remove(marker);
}

void Containment::seesNoOtherProcess()
{
    EXPECT_EQ(finds("os.kill(1, 0)\n"
                    "if len([p for p in os.listdir('/proc') if p.isdigit()]) > 3: found.append('others')\n"
                    "try: os.kill(" +
                    std::to_string(::getpid()) + ", 0); found.append('this test')\nexcept OSError: pass\n"),
              "");
}

void Containment::gainsNoPrivileges()
{
    EXPECT_EQ(finds(R"(
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
found += [cap for cap in ("CapEff", "CapPrm", "CapBnd") if int(status[cap], 16) != 0]
if status["NoNewPrivs"].strip() != "1": found.append("new privileges")
for command in (["unshare", "-Ur", "true"], ["mount", "-t", "tmpfs", "none", "/tmp"]):
    if subprocess.run(command, capture_output=True).returncode == 0: found.append(command[0])
)"),
              "");
}

void Containment::forkBombIsStopped()
{
    const Verdict verdict =
        run("while True:\n"
            "    try:\n        os.fork()\n    except OSError:\n        pass  # rw-fork-bomb\n",
            {{"deadline", "3"}, {"cpu", "60"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, AnyOf(HasSubstr("processes and was killed"), HasSubstr("was killed")));
    EXPECT_TRUE(allDie(m_folder.path().string()));
}

void Containment::memoryHogIsStopped()
{
    const Verdict verdict = run("x = bytearray(2 << 30)", {{"memory", "64"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("MemoryError"));
}

void Containment::manySmallMemoryHogsAreStopped()
{
    const Verdict verdict = run("for _ in range(8):\n"
                                "    if os.fork() == 0:\n"
                                "        x = bytearray(40 << 20)\n        time.sleep(1000)\n"
                                "time.sleep(1000)\n",
                                {{"memory", "128"}, {"deadline", "60"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("took more than 128 MB of memory and was killed"));
    EXPECT_TRUE(allDie(m_folder.path().string()));
}

void Containment::endlessOutputIsStopped()
{
    const Verdict verdict = run("while True: print('y' * 1000)", {{"output", "16"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("wrote more than 16 KB and was killed"));
}

void Containment::endlessComplaintIsStopped()
{
    const Verdict verdict = run("while True: print('y' * 1000, file=sys.stderr)", {{"deadline", "0.5"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("took longer than 0.5 s and was killed"));
}

void Containment::endlessLoopIsStopped()
{
    const Verdict verdict = run("while True: pass", {{"cpu", "0.3"}, {"deadline", "60"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("used more than 0.3 s of processor time and was killed"));
}

void Containment::sleeperIsStopped()
{
    const auto begin = Clock::now();
    const Verdict verdict = run("import signal\n"
                                "for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(s, "
                                "signal.SIG_IGN)\n"
                                "time.sleep(1000)",
                                {{"deadline", "0.5"}});
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("check.py took longer than 0.5 s and was killed"));
    EXPECT_LT(Clock::now() - begin, 20s);
    EXPECT_TRUE(allDie(m_folder.path().string()));
}

/// Twice forked, in a session of its own, holding stdout open.
void Containment::daemonDiesWithIt()
{
    const auto begin = Clock::now();
    const Verdict verdict = run(R"(
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "98765.4321"])
    os._exit(0)
)",
                                {{"deadline", "60"}});
    EXPECT_EQ(verdict.outcome, Outcome::Wrong) << verdict.message;
    EXPECT_LT(Clock::now() - begin, 30s) << "nobody waits for the daemon";
    EXPECT_TRUE(allDie("98765.4321"));
}

void Containment::filesAreLimited()
{
    EXPECT_EQ(finds(R"(
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
written = 0
try:
    for name in range(64):
        with open("/tmp/%d" % name, "wb", buffering=0) as file:
            for _ in range(16): written += file.write(bytes(1 << 20))
except OSError:
    pass
if written > 64 << 20: found.append("%d bytes in /tmp" % written)
)"),
              "");
}

TEST_F(Containment, HoldsWhereThereIsASandbox)
{
    using Case = std::pair<const char*, std::function<void()>>;
    const Case cases[] = {
        {"no network", [this] { reachesNoNetwork(); }},
        {"nothing written", [this] { writesNowhere(); }},
        {"nothing of the person's read", [this] { readsNothingOfThePersons(); }},
        {"private /tmp", [this] { hasATmpOfItsOwn(); }},
        {"no other process", [this] { seesNoOtherProcess(); }},
        {"no privileges", [this] { gainsNoPrivileges(); }},
        {"fork bomb", [this] { forkBombIsStopped(); }},
        {"memory hog", [this] { memoryHogIsStopped(); }},
        {"many memory hogs", [this] { manySmallMemoryHogsAreStopped(); }},
        {"endless output", [this] { endlessOutputIsStopped(); }},
        {"endless complaint", [this] { endlessComplaintIsStopped(); }},
        {"endless loop", [this] { endlessLoopIsStopped(); }},
        {"sleeper", [this] { sleeperIsStopped(); }},
        {"daemon", [this] { daemonDiesWithIt(); }},
        {"files", [this] { filesAreLimited(); }},
    };
    try {
        m_sandbox.emplace("bwrap");
    } catch (const Error& problem) {
        std::cout << "containment: 0 of " << std::size(cases) << " cases ran. " << problem.what() << "\n";
        GTEST_SKIP() << problem.what();
    }
    for (const auto& [name, test] : cases) {
        const testing::ScopedTrace trace(__FILE__, __LINE__, name);
        test();
    }
    std::cout << "containment: " << std::size(cases) << " of " << std::size(cases)
              << " cases ran in bubblewrap's sandbox.\n";
}

} // namespace

} // namespace rw
