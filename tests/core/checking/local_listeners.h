#pragma once

#include "core/base/error.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

namespace rw::test {

/// Sockets that wait to be reached: TCP on this machine, a Unix socket in a folder and an abstract one.
class LocalListeners
{
public:
    explicit LocalListeners(const std::filesystem::path& file)
        : m_tcp(listening(AF_INET))
        , m_file(listening(AF_UNIX, file.string()))
        , m_abstract(listening(AF_UNIX, std::string(1, '\0') + abstractName()))
    {
    }
    ~LocalListeners()
    {
        for (const int socket : {m_tcp, m_file, m_abstract})
            ::close(socket);
    }
    LocalListeners(const LocalListeners&) = delete;
    LocalListeners& operator=(const LocalListeners&) = delete;

    [[nodiscard]] int port() const
    {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        ::getsockname(m_tcp, reinterpret_cast<sockaddr*>(&address), &size);
        return ntohs(address.sin_port);
    }
    [[nodiscard]] static std::string abstractName() { return "rw-containment-" + std::to_string(::getpid()); }

private:
    static int listening(int family, const std::string& path = {})
    {
        sockaddr_in internet{};
        internet.sin_family = AF_INET;
        internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr_un local{};
        local.sun_family = AF_UNIX;
        std::memcpy(static_cast<char*>(local.sun_path), path.data(), path.size());
        const auto localSize = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
        const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int bound = family == AF_INET
                              ? ::bind(socket, reinterpret_cast<const sockaddr*>(&internet), sizeof internet)
                              : ::bind(socket, reinterpret_cast<const sockaddr*>(&local), localSize);
        if (bound != 0 || ::listen(socket, 8) != 0)
            throw Error("Cannot listen: " + systemErrorText(errno) + ".");
        return socket;
    }

    int m_tcp;
    int m_file;
    int m_abstract;
};

} // namespace rw::test
