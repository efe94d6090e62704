#include "library.hpp"

#include "carchive.h"

#include <csignal>
#include <mutex>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmnet/dul.h>
#include <dcmtk/oflog/oflog.h>

void prepareLibrary() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    // Names of peers are not looked up: a slow name server would block associations.
    dcmDisableGethostbyaddr.set(OFTrue);
    // DCMTK does the same as soon as it opens a network.
    std::signal(SIGPIPE, SIG_IGN);
  });
}

std::string cause(const OFCondition &condition) {
  std::string text = condition.text();
  const std::string prefix = "TCP Initialization Error: ";
  if (text.rfind(prefix, 0) == 0) text.erase(0, prefix.size());
  const std::size_t line = text.rfind('\n');
  if (line == std::string::npos) return text;
  const std::size_t space = text.find(' ', line);
  return space == std::string::npos ? text.substr(line + 1) : text.substr(space + 1);
}

int carchive_prepare(void) {
  try {
    prepareLibrary();
    return dcmDataDict.isDictionaryLoaded() ? 1 : 0;
  } catch (...) {
    return 0;
  }
}
