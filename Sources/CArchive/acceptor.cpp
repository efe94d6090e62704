// An association that was requested of us.
#include "carchive.h"
#include "library.hpp"
#include "object_file.hpp"
#include "transport.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <mutex>

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcmetinf.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmnet/cond.h>
#include <dcmtk/dcmnet/dimse.h>

namespace {

/// Bytes a second that a message must bring.
constexpr uint32_t leastRate = 1024;

/// How long the peer may take to close after the end.
constexpr std::chrono::milliseconds parting{1000};

// Statuses of PS3.7 annex C and PS3.4 table B.2-1.
constexpr uint16_t success = 0x0000;
constexpr uint16_t invalidInstance = 0x0117;
constexpr uint16_t classNotSupported = 0x0122;
constexpr uint16_t unrecognizedOperation = 0x0211;
constexpr uint16_t outOfResources = 0xA700;

bool contains(const char *const *list, const char *text) {
  for (; *list; ++list) {
    if (std::strcmp(*list, text) == 0) return true;
  }
  return false;
}

/// Whether text has the form of a UID (PS3.5 section 9.1): so it can be part of a file's name, too.
bool isUID(const char *text) {
  const size_t count = std::strlen(text);
  return count > 0 && count <= 64 && text[0] != '.' && text[count - 1] != '.' && !std::strstr(text, "..") &&
         std::all_of(text, text + count, [](unsigned char digit) { return std::isdigit(digit) || digit == '.'; });
}

class Acceptor {
 public:
  Acceptor(carchive_channel &channel, const carchive_acceptance &acceptance, const carchive_receiver &receiver)
      : channel(channel), acceptance(acceptance), receiver(receiver), layer(channel) {}

  carchive_ending run(char (&message)[CARCHIVE_MESSAGE_SIZE]);

 private:
  OFCondition receiveRequest();
  OFCondition negotiate();
  OFCondition serve();
  OFCondition answer(T_ASC_PresentationContextID context, T_DIMSE_Message &message);
  OFCondition store(T_ASC_PresentationContextID context, T_DIMSE_C_StoreRQ &request);
  OFCondition writeMeta(ObjectConsumer &file, const T_DIMSE_C_StoreRQ &request, const char *transferSyntax);
  OFCondition refuse(T_ASC_PresentationContextID context, T_DIMSE_Message &message);
  carchive_ending ending(const OFCondition &condition, char (&message)[CARCHIVE_MESSAGE_SIZE]);

  T_ASC_Association *association() { return network.association; }

