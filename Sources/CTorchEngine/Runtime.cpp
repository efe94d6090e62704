// Devices and threads.

#include "Support.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <dlfcn.h>

namespace engine {
namespace {

/// A CUDA build of LibTorch registers its kernels when this library is loaded; nothing links it.
void load_cuda() { dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL); }

int32_t device_count(ct_device_type type) {
  if (type == CT_CPU) return 1;
  int32_t count = 0;
  guarded([&] {
    if (at::globalContext().hasCUDA()) count = at::detail::getCUDAHooks().getNumGPUs();
  });
  return count;
}

ct_status synchronize(ct_device where) {
  return guarded([&] {
    if (where.type != CT_CUDA) return;
    const auto &hooks = at::detail::getCUDAHooks();
    hooks.deviceSynchronize(where.index < 0 ? hooks.getCurrentDevice() : static_cast<c10::DeviceIndex>(where.index));
  });
}

ct_status set_thread_count(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

ct_status set_interop_thread_count(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

}  // namespace

void fill_runtime(ct_api &api) {
  load_cuda();
  api.device_count = device_count;
  api.device_synchronize = synchronize;
  api.thread_count = [] { return static_cast<int32_t>(at::get_num_threads()); };
  api.set_thread_count = set_thread_count;
  api.interop_thread_count = [] { return static_cast<int32_t>(at::get_num_interop_threads()); };
  api.set_interop_thread_count = set_interop_thread_count;
}

}  // namespace engine
