// What every part of the engine shares: handles, and the wall that no exception passes.

#pragma once

#include "ctorch.h"

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace engine {

/// An argument that breaks a function's contract or an operator's schema.
struct BadArgument : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// An operator that LibTorch does not have.
struct UnknownOperator : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// A failure whose status is known.
struct Failure : std::runtime_error {
  Failure(ct_status status, const char *message) : std::runtime_error(message), status(status) {}
  ct_status status;
};

/// The sentence of this thread's last failure.
const char *last_error() noexcept;
void set_error(const char *message) noexcept;

/// What an exception says of another process of a group, with its sentence set; `CT_OK` if it is not about one.
ct_status failure_of_peer(const std::exception &);

/// Runs `body` and turns whatever it throws into a status.
template <typename Body>
ct_status guarded(Body &&body) noexcept {
  try {
    body();
    return CT_OK;
  } catch (const BadArgument &error) {
    set_error(error.what());
    return CT_BAD_ARGUMENT;
  } catch (const UnknownOperator &error) {
    set_error(error.what());
    return CT_UNKNOWN_OPERATOR;
  } catch (const Failure &error) {
    set_error(error.what());
    return error.status;
  } catch (const c10::OutOfMemoryError &error) {
    set_error(error.what_without_backtrace());
    return CT_OUT_OF_MEMORY;
  } catch (const c10::Error &error) {
    if (const auto status = failure_of_peer(error)) return status;
    set_error(error.what_without_backtrace());
    // The CPU allocator reports a lack of memory as a plain error.
    const bool memory = std::string_view(last_error()).find("allocate memory") != std::string_view::npos;
    return memory ? CT_OUT_OF_MEMORY : CT_FAILED;
  } catch (const std::bad_alloc &) {
    set_error("memory ran out");
    return CT_OUT_OF_MEMORY;
  } catch (const std::exception &error) {
    if (const auto status = failure_of_peer(error)) return status;
    set_error(error.what());
    return CT_FAILED;
  } catch (...) {
    set_error("an exception of unknown type");
    return CT_FAILED;
  }
}

/// The implementation behind a handle.
inline at::TensorImpl *implementation(ct_tensor handle) noexcept {
  return reinterpret_cast<at::TensorImpl *>(handle);
}

/// A tensor of our own for a handle that is only lent. NULL gives an undefined tensor.
inline at::Tensor borrow(ct_tensor handle) noexcept {
  if (!handle) return {};
  using Pointer = c10::intrusive_ptr<at::TensorImpl, c10::UndefinedTensorImpl>;
  return at::Tensor(Pointer::unsafe_reclaim_from_nonowning(implementation(handle)));
}

/// A handle that the caller owns. An undefined tensor gives NULL.
inline ct_tensor give(at::Tensor tensor) noexcept {
  if (!tensor.defined()) return nullptr;
  return reinterpret_cast<ct_tensor>(tensor.unsafeReleaseTensorImpl());
}

/// The tensor behind a handle that the caller has given away.
inline at::Tensor take(ct_tensor handle) noexcept {
  if (!handle) return {};
  using Pointer = c10::intrusive_ptr<at::TensorImpl, c10::UndefinedTensorImpl>;
  return at::Tensor(Pointer::reclaim(implementation(handle)));
}

inline at::Device device(ct_device device) {
  return at::Device(static_cast<at::DeviceType>(device.type), static_cast<c10::DeviceIndex>(device.index));
}

// Each part of the engine fills its part of the table.
void fill_operators(ct_api &);
void fill_tensors(ct_api &);
void fill_autograd(ct_api &);
void fill_modes(ct_api &);
void fill_random(ct_api &);
void fill_runtime(ct_api &);
void fill_distributed(ct_api &);

}  // namespace engine
