// DCMTK's transport over a channel.
#pragma once

#include "channel.hpp"
#include "interruption.hpp"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dcmlayer.h>
#include <dcmtk/dcmnet/dcmtrans.h>

/// Gives DCMTK connections over channels: an acceptor's, or one that is made for the socket of a requester.
class ChannelLayer : public DcmTransportLayer {
 public:
  /// For an acceptor, whose channel has its request already.
  explicit ChannelLayer(carchive_channel &channel) : current(&channel) {}

  /// For a requester.
  ChannelLayer(const carchive_tls *tls, std::string host, const Patience &patience, const PDUGuard::Limits &limits,
               carchive_interruption *interruption)
      : tls(tls), host(std::move(host)), patience(patience), limits(limits), interruption(interruption) {}

  ~ChannelLayer() override {
    if (interruption) interruption->attach(nullptr);
  }

  DcmTransportConnection *createConnection(DcmNativeSocketType socket, OFBool isSecure) override;

  /// NULL before a requester's socket is connected.
  carchive_channel *channel() const { return current; }

 private:
  carchive_channel *current = nullptr;
  std::unique_ptr<carchive_channel> made;
  const carchive_tls *tls = nullptr;
  std::string host;
  Patience patience;
  PDUGuard::Limits limits;
  carchive_interruption *interruption = nullptr;
};

/// A network of DCMTK's with one association.
class Network {
 public:
  Network() = default;
  Network(const Network &) = delete;
  /// Drops the association first.
  ~Network();

  OFCondition open(T_ASC_NetworkRole role, int timeout, ChannelLayer &layer);

  T_ASC_Network *network = nullptr;
  T_ASC_Association *association = nullptr;
};
