#include "channel.hpp"

#include "library.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <new>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using std::chrono::milliseconds;

namespace {

/// Longest A-ASSOCIATE-RQ, without its header. 128 contexts with a few transfer syntaxes each need a tenth of it.
constexpr uint32_t longestRequest = 65536;

constexpr uint8_t requestType = 0x01;

const char *const tooSlow = "the peer is silent or too slow";

/// How often a wait looks whether it is to end.
constexpr milliseconds slice{200};

int64_t now() { return std::chrono::duration_cast<milliseconds>(Clock::now().time_since_epoch()).count(); }

}  // namespace

carchive_channel::carchive_channel(int socket, const carchive_tls *tls, const char *host)
    : descriptor(socket), isShaken(tls == nullptr) {
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL, 0) | O_NONBLOCK);
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  // Answers are small, and go out at once.
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  if (tls) {
    ssl = tls->connection(socket, host);
    if (!ssl) fail(Failure::refused, lastTLSError());
  }
}

carchive_channel::~carchive_channel() { close(); }

// MARK: - Before the association

carchive_progress carchive_channel::advance() {
  if (cause != Failure::none) return CARCHIVE_CHANNEL_ENDED;
  if (!isShaken) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl.get());
    if (result != 1) {
      switch (outcome(result)) {
        case Result::wantsRead: return CARCHIVE_AWAITS_BYTES;
        case Result::wantsWrite: return CARCHIVE_AWAITS_ROOM;
        default: return CARCHIVE_CHANNEL_ENDED;
      }
    }
    isShaken = true;
  }
  for (;;) {
    std::size_t wanted = 6;
    if (request.size() >= 6) {
      const uint32_t length =
          uint32_t(request[2]) << 24 | uint32_t(request[3]) << 16 | uint32_t(request[4]) << 8 | request[5];
      if (request[0] != requestType) fail(Failure::refused, "the first PDU is no A-ASSOCIATE-RQ");
      else if (length > longestRequest) fail(Failure::refused, "an A-ASSOCIATE-RQ of " + std::to_string(length) + " bytes");
      if (cause != Failure::none) return CARCHIVE_CHANNEL_ENDED;
      wanted += length;
      if (request.size() == wanted) return CARCHIVE_HAS_REQUEST;
    }
    // Memory is taken for what has come, not for what is announced.
    uint8_t bytes[4096];
    std::size_t received = 0;
    switch (receive(bytes, std::min(sizeof(bytes), wanted - request.size()), received)) {
      case Result::some: request.insert(request.end(), bytes, bytes + received); break;
      case Result::wantsRead: return CARCHIVE_AWAITS_BYTES;
      case Result::wantsWrite: return CARCHIVE_AWAITS_ROOM;
      case Result::ended: return CARCHIVE_CHANNEL_ENDED;
    }
  }
}

bool carchive_channel::shakeHands() {
  const auto end = Clock::now() + patience.idle;
  while (!isShaken && cause == Failure::none) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl.get());
    if (result == 1) {
      isShaken = true;
      break;
    }
    const Result next = outcome(result);
    if (next == Result::ended) break;
    if (!wait(next == Result::wantsRead ? POLLIN : POLLOUT, end) || Clock::now() >= end) {
      fail(Failure::timedOut, "the TLS handshake takes too long");
    }
  }
  return cause == Failure::none;
}

// MARK: - The association

void carchive_channel::begin(const Patience &patience, const PDUGuard::Limits &limits) {
  this->patience = patience;
  guard = std::make_unique<PDUGuard>(limits);
  windowEnd = Clock::now() + patience.idle;
  if (patience.total.count() > 0) finishWithin(patience.total);
}

void carchive_channel::expectMessage() {
  quietSince = now();
  isExpecting = true;
}

void carchive_channel::endMessageWait() {
  isExpecting = false;
  windowBytes = 0;
  windowEnd = Clock::now() + patience.idle;
}

bool carchive_channel::isReadable(milliseconds time) {
  if (requestRead < request.size()) return true;
  if (cause != Failure::none || !isOpen()) return true;  // read() tells
  const auto end = Clock::now() + time;
  while (!(ssl && SSL_pending(ssl.get()) > 0)) {
    if (isExpecting && isStopped) return false;
    const auto now = Clock::now();
    const auto next = isExpecting ? std::min(end, now + slice) : end;
    if (wait(POLLIN, next)) break;
    if (next == end || Clock::now() >= lastEnd) return false;
  }
  if (isExpecting) endMessageWait();
  return true;
}

