// Which failures are about another process of a group.

#include "Support.h"

#include <string_view>

namespace engine {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Sets the error to the first sentence of `text` and says whether a time-out or a broken connection speaks from it.
ct_status peer_failure(std::string_view text) {
  set_error(std::string(text.substr(0, text.find(". "))).c_str());
  return has(text, "imed out") || has(text, "timeout") ? CT_PEER_TIMEOUT : CT_PEER_LOST;
}

}  // namespace

ct_status failure_of_peer(const std::exception &error) {
  // `what` would name every function of the stack, which takes 10 ms.
  const auto *own = dynamic_cast<const c10::Error *>(&error);
  const std::string_view text = own ? own->what_without_backtrace() : error.what();
  if (dynamic_cast<const c10::DistError *>(&error)) return peer_failure(text);
  // Gloo's exceptions are of types that LibTorch's headers do not declare: "[…/gloo/transport/tcp/pair.cc:5] Why".
  // Those of calls that do not match begin with "[enforce fail".
  const auto end = text.find("] ");
  if (text.starts_with("[enforce") || end == text.npos || !has(text.substr(0, end), "/gloo/")) return CT_OK;
  return peer_failure(text.substr(end + 2));
}

}  // namespace engine
