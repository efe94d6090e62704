// What the library with NCCL has for the engine.
//
// LibTorch's NCCL backend exists in its CUDA builds only, so it is compiled apart, into libCTorchNCCL.so, which the
// engine opens beside itself when a group wants NCCL and which resolves its symbols against the LibTorch that is loaded.

#pragma once

#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/Store.hpp>

#include <chrono>

/// Makes a `c10d::ProcessGroupNCCL` and writes it to `result`. The symbol is `ct_nccl_backend`.
///
/// `store` is where the ranks meet, under a prefix of this backend's own; `device` is the index of this rank's GPU, to
/// which the backend is bound; `timeout` is how long a collective may take. May throw: the engine turns it into a status.
using ct_nccl_factory = void (
    c10::intrusive_ptr<c10d::Backend> &result, const c10::intrusive_ptr<c10d::Store> &store, int rank, int size,
    int device, std::chrono::milliseconds timeout);

extern "C" ct_nccl_factory ct_nccl_backend;
