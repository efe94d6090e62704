// Devices and threads.

#include "Support.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <dlfcn.h>
#include <unistd.h>

namespace engine {
namespace {

/// Why there are no kernels for CUDA; empty if there are.
std::string cuda_problem;

/// Loads what stands beside the LibTorch that is in use: a CUDA build registers its kernels when this library is loaded;
/// nothing links it.
void load_cuda() {
  Dl_info cpu{};
  if (!dladdr(reinterpret_cast<void *>(&at::globalContext), &cpu)) return;
  const std::string path(cpu.dli_fname);
  const auto cuda = path.substr(0, path.rfind('/') + 1) + "libtorch_cuda.so";
  if (access(cuda.c_str(), F_OK) != 0) {
    cuda_problem = "this LibTorch was built without CUDA; HILUM_LIBTORCH names one that has it";
  } else if (!dlopen(cuda.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
    cuda_problem = dlerror();
  }
}

int32_t device_count(ct_device_type type) {
  if (type == CT_CPU) return 1;
  int32_t count = 0;
  guarded([&] {
    if (at::globalContext().hasCUDA()) count = at::detail::getCUDAHooks().getNumGPUs();
  });
  return count;
}

ct_status prepare(ct_device_type type) {
  return guarded([&] {
    if (type == CT_CPU) return;
    if (!cuda_problem.empty()) throw std::runtime_error(cuda_problem);
    at::globalContext().lazyInitDevice(at::kCUDA);
  });
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

ct_status set_tf32(bool allowed) {
  return guarded([&] {
    const auto precision = allowed ? at::Float32Precision::TF32 : at::Float32Precision::IEEE;
    for (const auto op : {at::Float32Op::CONV, at::Float32Op::MATMUL}) {
      at::globalContext().setFloat32Precision(at::Float32Backend::CUDA, op, precision);
    }
  });
}

}  // namespace

void fill_runtime(ct_api &api) {
  load_cuda();
  api.device_count = device_count;
  api.device_prepare = prepare;
  api.device_synchronize = synchronize;
  api.thread_count = [] { return static_cast<int32_t>(at::get_num_threads()); };
  api.set_thread_count = set_thread_count;
  api.interop_thread_count = [] { return static_cast<int32_t>(at::get_num_interop_threads()); };
  api.set_interop_thread_count = set_interop_thread_count;
  api.set_cudnn_benchmark = [](bool enabled) { at::globalContext().setBenchmarkCuDNN(enabled); };
  api.set_tf32 = set_tf32;
}

}  // namespace engine
