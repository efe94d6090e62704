#include "requester.hpp"

#include "library.hpp"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmnet/cond.h>

namespace {

/// Bytes of an answer's data set, which DCMTK parses in memory.
constexpr uint64_t longestAnswer = 65536;

Patience patienceOf(const carchive_peer &peer) {
  Patience patience;
  patience.idle = std::chrono::seconds(peer.timeout_seconds);
  patience.total = std::chrono::seconds(peer.limit_seconds);
  return patience;
}

PDUGuard::Limits limitsOfAnswers() {
  PDUGuard::Limits limits;
  limits.otherPDU = 65536;  // an A-ASSOCIATE-AC
  limits.dataSet = longestAnswer;
  return limits;
}

}  // namespace

Requester::Requester(const carchive_peer &peer)
    : peer(peer), layer(peer.tls, peer.host, patienceOf(peer), limitsOfAnswers(), peer.interruption) {
  prepareLibrary();
}

carchive_outcome Requester::connect(const std::vector<ProposedContext> &contexts, carchive_fault &fault) {
  // One for all requesters: of two that connect at the same time one may wait as long as the other is told to.
  dcmConnectionTimeout.set(peer.timeout_seconds);
  OFCondition condition = network.open(NET_REQUESTOR, peer.timeout_seconds, layer);
  T_ASC_Parameters *parameters = nullptr;
  if (condition.good()) condition = ASC_createAssociationParameters(&parameters, ASC_MAXIMUMPDUSIZE);
  if (condition.bad()) return classify(condition, fault);
  ASC_setAPTitles(parameters, peer.calling_title, peer.called_title, nullptr);
  ASC_setTransportLayerType(parameters, peer.tls ? OFTrue : OFFalse);
  const std::string address = std::string(peer.host) + ":" + std::to_string(peer.port);
  ASC_setPresentationAddresses(parameters, "localhost", address.c_str());
  for (std::size_t index = 0; index < contexts.size() && condition.good(); ++index) {
    std::vector<const char *> syntaxes = contexts[index].transferSyntaxes;
    condition = ASC_addPresentationContext(parameters, static_cast<T_ASC_PresentationContextID>(2 * index + 1),
                                           contexts[index].abstractSyntax.c_str(), syntaxes.data(),
                                           static_cast<int>(syntaxes.size()));
  }
  if (condition.bad()) {
    ASC_destroyAssociationParameters(&parameters);
    return classify(condition, fault);
  }
  condition = ASC_requestAssociation(network.network, parameters, &network.association);
  isEstablished = condition.good();
  if (isEstablished) return CARCHIVE_DONE;
  if (condition == DUL_ASSOCIATIONREJECTED) {
    T_ASC_RejectParameters rejection;
    ASC_getRejectParameters(parameters, &rejection);
    fault.rejection[0] = static_cast<uint8_t>(rejection.result);
    fault.rejection[1] = static_cast<uint8_t>(rejection.source);
    fault.rejection[2] = static_cast<uint8_t>(rejection.reason & 0xFF);
    return CARCHIVE_REJECTED;
  }
  return classify(condition, fault);
}

T_ASC_PresentationContextID Requester::accepted(std::size_t index) {
  T_ASC_PresentationContext context;
  const auto id = static_cast<T_ASC_PresentationContextID>(2 * index + 1);
  return ASC_findAcceptedPresentationContext(association()->params, id, &context).good() ? id : 0;
}

carchive_outcome Requester::finish(const OFCondition &condition, carchive_fault &fault) {
  const carchive_outcome outcome = condition.good() ? CARCHIVE_DONE : classify(condition, fault);
  // What was asked is answered: how the peer ends changes nothing.
  layer.channel()->finishWithin(std::chrono::seconds(2));
  if (condition.good()) ASC_releaseAssociation(association());
  else if (isAlive()) ASC_abortAssociation(association());
  return outcome;
}

carchive_outcome Requester::classify(const OFCondition &condition, carchive_fault &fault) {
  const carchive_channel *channel = layer.channel();
  copyPrintable(fault.message, channel && !channel->reason.empty() ? channel->reason : cause(condition));
  if (!channel) return CARCHIVE_UNREACHABLE;
  if (channel->failure() == carchive_channel::Failure::timedOut || condition == DIMSE_NODATAAVAILABLE ||
      condition == DUL_READTIMEOUT) {
    return CARCHIVE_TIMED_OUT;
  }
  if (!isEstablished && channel->failure() == carchive_channel::Failure::closed && channel->reason.empty()) {
    copyPrintable(fault.message, channel->isSecure() ? "it ends the connection, as a peer does that takes no such certificate"
                                                     : "it ends the connection, as a peer does that expects TLS");
  }
  if (!isEstablished) return CARCHIVE_UNREACHABLE;
  return CARCHIVE_LOST;
}

void take(carchive_response &response, DIC_US status, DcmDataset *detail) {
  response.status = status;
  OFString comment;
  if (detail) detail->findAndGetOFString(DCM_ErrorComment, comment);
  copyPrintable(response.comment, std::string(comment.c_str(), comment.size()));
  delete detail;
}

carchive_outcome carchive_echo(const carchive_peer *peer, carchive_response *response, carchive_fault *fault) {
  return guarded(fault, [&] {
    Requester requester(*peer);
    carchive_outcome outcome = requester.connect({{UID_VerificationSOPClass, {uncompressed[1]}}}, *fault);
    if (outcome != CARCHIVE_DONE) return outcome;
    OFCondition condition;
    if (requester.accepted(0)) {
      DIC_US status = 0;
      DcmDataset *detail = nullptr;
      condition = DIMSE_echoUser(requester.association(), requester.nextMessage(), DIMSE_NONBLOCKING,
                                 requester.timeout(), &status, &detail);
      take(*response, status, detail);
    } else {
      outcome = CARCHIVE_NOT_OFFERED;
    }
    const carchive_outcome end = requester.finish(condition, *fault);
    return end == CARCHIVE_DONE ? outcome : end;
  });
}
