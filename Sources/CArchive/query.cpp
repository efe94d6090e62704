// C-FIND and C-MOVE in the Study Root model (PS3.4 annex C).
#include "requester.hpp"

#include "library.hpp"

#include <algorithm>

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmnet/cond.h>

namespace {

using Matched = void (*)(void *context, const carchive_element *elements, size_t count);

/// Where matches go.
struct Matches {
  Requester &requester;
  T_ASC_PresentationContextID presentation;
  size_t limit;
  void *context;
  Matched matched;
};

bool isASCII(const char *text) {
  return std::all_of(text, text + std::strlen(text), [](unsigned char character) { return character < 0x80; });
}

OFCondition put(DcmDataset &dataSet, const DcmTagKey &key, const char *value) {
  return *value ? dataSet.putAndInsertString(DcmTag(key), value) : dataSet.insertEmptyElement(DcmTag(key));
}

/// A C-FIND or C-MOVE request, whose identifier follows.
template <typename Request>
Request query(Requester &requester, const char *sopClass) {
  Request request;
  std::memset(&request, 0, sizeof(request));
  request.MessageID = requester.nextMessage();
  request.Priority = DIMSE_PRIORITY_MEDIUM;
  request.DataSetType = DIMSE_DATASET_PRESENT;
  std::strcpy(request.AffectedSOPClassUID, sopClass);
  return request;
}

void pass(const Matches &matches, DcmDataset &dataSet) {
  dataSet.convertToUTF8();
  std::vector<std::string> values;
  std::vector<carchive_element> elements;
  for (unsigned long index = 0; index < dataSet.card(); ++index) {
    DcmElement *element = dataSet.getElement(index);
    OFString text;
    if (element->isLeaf() && element->getOFStringArray(text).good()) {
      values.emplace_back(text.c_str(), text.size());
      elements.push_back({element->getGTag(), element->getETag(), nullptr});
    }
  }
  for (std::size_t index = 0; index < elements.size(); ++index) elements[index].value = values[index].c_str();
  matches.matched(matches.context, elements.data(), elements.size());
}

void onMatch(void *data, T_DIMSE_C_FindRQ *request, int count, T_DIMSE_C_FindRSP *, DcmDataset *dataSet) {
  auto &matches = *static_cast<Matches *>(data);
  const auto number = static_cast<size_t>(count);
  if (number <= matches.limit) {
    if (dataSet) pass(matches, *dataSet);
  } else if (number == matches.limit + 1) {
    DIMSE_sendCancelRequest(matches.requester.association(), matches.presentation, request->MessageID);
  } else if (number > 2 * matches.limit + 100) {
    matches.requester.interrupt();
  }
}

}  // namespace

carchive_outcome carchive_find(const carchive_peer *peer, const char *level, const carchive_element *keys, size_t count,
                               size_t limit, void *context, Matched matched, carchive_response *response,
                               carchive_fault *fault) {
  return guarded(fault, [&] {
    Requester requester(*peer);
    carchive_outcome outcome =
        requester.connect({{UID_FINDStudyRootQueryRetrieveInformationModel, uncompressed}}, *fault);
    if (outcome != CARCHIVE_DONE) return outcome;
    const T_ASC_PresentationContextID presentation = requester.accepted(0);
    DcmDataset identifier;
    OFCondition condition = put(identifier, DCM_QueryRetrieveLevel, level);
    for (size_t index = 0; index < count && condition.good(); ++index) {
      if (!isASCII(keys[index].value)) condition = put(identifier, DCM_SpecificCharacterSet, "ISO_IR 192");
      const DcmTagKey key(keys[index].group, keys[index].element);
      if (condition.good()) condition = put(identifier, key, keys[index].value);
    }
    if (condition.good() && presentation != 0) {
      auto request = query<T_DIMSE_C_FindRQ>(requester, UID_FINDStudyRootQueryRetrieveInformationModel);
      T_DIMSE_C_FindRSP answer;
      std::memset(&answer, 0, sizeof(answer));
      Matches matches{requester, presentation, limit, context, matched};
      int responses = 0;
      DcmDataset *detail = nullptr;
      condition = DIMSE_findUser(requester.association(), presentation, &request, &identifier, responses, onMatch,
                                 &matches, DIMSE_NONBLOCKING, requester.timeout(), &answer, &detail);
      take(*response, answer.DimseStatus, detail);
    }
    outcome = requester.finish(condition, *fault);
    return outcome == CARCHIVE_DONE && presentation == 0 ? CARCHIVE_NOT_OFFERED : outcome;
  });
}

carchive_outcome carchive_move(const carchive_peer *peer, const char *study, const char *series, const char *instance,
                               const char *destination, carchive_move_result *result, carchive_fault *fault) {
  return guarded(fault, [&] {
    Requester requester(*peer);
    carchive_outcome outcome =
        requester.connect({{UID_MOVEStudyRootQueryRetrieveInformationModel, uncompressed}}, *fault);
    if (outcome != CARCHIVE_DONE) return outcome;
    const T_ASC_PresentationContextID presentation = requester.accepted(0);
    DcmDataset identifier;
    OFCondition condition =
        put(identifier, DCM_QueryRetrieveLevel, instance ? "IMAGE" : series ? "SERIES" : "STUDY");
    if (condition.good()) condition = put(identifier, DCM_StudyInstanceUID, study);
    if (condition.good() && series) condition = put(identifier, DCM_SeriesInstanceUID, series);
    if (condition.good() && instance) condition = put(identifier, DCM_SOPInstanceUID, instance);
    if (condition.good() && presentation != 0) {
      auto request = query<T_DIMSE_C_MoveRQ>(requester, UID_MOVEStudyRootQueryRetrieveInformationModel);
      T_DIMSE_C_MoveRSP answer;
      std::memset(&answer, 0, sizeof(answer));
      OFStandard::strlcpy(request.MoveDestination, destination, sizeof(request.MoveDestination));
      DcmDataset *detail = nullptr;
      DcmDataset *failed = nullptr;
      condition = DIMSE_moveUser(requester.association(), presentation, &request, &identifier, nullptr, nullptr,
                                 DIMSE_NONBLOCKING, requester.timeout(), nullptr, nullptr, nullptr, &answer, &detail,
                                 &failed);
      delete failed;
      take(result->response, answer.DimseStatus, detail);
      result->completed = answer.NumberOfCompletedSubOperations;
      result->failed = answer.NumberOfFailedSubOperations;
      result->warnings = answer.NumberOfWarningSubOperations;
    }
    outcome = requester.finish(condition, *fault);
    return outcome == CARCHIVE_DONE && presentation == 0 ? CARCHIVE_NOT_OFFERED : outcome;
  });
}
