// libCTorchNCCL.so: the group of processes on GPUs, which LibTorch has in its CUDA builds only.
//
// `Scripts/cuda.sh` compiles it against the torch of a Python environment. All that is made here is laid out by that
// torch's headers and the nccl.h that it was built with.

#include "NCCLPlugin.h"

#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>

extern "C" void ct_nccl_backend(
    c10::intrusive_ptr<c10d::Backend> &result, const c10::intrusive_ptr<c10d::Store> &store, int rank, int size,
    int device, std::chrono::milliseconds timeout) {
  auto options = c10d::ProcessGroupNCCL::Options::create();
  options->timeout = timeout;
  options->group_name = "hilum";
  auto backend = c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, std::move(options));
  const at::Device gpu(at::kCUDA, static_cast<c10::DeviceIndex>(device));
  backend->setBoundDeviceId(gpu);
  // Now rather than with the first gradients, so that what keeps GPUs from each other is an error of the beginning.
  backend->eagerConnectSingleDevice(gpu);
  result = std::move(backend);
}
