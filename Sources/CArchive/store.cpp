// C-STORE of files.
#include "requester.hpp"

#include "library.hpp"

#include <algorithm>

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcmetinf.h>
#include <dcmtk/dcmnet/cond.h>

namespace {

constexpr std::size_t mostContexts = 128;
constexpr std::size_t noContext = SIZE_MAX;

/// What a file's meta information says.
struct ObjectFile {
  std::string path, sopClass, sopInstance, transferSyntax;
  std::size_t context = noContext;

  bool isReadable() const { return !sopClass.empty() && !sopInstance.empty() && !transferSyntax.empty(); }

  explicit ObjectFile(const char *path) : path(path) {
    DcmFileFormat file;
    if (file.loadFile(path, EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_metaOnly).bad()) return;
    sopClass = text(file, DCM_MediaStorageSOPClassUID);
    sopInstance = text(file, DCM_MediaStorageSOPInstanceUID);
    transferSyntax = text(file, DCM_TransferSyntaxUID);
  }

 private:
  static std::string text(DcmFileFormat &file, const DcmTagKey &key) {
    OFString value;
    file.getMetaInfo()->findAndGetOFString(key, value);
    return std::string(value.c_str(), std::min<std::size_t>(value.size(), 64));
  }
};

/// The syntaxes to propose for a file: its own, and where pixels are not compressed what everybody takes.
std::vector<const char *> syntaxes(const ObjectFile &file) {
  std::vector<const char *> proposed = {file.transferSyntax.c_str()};
  if (DcmXfer(file.transferSyntax.c_str()).isEncapsulated()) return proposed;
  for (const char *uid : uncompressed) {
    if (file.transferSyntax != uid) proposed.push_back(uid);
  }
  return proposed;
}

/// A context for each SOP class and transfer syntax.
std::vector<ProposedContext> contexts(std::vector<ObjectFile> &files) {
  std::vector<ProposedContext> result;
  for (ObjectFile &file : files) {
    if (!file.isReadable()) continue;
    const auto same = std::find_if(result.begin(), result.end(), [&](const ProposedContext &context) {
      return context.abstractSyntax == file.sopClass && file.transferSyntax == context.transferSyntaxes[0];
    });
    if (same == result.end() && result.size() == mostContexts) continue;
    file.context = static_cast<std::size_t>(same - result.begin());
    if (same == result.end()) result.push_back({file.sopClass, syntaxes(file)});
  }
  return result;
}

OFCondition send(Requester &requester, const ObjectFile &file, carchive_file_result &result,
                 carchive_response &response) {
  const T_ASC_PresentationContextID context = file.context == noContext ? 0 : requester.accepted(file.context);
  result = !file.isReadable() ? CARCHIVE_UNREADABLE : CARCHIVE_CONTEXT_REFUSED;
  if (context == 0) return EC_Normal;
  T_DIMSE_C_StoreRQ request;
  std::memset(&request, 0, sizeof(request));
  request.MessageID = requester.nextMessage();
  request.Priority = DIMSE_PRIORITY_MEDIUM;
  request.DataSetType = DIMSE_DATASET_PRESENT;
  OFStandard::strlcpy(request.AffectedSOPClassUID, file.sopClass.c_str(), sizeof(request.AffectedSOPClassUID));
  OFStandard::strlcpy(request.AffectedSOPInstanceUID, file.sopInstance.c_str(), sizeof(request.AffectedSOPInstanceUID));
  T_DIMSE_C_StoreRSP answer;
  std::memset(&answer, 0, sizeof(answer));
  DcmDataset *detail = nullptr;
  const OFCondition condition =
      DIMSE_storeUser(requester.association(), context, &request, file.path.c_str(), nullptr, nullptr, nullptr,
                      DIMSE_NONBLOCKING, requester.timeout(), &answer, &detail, nullptr, 0);
  take(response, answer.DimseStatus, detail);
  if (condition.good()) {
    result = CARCHIVE_ANSWERED;
  } else if (condition == DIMSE_SENDFAILED && requester.isAlive()) {
    // Nothing of it was sent.
    result = CARCHIVE_UNREADABLE;
    return EC_Normal;
  }
  return condition;
}

}  // namespace

carchive_outcome carchive_store(const carchive_peer *peer, const char *const *paths, size_t count, void *context,
                                void (*stored)(void *context, size_t index, carchive_file_result result,
                                               const carchive_response *response),
                                carchive_fault *fault) {
  return guarded(fault, [&] {
    prepareLibrary();
    std::vector<ObjectFile> files(paths, paths + count);
    const std::vector<ProposedContext> proposed = contexts(files);
    carchive_response response{};
    if (proposed.empty()) {
      for (std::size_t index = 0; index < count; ++index) stored(context, index, CARCHIVE_UNREADABLE, &response);
      return CARCHIVE_DONE;
    }
    Requester requester(*peer);
    const carchive_outcome outcome = requester.connect(proposed, *fault);
    if (outcome != CARCHIVE_DONE) return outcome;
    OFCondition condition;
    for (std::size_t index = 0; index < count && condition.good(); ++index) {
      carchive_file_result result = CARCHIVE_UNREADABLE;
      response = {};
      if (index > 0) requester.renewLimit();
      condition = send(requester, files[index], result, response);
      if (condition.good()) stored(context, index, result, &response);
    }
    return requester.finish(condition, *fault);
  });
}
