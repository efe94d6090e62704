#include "pdu_guard.hpp"

#include <algorithm>
#include <cstdio>

namespace {

constexpr uint8_t dataType = 0x04;

uint32_t bigEndian(const uint8_t *bytes) {
  return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

}  // namespace

bool CommandGuard::passes(const uint8_t *bytes, std::size_t count) {
  if (count > limit - total) return false;
  total += static_cast<uint32_t>(count);
  while (count > 0) {
    std::size_t taken;
    if (valueLeft > 0) {
      taken = std::min<std::size_t>(count, valueLeft);
      if (element == dataSetTypeElement) {
        for (std::size_t index = 0; index < taken; ++index) dataSetType = uint16_t(bytes[index] << 8 | dataSetType >> 8);
      }
      valueLeft -= static_cast<uint32_t>(taken);
    } else {
      taken = std::min<std::size_t>(count, sizeof(head) - headCount);
      std::copy_n(bytes, taken, head + headCount);
      headCount += static_cast<uint32_t>(taken);
      if (headCount == sizeof(head)) {
        headCount = 0;
        if (!beginElement()) return false;
      }
    }
    bytes += taken;
    count -= taken;
  }
  return true;
}

bool CommandGuard::beginElement() {
  element = uint16_t(head[3] << 8 | head[2]);
  valueLeft = uint32_t(head[7]) << 24 | uint32_t(head[6]) << 16 | uint32_t(head[5]) << 8 | head[4];
  if (head[0] != 0 || head[1] != 0 || valueLeft > limit) return false;
  if (element != dataSetTypeElement) return true;
  // Of two it would not be clear which one DCMTK goes by.
  const bool isFirst = !hasDataSetType;
  hasDataSetType = true;
  return isFirst && valueLeft == 2;
}

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
      if (part == Part::fragment && isCommand && !command.passes(bytes, taken)) {
        return fail("a command that is none, or has more than " + std::to_string(limits.command) + " bytes");
      }
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
  if (isCommand == expectsDataSet) {
    return fail(isCommand ? "a command where a data set is due" : "a data set where a command is due");
  }
  if (!isCommand) {
    dataSetBytes += partLeft + 12;
    if (dataSetBytes > limits.dataSet) return fail("a data set that does not end");
  } else if (partLeft == 0 && !isLast) {
    return fail("a part of a command without a byte");
  }
  part = Part::fragment;
  if (partLeft == 0) finishPDV();
  return true;
}

void PDUGuard::finishPDV() {
  if (isLast) {
    expectsDataSet = isCommand && command.announcesDataSet();
    command.reset();
    dataSetBytes = 0;
  }
  // What is left and too short for another head is refused there, as it runs past the PDU.
  part = pduLeft == 0 ? Part::pduHead : Part::pdvHead;
}

bool PDUGuard::fail(std::string text) {
  reason = std::move(text);
  return false;
}
