#include "pdu_guard.hpp"

#include <algorithm>
#include <cstdio>

namespace {

constexpr uint8_t dataType = 0x04;

uint32_t bigEndian(const uint8_t *bytes) {
  return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

}  // namespace

bool PDUGuard::passes(const uint8_t *bytes, std::size_t count) {
  if (!reason.empty()) return false;
  while (count > 0) {
    std::size_t taken;
    if (part == Part::pduHead || part == Part::pdvHead) {
      taken = std::min(count, sizeof(head) - headCount);
      std::copy_n(bytes, taken, head + headCount);
      headCount += taken;
      if (headCount == sizeof(head)) {
        headCount = 0;
        if (!(part == Part::pduHead ? beginPDU() : beginPDV())) return false;
      }
    } else {
      taken = static_cast<std::size_t>(std::min<uint64_t>(count, partLeft));
      partLeft -= taken;
      if (partLeft == 0) {
        if (part == Part::fragment) finishPDV(); else part = Part::pduHead;
      }
    }
    bytes += taken;
    count -= taken;
  }
  return true;
}

bool PDUGuard::beginPDU() {
  const uint8_t type = head[0];
  const uint32_t length = bigEndian(head + 2);
  const uint32_t most = type == dataType ? limits.dataPDU : limits.otherPDU;
  if (length > most) {
    char text[100];
    std::snprintf(text, sizeof(text), "a PDU of type %02XH declares %u bytes; at most %u are taken", type, length, most);
    return fail(text);
  }
  if (type == dataType) {
    if (length < 6) return fail("a P-DATA-TF without a presentation data value");
    pduLeft = length;
    part = Part::pdvHead;
  } else {
    partLeft = length;
    part = length == 0 ? Part::pduHead : Part::body;
  }
  return true;
}

bool PDUGuard::beginPDV() {
  const uint32_t length = bigEndian(head);
  if (length < 2 || uint64_t(length) + 4 > pduLeft) return fail("a presentation data value is longer than its PDU");
  isCommand = head[5] & 1;
  isLast = head[5] & 2;
  partLeft = length - 2;
  pduLeft -= uint64_t(length) + 4;
  if (isCommand) {
    commandBytes += partLeft + 12;
    if (commandBytes > limits.command) return fail("a command of more than " + std::to_string(limits.command) + " bytes");
  } else {
    dataSetBytes += partLeft + 12;
    if (dataSetBytes > limits.dataSet) return fail("a data set that does not end");
  }
  part = Part::fragment;
  if (partLeft == 0) finishPDV();
  return true;
}

void PDUGuard::finishPDV() {
  if (isLast) (isCommand ? commandBytes : dataSetBytes) = 0;
  // What is left and too short for another head is refused there, as it runs past the PDU.
  part = pduLeft == 0 ? Part::pduHead : Part::pdvHead;
}

bool PDUGuard::fail(std::string text) {
  reason = std::move(text);
  return false;
}
