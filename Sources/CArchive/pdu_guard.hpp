// A look at the bytes of an association before DCMTK reads them.
//
// DCMTK 3.6.7 puts no bound on the bytes of a command or of a message, reserves what an element's length says, reads nested
// items by recursion, and parses as a command whatever comes where one is due. So commands and data sets are bounded here
// and have to come in turn, elements of commands are looked at, and so are the lengths that PDUs declare.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// Follows the elements of a command: implicit VR, little endian, group 0000, none of them a sequence (PS3.7 section 6.3.1).
class CommandGuard {
 public:
  explicit CommandGuard(uint32_t limit) : limit(limit) {}

  /// Whether what has come so far is a command within the limit.
  bool passes(const uint8_t *bytes, std::size_t count);

  /// Whether it says that a data set follows.
  bool announcesDataSet() const { return dataSetType != noDataSet; }

  void reset() { *this = CommandGuard(limit); }

 private:
  static constexpr uint16_t dataSetTypeElement = 0x0800;
  static constexpr uint16_t noDataSet = 0x0101;

  bool beginElement();

  uint32_t limit;
  uint8_t head[8] = {};
  uint32_t headCount = 0;
  uint16_t element = 0;
  bool hasDataSetType = false;
  uint16_t dataSetType = noDataSet;
  uint32_t valueLeft = 0;
  uint32_t total = 0;
};

/// Follows PDUs and PDVs (PS3.8 section 9.3) in the bytes of an established association.
class PDUGuard {
 public:
  struct Limits {
    uint32_t dataPDU = 131072;       // bytes that a P-DATA-TF may declare
    uint32_t otherPDU = 4;           // bytes that any other PDU may declare
    uint32_t command = 16384;        // bytes of one command, and of one of its elements
    uint64_t dataSet = UINT64_MAX;   // bytes of one data set, with 12 for each of its PDVs
  };

  explicit PDUGuard(const Limits &limits) : limits(limits), command(limits.command) {}

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
  bool expectsDataSet = false;
  CommandGuard command;
  uint64_t dataSetBytes = 0;
  std::string reason;
};
