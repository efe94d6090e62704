// What changes how operators run on this thread: gradients, inference, autocast.

#include "Support.h"

#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

at::DeviceType kind(ct_device_type type) { return static_cast<at::DeviceType>(type); }

ct_status set_autocast(ct_device_type type, bool enabled, int32_t element_type) {
  return guarded([&] {
    at::autocast::set_autocast_dtype(kind(type), static_cast<at::ScalarType>(element_type));
    at::autocast::set_autocast_enabled(kind(type), enabled);
  });
}

void autocast_nest(bool open) {
  if (open) {
    at::autocast::increment_nesting();
  } else if (at::autocast::decrement_nesting() == 0) {
    at::autocast::clear_cache();
  }
}

}  // namespace

void fill_modes(ct_api &api) {
  api.grad_enabled = [] { return c10::GradMode::is_enabled(); };
  api.set_grad_enabled = [](bool enabled) { c10::GradMode::set_enabled(enabled); };
  api.inference_mode_begin = [](bool enabled, void **guard) {
    return guarded([&] { *guard = new c10::InferenceMode(enabled); });
  };
  api.inference_mode_end = [](void *guard) { delete static_cast<c10::InferenceMode *>(guard); };
  api.autocast_enabled = [](ct_device_type type) { return at::autocast::is_autocast_enabled(kind(type)); };
  api.autocast_type = [](ct_device_type type) {
    return static_cast<int32_t>(at::autocast::get_autocast_dtype(kind(type)));
  };
  api.set_autocast = set_autocast;
  api.autocast_nest = autocast_nest;
}

}  // namespace engine
