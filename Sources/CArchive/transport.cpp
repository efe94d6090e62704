#include "transport.hpp"

#include <cerrno>

namespace {

/// A connection of DCMTK's that does not own its channel, only ends it.
class ChannelConnection : public DcmTransportConnection {
 public:
  explicit ChannelConnection(carchive_channel &channel) : DcmTransportConnection(channel.socket()), channel(channel) {}
  ~ChannelConnection() override { channel.close(); }

  OFCondition serverSideHandshake() override { return EC_Normal; }
  OFCondition clientSideHandshake() override { return channel.shakeHands() ? EC_Normal : DUL_NETWORKCLOSED; }
  OFCondition renegotiate(const char *) override { return EC_IllegalCall; }

  ssize_t read(void *buffer, size_t count) override {
    return static_cast<ssize_t>(channel.read(static_cast<uint8_t *>(buffer), count));
  }

  ssize_t write(void *buffer, size_t count) override {
    if (channel.write(static_cast<const uint8_t *>(buffer), count)) return static_cast<ssize_t>(count);
    // DCMTK tries again after an interrupted call.
    errno = EPIPE;
    return -1;
  }

  void close() override { channel.close(); }
  void closeTransportConnection() override { channel.close(); }
  unsigned long getPeerCertificateLength() override { return 0; }
  unsigned long getPeerCertificate(void *, unsigned long) override { return 0; }
  OFBool networkDataAvailable(int timeout) override {
    return channel.isReadable(std::chrono::seconds(timeout > 0 ? timeout : 0));
  }
  OFBool isTransparentConnection() override { return !channel.isSecure(); }
  OFString &dumpConnectionParameters(OFString &text) override { return text; }

 private:
  carchive_channel &channel;
};

}  // namespace

DcmTransportConnection *ChannelLayer::createConnection(DcmNativeSocketType socket, OFBool) {
  if (!current) {
    made = std::make_unique<carchive_channel>(socket, tls, host.c_str());
    made->begin(patience, limits);
    current = made.get();
    if (interruption) interruption->attach(current);
  }
  return new ChannelConnection(*current);
}

OFCondition Network::open(T_ASC_NetworkRole role, int timeout, ChannelLayer &layer) {
  OFCondition condition = ASC_initializeNetwork(role, 0, timeout, &network);
  if (condition.good()) condition = ASC_setTransportLayer(network, &layer, 0);
  return condition;
}

Network::~Network() {
  if (association) ASC_destroyAssociation(&association);
  if (network) ASC_dropNetwork(&network);
}