std::size_t carchive_channel::read(uint8_t *bytes, std::size_t count) {
  if (requestRead < request.size()) {
    const std::size_t taken = std::min(count, request.size() - requestRead);
    std::copy_n(request.begin() + requestRead, taken, bytes);
    requestRead += taken;
    return taken;
  }
  const auto longest = Clock::now() + patience.idle;
  while (cause == Failure::none && isOpen()) {
    if (Clock::now() >= lastEnd) {
      fail(Failure::timedOut, tooSlow);
      break;
    }
    std::size_t received = 0;
    const Result result = receive(bytes, count, received);
    if (result == Result::some) {
      windowBytes += received;
      if (patience.rate > 0 && !isFast(Clock::now())) {
        fail(Failure::timedOut, tooSlow);
        break;
      }
      if (guard && !guard->passes(bytes, received)) {
        fail(Failure::refused, guard->violation());
        sendAbort();
        break;
      }
      return received;
    }
    if (result == Result::ended) break;
    const auto end = patience.rate > 0 ? windowEnd : longest;
    if (wait(result == Result::wantsRead ? POLLIN : POLLOUT, end)) continue;
    if (!isFast(Clock::now())) fail(Failure::timedOut, tooSlow);
  }
  return 0;
}

/// Whether the message has brought enough bytes since the window began.
bool carchive_channel::isFast(Clock::time_point now) {
  if (patience.rate == 0 || now >= lastEnd) return false;
  if (now < windowEnd) return true;
  const uint64_t due = uint64_t(patience.rate) * patience.idle.count() / 1000;
  if (windowBytes < due) return false;
  windowBytes = 0;
  windowEnd = now + patience.idle;
  return true;
}

bool carchive_channel::write(const uint8_t *bytes, std::size_t count) {
  auto end = Clock::now() + patience.idle;
  while (count > 0 && cause == Failure::none && isOpen()) {
    std::size_t sent = 0;
    const Result result = send(bytes, count, sent);
    if (result == Result::some) {
      bytes += sent;
      count -= sent;
      end = Clock::now() + patience.idle;
    } else if (result == Result::ended) {
      break;
    } else if (!wait(result == Result::wantsRead ? POLLIN : POLLOUT, end) || Clock::now() >= lastEnd) {
      fail(Failure::timedOut, "the peer takes no bytes, or too slowly");
    }
  }
  return count == 0;
}

void carchive_channel::finishWithin(milliseconds time) {
  lastEnd = Clock::now() + time;
  isExpecting = false;
}

void carchive_channel::close() {
  if (isOpen() && ssl && isShaken && cause == Failure::none) SSL_shutdown(ssl.get());
  ERR_clear_error();
  const std::lock_guard lock(closing);
  if (isOpen()) ::close(descriptor);
  descriptor = -1;
}

// MARK: - Any thread

void carchive_channel::interrupt() {
  isStopped = true;
  const std::lock_guard lock(closing);
  if (isOpen()) ::shutdown(descriptor, SHUT_RDWR);
}

int64_t carchive_channel::quietMilliseconds() const { return isExpecting ? std::max<int64_t>(0, now() - quietSince) : 0; }

// MARK: - Bytes

carchive_channel::Result carchive_channel::receive(uint8_t *bytes, std::size_t count, std::size_t &received) {
  // DCMTK's programs write a PDU's head and rest apart, and hold the rest back until the head is acknowledged (Nagle): that
  // cost 40 ms a message. The kernel forgets the wish, so it is told each time.
  const int yes = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof(yes));
  if (ssl) {
    ERR_clear_error();
    const int result = SSL_read_ex(ssl.get(), bytes, count, &received);
    return result == 1 ? Result::some : outcome(result);
  }
  for (;;) {
    const ssize_t result = ::recv(descriptor, bytes, count, 0);
    if (result > 0) {
      received = static_cast<std::size_t>(result);
      return Result::some;
    }
    if (result < 0 && errno == EINTR) continue;
    if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Result::wantsRead;
    fail(Failure::closed, "");
    return Result::ended;
  }
}

