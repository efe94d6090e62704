// A look at the bytes of an association before DCMTK reads them.
//
// DCMTK 3.6.7 puts no bound on the bytes of a command or of a message, and reads nested items of a command by recursion; so
// both are bounded here, as are the lengths that PDUs declare.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// Follows PDUs and PDVs (PS3.8 section 9.3) in the bytes of an established association.
class PDUGuard {
 public:
  struct Limits {
    uint32_t dataPDU = 131072;       // bytes that a P-DATA-TF may declare
    uint32_t otherPDU = 4;           // bytes that any other PDU may declare
    uint32_t command = 16384;        // bytes of one command
    uint64_t dataSet = UINT64_MAX;   // bytes of one data set, with 12 for each of its PDVs
  };

  explicit PDUGuard(const Limits &limits) : limits(limits) {}

  /// Whether the bytes keep to the limits; if not, `violation` says how they do not, and they are not to be read.
  bool passes(const uint8_t *bytes, std::size_t count);

  const std::string &violation() const { return reason; }

 private:
  enum class Part { pduHead, pdvHead, fragment, body };

  bool beginPDU();
  bool beginPDV();
  void finishPDV();
  bool fail(std::string text);

  const Limits limits;
  Part part = Part::pduHead;
  uint8_t head[6];
  std::size_t headCount = 0;
  uint64_t pduLeft = 0;
  uint64_t partLeft = 0;
  bool isLast = false;
  bool isCommand = false;
  uint64_t commandBytes = 0;
  uint64_t dataSetBytes = 0;
  std::string reason;
};
