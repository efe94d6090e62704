#pragma once

#include "carchive.h"
#include "pdu_guard.hpp"
#include "tls.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

/// How long a channel waits.
struct Patience {
  std::chrono::milliseconds idle{30000};  // for a message, and for room to write
  uint32_t rate = 0;                      // bytes a second that a message must bring, over each `idle`; 0: any
  std::chrono::milliseconds total{0};     // for everything, until `finishWithin` says otherwise; 0: any
};

/// A connection to a peer, plain or TLS, under the same rules for both: the socket never blocks, every wait has an end, and
/// bytes are looked at by a guard before DCMTK gets them.
struct carchive_channel {
  enum class Failure { none, closed, timedOut, stopped, refused };

  /// Takes over the socket.
  carchive_channel(int socket, const carchive_tls *tls, const char *host = nullptr);
  ~carchive_channel();

  // MARK: Before the association

  /// Handshake and first PDU, as far as they go without blocking.
  carchive_progress advance();

  /// The handshake alone, to its end; blocks.
  bool shakeHands();

  // MARK: The association, on its thread

  void begin(const Patience &patience, const PDUGuard::Limits &limits);

  /// From now on the peer may be quiet for as long as the patience says, and the association may be stopped.
  void expectMessage();

  /// Whether there are bytes to read, now or within some time.
  bool isReadable(std::chrono::milliseconds wait);

  /// Some bytes, at least one; 0 at the end, after which `failure` tells.
  std::size_t read(uint8_t *bytes, std::size_t count);

  /// All bytes; false where that can't be.
  bool write(const uint8_t *bytes, std::size_t count);

  /// All that is still read and written has so long from now on, however steadily bytes come.
  void finishWithin(std::chrono::milliseconds time);

  /// Closes the socket, on which another thread may be calling `interrupt`.
  void close();

  // MARK: Any thread

  void stop() { isStopped = true; }
  void interrupt();
  int64_t quietMilliseconds() const;

  int socket() const { return descriptor; }
  bool isOpen() const { return descriptor >= 0; }
  bool isSecure() const { return ssl != nullptr; }
  bool isStopping() const { return isStopped; }
  Failure failure() const { return cause; }

  /// The first PDU, and how much of it DCMTK has read.
  std::vector<uint8_t> request;
  /// Why it failed; empty where the peer just went.
  std::string reason;

 private:
  enum class Result { some, wantsRead, wantsWrite, ended };

  Result receive(uint8_t *bytes, std::size_t count, std::size_t &received);
  Result send(const uint8_t *bytes, std::size_t count, std::size_t &sent);
  Result outcome(int result);
  bool wait(short events, Clock::time_point end);
  bool isFast(Clock::time_point now);
  void fail(Failure failure, std::string text);
  void sendAbort();
  void endMessageWait();

  int descriptor;
  std::mutex closing;
  std::unique_ptr<SSL, SSLDeleter> ssl;
  bool isShaken;
  std::size_t requestRead = 0;
  Patience patience;
  std::unique_ptr<PDUGuard> guard;
  Clock::time_point windowEnd{};
  uint64_t windowBytes = 0;
  Clock::time_point lastEnd = Clock::time_point::max();
  std::atomic<bool> isStopped{false};
  std::atomic<bool> isExpecting{false};
  std::atomic<int64_t> quietSince{0};
  Failure cause = Failure::none;
};