  carchive_channel &channel;
  const carchive_acceptance &acceptance;
  const carchive_receiver &receiver;
  ChannelLayer layer;
  Network network;
};

carchive_ending Acceptor::run(char (&message)[CARCHIVE_MESSAGE_SIZE]) {
  Patience patience;
  patience.idle = std::chrono::seconds(acceptance.idle_seconds);
  patience.rate = leastRate;
  PDUGuard::Limits limits;
  limits.dataPDU = acceptance.maximum_pdu;
  // What is too large is read to its end if that is near, so that the peer learns why.
  limits.dataSet = 2 * acceptance.object_bytes + (1 << 20);
  channel.begin(patience, limits);

  OFCondition condition = receiveRequest();
  if (condition.good()) condition = negotiate();
  if (condition.good()) condition = serve();
  const carchive_ending result = ending(condition, message);
  channel.finishWithin(parting);
  if (condition == DUL_PEERREQUESTEDRELEASE) {
    ASC_acknowledgeRelease(association());
    ASC_dropSCPAssociation(association(), 1);
  } else if (association() && channel.isOpen() && channel.failure() == carchive_channel::Failure::none) {
    ASC_abortAssociation(association());
  }
  return result;
}

/// Lets DCMTK read the request, which it takes from a socket that a global variable names.
OFCondition Acceptor::receiveRequest() {
  static std::mutex handing;
  const std::lock_guard lock(handing);
  dcmExternalSocketHandle.set(channel.socket());
  OFCondition condition = network.open(NET_ACCEPTOR, acceptance.idle_seconds, layer);
  if (condition.good()) {
    condition = ASC_receiveAssociation(network.network, &network.association, acceptance.maximum_pdu);
  }
  dcmExternalSocketHandle.set(DCMNET_INVALID_SOCKET);
  return condition;
}

/// Of each context the first transfer syntax that is read is taken: peers name first what the object is written in.
OFCondition Acceptor::negotiate() {
  T_ASC_Parameters *parameters = association()->params;
  const int count = ASC_countPresentationContexts(parameters);
  for (int index = 0; index < count; ++index) {
    T_ASC_PresentationContext context;
    OFCondition condition = ASC_getPresentationContext(parameters, index, &context);
    if (condition.bad()) return condition;
    const bool isEcho = std::strcmp(context.abstractSyntax, UID_VerificationSOPClass) == 0;
    if (!isEcho && !contains(acceptance.sop_classes, context.abstractSyntax)) {
      condition = ASC_refusePresentationContext(parameters, context.presentationContextID,
                                                ASC_P_ABSTRACTSYNTAXNOTSUPPORTED);
    } else {
      const auto *first = context.proposedTransferSyntaxes;
      const auto *end = first + context.transferSyntaxCount;
      const auto *taken =
          std::find_if(first, end, [&](const DIC_UI &uid) { return contains(acceptance.transfer_syntaxes, uid); });
      condition = taken == end ? ASC_refusePresentationContext(parameters, context.presentationContextID,
                                                               ASC_P_TRANSFERSYNTAXESNOTSUPPORTED)
                               : ASC_acceptPresentationContext(parameters, context.presentationContextID, *taken);
    }
    if (condition.bad()) return condition;
  }
  return ASC_acknowledgeAssociation(association());
}

/// Answers messages until there are no more.
OFCondition Acceptor::serve() {
  for (;;) {
    T_ASC_PresentationContextID context = 0;
    T_DIMSE_Message message;
    std::memset(&message, 0, sizeof(message));
    channel.expectMessage();
    OFCondition condition =
        DIMSE_receiveCommand(association(), DIMSE_NONBLOCKING, acceptance.idle_seconds, &context, &message, nullptr);
    if (condition != EC_Normal) return condition;
    condition = answer(context, message);
    if (condition.bad()) return condition;
  }
}

OFCondition Acceptor::answer(T_ASC_PresentationContextID context, T_DIMSE_Message &message) {
  switch (message.CommandField) {
    case DIMSE_C_ECHO_RQ:
      return DIMSE_sendEchoResponse(association(), context, &message.msg.CEchoRQ, STATUS_Success, nullptr);
    case DIMSE_C_STORE_RQ: return store(context, message.msg.CStoreRQ);
    case DIMSE_C_CANCEL_RQ: return EC_Normal;  // there is nothing to cancel
    default: return refuse(context, message);
  }
}

// MARK: - C-STORE

OFCondition Acceptor::store(T_ASC_PresentationContextID context, T_DIMSE_C_StoreRQ &request) {
  T_ASC_PresentationContext negotiated;
  OFCondition condition = ASC_findAcceptedPresentationContext(association()->params, context, &negotiated);
  if (condition.bad()) return condition;

  uint16_t status = success;
  std::string comment;
  bool isPlaced = false;
  ObjectConsumer file(acceptance.object_bytes);
  if (std::strcmp(negotiated.abstractSyntax, request.AffectedSOPClassUID) != 0 ||
      !contains(acceptance.sop_classes, request.AffectedSOPClassUID)) {
    status = classNotSupported;
    comment = "not the SOP class of the context";
  } else if (!isUID(request.AffectedSOPInstanceUID)) {
    status = invalidInstance;
    comment = "the SOP Instance UID is no UID";
  } else {
    const carchive_offer offer = {request.AffectedSOPClassUID, request.AffectedSOPInstanceUID,
                                  negotiated.acceptedTransferSyntax};
    std::string path(CARCHIVE_PATH_SIZE, 0);
    char text[CARCHIVE_COMMENT_SIZE] = "";
    status = receiver.place(receiver.context, &offer, path.data(), text);
    comment = text;
    isPlaced = status == success;
    if (isPlaced && file.create(path.c_str())) condition = writeMeta(file, request, negotiated.acceptedTransferSyntax);
  }
  file.countFromHere();

  T_ASC_PresentationContextID dataContext = 0;
  if (condition.good()) {
    ObjectStream stream(file);
    condition = DIMSE_receiveDataSetInFile(association(), DIMSE_NONBLOCKING, acceptance.idle_seconds, &dataContext,
                                           &stream, nullptr, nullptr);
  }
  if (condition.good() && dataContext != context) condition = DIMSE_UNEXPECTEDPDVTYPE;
  if (condition.bad() || file.isTooLarge() || file.hasFailed()) {
    file.discard();
    if (status == success) {
      status = outOfResources;
      comment = file.isTooLarge() ? "more than " + std::to_string(acceptance.object_bytes) + " bytes"
                                  : file.hasFailed() ? std::string("the file cannot be written: ") +
                                                           std::strerror(file.errorNumber())
                                  : channel.reason.empty() ? "not all of it came: " + cause(condition)
                                                           : channel.reason;
    }
    if (isPlaced) receiver.abandoned(receiver.context, comment.c_str());
    if (condition.bad()) return condition;
  } else if (isPlaced) {
    status = receiver.received(receiver.context);
  }

  T_DIMSE_C_StoreRSP response;
  std::memset(&response, 0, sizeof(response));
  response.DimseStatus = status;
  DcmDataset detail;
  if (status != success && !comment.empty()) {
    char text[CARCHIVE_COMMENT_SIZE];
    copyPrintable(text, comment);
    detail.putAndInsertString(DCM_ErrorComment, text);
  }
  return DIMSE_sendStoreResponse(association(), context, &request, &response, &detail);
}

/// Preamble and file meta information (PS3.10 section 7.1).
OFCondition Acceptor::writeMeta(ObjectConsumer &file, const T_DIMSE_C_StoreRQ &request, const char *transferSyntax) {
  const Uint8 version[] = {0, 1};
  DcmMetaInfo meta;
  OFCondition condition = meta.putAndInsertUint32(DCM_FileMetaInformationGroupLength, 0);
  if (condition.good()) condition = meta.putAndInsertUint8Array(DCM_FileMetaInformationVersion, version, 2);
  if (condition.good()) condition = meta.putAndInsertString(DCM_MediaStorageSOPClassUID, request.AffectedSOPClassUID);
  if (condition.good()) {
    condition = meta.putAndInsertString(DCM_MediaStorageSOPInstanceUID, request.AffectedSOPInstanceUID);
  }
  if (condition.good()) condition = meta.putAndInsertString(DCM_TransferSyntaxUID, transferSyntax);
  if (condition.good()) {
    condition = meta.putAndInsertString(DCM_ImplementationClassUID, association()->params->ourImplementationClassUID);
  }
  if (condition.good()) {
    condition =
        meta.putAndInsertString(DCM_ImplementationVersionName, association()->params->ourImplementationVersionName);
  }
  if (condition.good()) {
    condition =
        meta.putAndInsertString(DCM_SourceApplicationEntityTitle, association()->params->DULparams.callingAPTitle);
  }
  if (condition.good()) {
    condition = meta.computeGroupLengthAndPadding(EGL_withGL, EPD_noChange, META_HEADER_DEFAULT_TRANSFERSYNTAX,
                                                  EET_UndefinedLength);
  }
  if (condition.bad()) return condition;
  ObjectStream stream(file);
  meta.transferInit();
  condition = meta.write(stream, META_HEADER_DEFAULT_TRANSFERSYNTAX, EET_ExplicitLength, nullptr);
  meta.transferEnd();
  return condition;
}

// MARK: - What is not served

template <typename Response>
void decline(Response &response, DIC_US id) {
  response.MessageIDBeingRespondedTo = id;
  response.DimseStatus = unrecognizedOperation;
  response.DataSetType = DIMSE_DATASET_NULL;
}

/// Reads the message to its end and answers that the operation is not known.
OFCondition Acceptor::refuse(T_ASC_PresentationContextID context, T_DIMSE_Message &message) {
  T_DIMSE_Message response;
  std::memset(&response, 0, sizeof(response));
  T_DIMSE_DataSetType dataSet = DIMSE_DATASET_NULL;
  const auto respond = [&](const auto &request, auto &body, T_DIMSE_Command command) {
    dataSet = request.DataSetType;
    response.CommandField = command;
    decline(body, request.MessageID);
  };
  switch (message.CommandField) {
    case DIMSE_C_FIND_RQ: respond(message.msg.CFindRQ, response.msg.CFindRSP, DIMSE_C_FIND_RSP); break;
    case DIMSE_C_GET_RQ: respond(message.msg.CGetRQ, response.msg.CGetRSP, DIMSE_C_GET_RSP); break;
    case DIMSE_C_MOVE_RQ: respond(message.msg.CMoveRQ, response.msg.CMoveRSP, DIMSE_C_MOVE_RSP); break;
    case DIMSE_N_EVENT_REPORT_RQ:
      respond(message.msg.NEventReportRQ, response.msg.NEventReportRSP, DIMSE_N_EVENT_REPORT_RSP);
      break;
    case DIMSE_N_GET_RQ:
      std::free(message.msg.NGetRQ.AttributeIdentifierList);
      respond(message.msg.NGetRQ, response.msg.NGetRSP, DIMSE_N_GET_RSP);
      break;
    case DIMSE_N_SET_RQ: respond(message.msg.NSetRQ, response.msg.NSetRSP, DIMSE_N_SET_RSP); break;
    case DIMSE_N_ACTION_RQ: respond(message.msg.NActionRQ, response.msg.NActionRSP, DIMSE_N_ACTION_RSP); break;
    case DIMSE_N_CREATE_RQ: respond(message.msg.NCreateRQ, response.msg.NCreateRSP, DIMSE_N_CREATE_RSP); break;
    case DIMSE_N_DELETE_RQ: respond(message.msg.NDeleteRQ, response.msg.NDeleteRSP, DIMSE_N_DELETE_RSP); break;
    default: return DIMSE_BADCOMMANDTYPE;  // a response to nothing
  }
  if (dataSet != DIMSE_DATASET_NULL) {
    DIC_UL bytes = 0, fragments = 0;
    const OFCondition condition =
        DIMSE_ignoreDataSet(association(), DIMSE_NONBLOCKING, acceptance.idle_seconds, &bytes, &fragments);
    if (condition.bad()) return condition;
  }
  return DIMSE_sendMessageUsingMemoryData(association(), context, &response, nullptr, nullptr, nullptr, nullptr);
}

// MARK: - The end

carchive_ending Acceptor::ending(const OFCondition &condition, char (&message)[CARCHIVE_MESSAGE_SIZE]) {
  message[0] = 0;
  if (condition == DUL_PEERREQUESTEDRELEASE) return CARCHIVE_RELEASED;
  if (channel.isStopping()) return CARCHIVE_STOPPED;
  if (condition == DIMSE_NODATAAVAILABLE) return CARCHIVE_IDLE;
  copyPrintable(message, channel.reason.empty() ? cause(condition) : channel.reason);
  switch (channel.failure()) {
    case carchive_channel::Failure::closed: return CARCHIVE_ABORTED;
    case carchive_channel::Failure::none:
      return condition == DUL_PEERABORTEDASSOCIATION ? CARCHIVE_ABORTED : CARCHIVE_BROKEN;
    default: return CARCHIVE_BROKEN;
  }
}

}  // namespace

carchive_ending carchive_serve(carchive_channel *channel, const carchive_acceptance *acceptance,
                               const carchive_receiver *receiver, char message[CARCHIVE_MESSAGE_SIZE]) {
  auto &text = *reinterpret_cast<char(*)[CARCHIVE_MESSAGE_SIZE]>(message);
  try {
    prepareLibrary();
    return Acceptor(*channel, *acceptance, *receiver).run(text);
  } catch (...) {
    copyPrintable(text, "memory does not suffice");
    return CARCHIVE_BROKEN;
  }
}
