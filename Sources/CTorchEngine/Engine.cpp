// The table of functions, and this thread's last error.

#include "Support.h"

#include <ATen/Version.h>

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

/// The version that the loaded LibTorch gives itself: headers only tell what this was compiled with.
std::string loaded_version() {
  const std::string key = "TORCH_VERSION=";
  const auto config = at::show_config();
  const auto start = config.find(key);
  if (start == std::string::npos) return "unknown";
  const auto value = start + key.size();
  return config.substr(value, config.find_first_of(", \n", value) - value);
}

ct_api make_table() {
  ct_api api{};
  api.size = sizeof(ct_api);
  api.last_error = last_error;
  api.fail = set_error;
  fill_operators(api);
  fill_tensors(api);
  fill_autograd(api);
  fill_modes(api);
  fill_random(api);
  fill_runtime(api);
  fill_distributed(api);
  // After the kernels for CUDA are loaded: LibTorch remembers for good whether there were any when it was first asked.
  static const std::string version = loaded_version();
  api.version = version.c_str();
  return api;
}

}  // namespace
}  // namespace engine

extern "C" const ct_api *ct_engine(void) {
  static const ct_api api = engine::make_table();
  return &api;
}
