// How another thread ends an operation of a requester.
#pragma once

#include "channel.hpp"

#include <mutex>

/// Ends the connection of an operation, also one that is made later.
struct carchive_interruption {
  void interrupt() {
    const std::lock_guard lock(changing);
    isInterrupted = true;
    if (channel) channel->interrupt();
  }

  /// The operation's channel; NULL before it goes.
  void attach(carchive_channel *channel) {
    const std::lock_guard lock(changing);
    this->channel = channel;
    if (channel && isInterrupted) channel->interrupt();
  }

 private:
  std::mutex changing;
  carchive_channel *channel = nullptr;
  bool isInterrupted = false;
};
