#include "carchive.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

/// Connections that the system keeps until they are taken.
constexpr int backlog = 256;

int portOf(const sockaddr_storage &address) {
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6 &>(address).sin6_port
                                             : reinterpret_cast<const sockaddr_in &>(address).sin_port);
}

/// Listens at one address; a negative errno where that fails.
int listenAt(const addrinfo &info, int *port) {
  const int listener = ::socket(info.ai_family, info.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, info.ai_protocol);
  if (listener < 0) return -errno;
  const int yes = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  sockaddr_storage bound{};
  socklen_t length = sizeof(bound);
  if (::bind(listener, info.ai_addr, info.ai_addrlen) == 0 && ::listen(listener, backlog) == 0 &&
      ::getsockname(listener, reinterpret_cast<sockaddr *>(&bound), &length) == 0) {
    *port = portOf(bound);
    return listener;
  }
  const int code = errno;
  ::close(listener);
  return -code;
}

}  // namespace

int carchive_listen(const char *host, int *port) {
  char service[8];
  std::snprintf(service, sizeof(service), "%d", *port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo *found = nullptr;
  if (::getaddrinfo(host, service, &hints, &found) != 0) return -EADDRNOTAVAIL;
  int result = -EADDRNOTAVAIL;
  for (const addrinfo *info = found; info && result < 0; info = info->ai_next) result = listenAt(*info, port);
  ::freeaddrinfo(found);
  return result;
}

int carchive_take(int listener, char address[CARCHIVE_ADDRESS_SIZE]) {
  sockaddr_storage peer{};
  socklen_t length = sizeof(peer);
  const int socket =
      ::accept4(listener, reinterpret_cast<sockaddr *>(&peer), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket < 0) return -errno;
  if (::getnameinfo(reinterpret_cast<sockaddr *>(&peer), length, address, CARCHIVE_ADDRESS_SIZE, nullptr, 0,
                    NI_NUMERICHOST) != 0) {
    address[0] = 0;
  }
  // An IPv4 peer of a listener for both is the same peer.
  const char mapped[] = "::ffff:";
  if (std::strncmp(address, mapped, sizeof(mapped) - 1) == 0) {
    std::memmove(address, address + sizeof(mapped) - 1, std::strlen(address) - sizeof(mapped) + 2);
  }
  return socket;
}
