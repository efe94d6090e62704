// The table of functions, and this thread's last error.

#include "Support.h"

#include <torch/headeronly/version.h>

namespace engine {

namespace {
thread_local std::string message;
}

const char *last_error() noexcept { return message.c_str(); }

void set_error(const char *text) noexcept {
  try {
    message = text ? text : "";
  } catch (...) {
    message.clear();
  }
}

namespace {

ct_api make_table() {
  ct_api api{};
  api.size = sizeof(ct_api);
  api.version = TORCH_VERSION;
  api.last_error = last_error;
  api.fail = set_error;
  fill_operators(api);
  fill_tensors(api);
  fill_autograd(api);
  fill_modes(api);
  fill_random(api);
  fill_runtime(api);
  fill_distributed(api);
  return api;
}

}  // namespace
}  // namespace engine

extern "C" const ct_api *ct_engine(void) {
  static const ct_api api = engine::make_table();
  return &api;
}
