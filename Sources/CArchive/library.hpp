// What all of the shim needs: DCMTK made silent and ready, and text copied with its bounds kept.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/ofstd/ofcond.h>

/// Silences and prepares DCMTK, once in the process.
void prepareLibrary();

/// What a condition comes down to: DCMTK chains causes, a line each, after numbers of theirs.
std::string cause(const OFCondition &condition);

/// Copies text into a buffer of a C structure; what does not fit is cut, what is not printable ASCII becomes `?`.
template <std::size_t size>
void copyPrintable(char (&target)[size], const std::string &text) {
  std::size_t count = text.size() < size ? text.size() : size - 1;
  for (std::size_t index = 0; index < count; ++index) {
    const unsigned char character = static_cast<unsigned char>(text[index]);
    target[index] = character >= 0x20 && character < 0x7F ? static_cast<char>(character) : '?';
  }
  target[count] = 0;
}