carchive_channel::Result carchive_channel::send(const uint8_t *bytes, std::size_t count, std::size_t &sent) {
  if (ssl) {
    ERR_clear_error();
    const int result = SSL_write_ex(ssl.get(), bytes, count, &sent);
    return result == 1 ? Result::some : outcome(result);
  }
  for (;;) {
    const ssize_t result = ::send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (result > 0) {
      sent = static_cast<std::size_t>(result);
      return Result::some;
    }
    if (result < 0 && errno == EINTR) continue;
    if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Result::wantsWrite;
    fail(Failure::closed, "");
    return Result::ended;
  }
}

/// What OpenSSL waits for, or why it does not go on.
carchive_channel::Result carchive_channel::outcome(int result) {
  switch (SSL_get_error(ssl.get(), result)) {
    case SSL_ERROR_WANT_READ: return Result::wantsRead;
    case SSL_ERROR_WANT_WRITE: return Result::wantsWrite;
    case SSL_ERROR_ZERO_RETURN: fail(Failure::closed, ""); break;
    case SSL_ERROR_SSL: {
      if (ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        fail(Failure::closed, "");
        break;
      }
      const long verification = SSL_get_verify_result(ssl.get());
      const char *text = verification == X509_V_OK ? nullptr : X509_verify_cert_error_string(verification);
      const std::string why = text ? text : lastTLSError();
      fail(isShaken ? Failure::closed : Failure::refused, "TLS: " + why);
      break;
    }
    default: fail(Failure::closed, isShaken ? "" : "TLS: the connection was closed");
  }
  ERR_clear_error();
  return Result::ended;
}

bool carchive_channel::wait(short events, Clock::time_point end) {
  end = std::min(end, lastEnd);
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now()).count();
    pollfd polled{descriptor, events, 0};
    const int result = ::poll(&polled, 1, static_cast<int>(std::clamp<int64_t>(left, 0, INT_MAX)));
    if (result > 0) return true;
    if (result == 0) return false;
    if (errno != EINTR) return false;
  }
}

void carchive_channel::fail(Failure failure, std::string text) {
  if (cause != Failure::none) return;
  // A socket that was shut down to stop the association looks as if the peer had gone.
  cause = isStopped && failure == Failure::closed ? Failure::stopped : failure;
  reason = std::move(text);
}

/// A-ABORT of the service provider, for an invalid PDU (PS3.8 section 9.3.8).
void carchive_channel::sendAbort() {
  const uint8_t abort[] = {0x07, 0, 0, 0, 0, 4, 0, 0, 2, 6};
  std::size_t sent = 0;
  send(abort, sizeof(abort), sent);
}

// MARK: - C interface

carchive_channel *carchive_channel_create(int socket, const carchive_tls *tls) {
  try {
    prepareLibrary();
    return new carchive_channel(socket, tls);
  } catch (...) {
    ::close(socket);
    return nullptr;
  }
}

int carchive_channel_socket(const carchive_channel *channel) { return channel->socket(); }

carchive_progress carchive_channel_advance(carchive_channel *channel) {
  try {
    return channel->advance();
  } catch (...) {
    return CARCHIVE_CHANNEL_ENDED;
  }
}

const uint8_t *carchive_channel_request(const carchive_channel *channel, size_t *count) {
  *count = channel->request.size();
  return channel->request.data();
}

const char *carchive_channel_failure(const carchive_channel *channel) { return channel->reason.c_str(); }

void carchive_channel_reject(carchive_channel *channel, uint8_t result, uint8_t source, uint8_t reason) {
  try {
    // Ten bytes always find room: nothing but a handshake was sent before.
    const uint8_t rejection[] = {0x03, 0, 0, 0, 0, 4, 0, result, source, reason};
    channel->finishWithin(milliseconds(0));
    channel->write(rejection, sizeof(rejection));
    ::shutdown(channel->socket(), SHUT_WR);
  } catch (...) {
  }
}

void carchive_channel_stop(carchive_channel *channel) { channel->stop(); }

void carchive_channel_interrupt(carchive_channel *channel) { channel->interrupt(); }

int64_t carchive_channel_quiet(const carchive_channel *channel) { return channel->quietMilliseconds(); }

void carchive_channel_free(carchive_channel *channel) { delete channel; }
