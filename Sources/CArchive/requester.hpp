// An association that we request.
#pragma once

#include "carchive.h"
#include "transport.hpp"

#include <string>
#include <vector>

#include <dcmtk/dcmnet/dimse.h>

/// A SOP class with the transfer syntaxes in which it is proposed.
struct ProposedContext {
  std::string abstractSyntax;
  std::vector<const char *> transferSyntaxes;
};

class Requester {
 public:
  explicit Requester(const carchive_peer &peer);

  /// Connects and negotiates. The first context has identifier 1, each further one 2 more.
  carchive_outcome connect(const std::vector<ProposedContext> &contexts, carchive_fault &fault);

  /// The identifier of a proposed context, or 0 where the peer did not accept it.
  T_ASC_PresentationContextID accepted(std::size_t index);

  /// Releases after a good end; says what went wrong after another.
  carchive_outcome finish(const OFCondition &condition, carchive_fault &fault);

  /// Gives what comes next as much time as an operation has.
  void renewLimit() { layer.channel()->finishWithin(std::chrono::seconds(peer.limit_seconds)); }

  /// Ends the connection at once.
  void interrupt() { layer.channel()->interrupt(); }

  bool isAlive() const { return layer.channel()->failure() == carchive_channel::Failure::none; }
  T_ASC_Association *association() { return network.association; }
  DIC_US nextMessage() { return network.association->nextMsgID++; }
  int timeout() const { return peer.timeout_seconds; }

 private:
  carchive_outcome classify(const OFCondition &condition, carchive_fault &fault);

  const carchive_peer &peer;
  bool isEstablished = false;
  ChannelLayer layer;
  Network network;
};

/// The transfer syntaxes of commands' data sets and of pictures that are not compressed.
inline const std::vector<const char *> uncompressed = {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2"};

/// Takes status and error comment out of a response, and frees its detail.
void take(carchive_response &response, DIC_US status, DcmDataset *detail);

/// Runs an operation, of which no exception leaves.
template <typename Operation>
carchive_outcome guarded(carchive_fault *fault, Operation operation) {
  std::memset(fault, 0, sizeof(*fault));
  try {
    return operation();
  } catch (...) {
    std::strcpy(fault->message, "memory does not suffice");
    return CARCHIVE_LOST;
  }
}
