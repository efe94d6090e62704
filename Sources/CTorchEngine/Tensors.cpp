// Tensors from and to memory, and what can be asked of them.

#include "Support.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <cstring>

namespace engine {
namespace {

at::ScalarType element_type(ct_scalar_type type) {
  switch (type) {
    case CT_UINT8: case CT_INT8: case CT_INT16: case CT_INT32: case CT_INT64: case CT_FLOAT16: case CT_FLOAT32:
    case CT_FLOAT64: case CT_BOOL: case CT_BFLOAT16:
      return static_cast<at::ScalarType>(type);
  }
  throw BadArgument("no element type has the number " + std::to_string(type));
}

/// Checks a shape, whose size in bytes must be countable.
at::IntArrayRef checked(const int64_t *shape, int32_t rank, at::ScalarType type) {
  int64_t bytes = static_cast<int64_t>(c10::elementSize(type));
  for (int32_t axis = 0; axis < rank; ++axis) {
    if (shape[axis] < 0) throw BadArgument("a size is negative: " + std::to_string(shape[axis]));
    if (__builtin_mul_overflow(bytes, shape[axis], &bytes)) throw BadArgument("the shape is larger than memory");
  }
  return {shape, static_cast<size_t>(rank)};
}

ct_status copying(
    const void *data, const int64_t *shape, int32_t rank, ct_scalar_type type, ct_tensor *result) {
  return guarded([&] {
    const auto options = at::TensorOptions(element_type(type));
    auto tensor = at::empty(checked(shape, rank, element_type(type)), options);
    if (tensor.nbytes() > 0) std::memcpy(tensor.mutable_data_ptr(), data, tensor.nbytes());
    *result = give(std::move(tensor));
  });
}

ct_status around(
    void *data, const int64_t *shape, int32_t rank, ct_scalar_type type, ct_release release, void *context,
    ct_tensor *result) {
  return guarded([&] {
    const auto options = at::TensorOptions(element_type(type));
    const auto sizes = checked(shape, rank, element_type(type));
    *result = give(at::from_blob(data, sizes, [release, context](void *) { release(context); }, options));
  });
}

ct_status read(ct_tensor handle, void *destination, size_t bytes) {
  return guarded([&] {
    const auto tensor = borrow(handle).detach().to(at::kCPU).contiguous();
    if (tensor.nbytes() != bytes) {
      throw BadArgument(
          "the tensor has " + std::to_string(tensor.nbytes()) + " bytes, not " + std::to_string(bytes));
    }
    if (bytes > 0) std::memcpy(destination, tensor.const_data_ptr(), bytes);
  });
}

ct_status data(ct_tensor handle, void **result) {
  return guarded([&] {
    const auto tensor = borrow(handle);
    if (!tensor.is_cpu() || !tensor.is_contiguous()) throw BadArgument("the elements are not contiguous on the CPU");
    *result = tensor.mutable_data_ptr();
  });
}

void shape(ct_tensor handle, int64_t *result) {
  const auto sizes = implementation(handle)->sizes();
  std::copy(sizes.begin(), sizes.end(), result);
}

ct_device tensor_device(ct_tensor handle) {
  const auto device = implementation(handle)->device();
  return {static_cast<ct_device_type>(device.type()), device.index()};
}

bool is_contiguous(ct_tensor handle, ct_memory_format format) {
  if (format != CT_CONTIGUOUS && implementation(handle)->dim() != 4) return false;
  return implementation(handle)->is_contiguous(static_cast<at::MemoryFormat>(format));
}

}  // namespace

void fill_tensors(ct_api &api) {
  api.tensor_copying = copying;
  api.tensor_around = around;
  api.tensor_read = read;
  api.tensor_data = data;
  api.tensor_retain = [](ct_tensor handle) { return give(borrow(handle)); };
  api.tensor_release = [](ct_tensor handle) { take(handle); };
  api.tensor_set_data = [](ct_tensor handle, ct_tensor other) {
    return guarded([&] { borrow(handle).set_data(borrow(other)); });
  };
  api.tensor_rank = [](ct_tensor handle) { return static_cast<int32_t>(implementation(handle)->dim()); };
  api.tensor_shape = shape;
  api.tensor_count = [](ct_tensor handle) { return implementation(handle)->numel(); };
  api.tensor_type = [](ct_tensor handle) {
    return static_cast<int32_t>(c10::typeMetaToScalarType(implementation(handle)->dtype()));
  };
  api.tensor_device = tensor_device;
  api.tensor_is_contiguous = is_contiguous;
}

}  // namespace engine
