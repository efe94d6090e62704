// Calls of any operator through the dispatcher, with arguments boxed as its schema wants them.

#include "Support.h"

#include "Generator.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace engine {
namespace {

/// The types that arguments of operators have.
enum class Kind {
  tensor, tensors, optional_tensors, integer, number, scalar, boolean, string, integers, numbers, scalars, booleans,
  device, generator, other,
};

/// One argument of a schema.
struct Parameter {
  std::string name;
  std::string type;
  Kind kind;
  bool optional;
  /// The fixed length of a list (`int[2]`), or 0.
  int32_t length;
  std::optional<c10::IValue> standard;
};

Kind kind_of_list(const c10::Type &element) {
  switch (element.kind()) {
    case c10::TypeKind::TensorType: return Kind::tensors;
    case c10::TypeKind::OptionalType: return Kind::optional_tensors;
    case c10::TypeKind::IntType: return Kind::integers;
    case c10::TypeKind::FloatType: return Kind::numbers;
    case c10::TypeKind::NumberType: return Kind::scalars;
    case c10::TypeKind::BoolType: return Kind::booleans;
    default: return Kind::other;
  }
}

Kind kind_of(const c10::Type &type) {
  switch (type.kind()) {
    case c10::TypeKind::TensorType: return Kind::tensor;
    case c10::TypeKind::IntType: return Kind::integer;
    case c10::TypeKind::FloatType: return Kind::number;
    case c10::TypeKind::NumberType: return Kind::scalar;
    case c10::TypeKind::BoolType: return Kind::boolean;
    case c10::TypeKind::StringType: return Kind::string;
    case c10::TypeKind::DeviceObjType: return Kind::device;
    case c10::TypeKind::GeneratorType: return Kind::generator;
    case c10::TypeKind::ListType: return kind_of_list(*type.expectRef<c10::ListType>().getElementType());
    default: return Kind::other;
  }
}

Parameter parameter(const c10::Argument &argument) {
  auto type = argument.type();
  const bool optional = type->kind() == c10::TypeKind::OptionalType;
  if (optional) type = type->expectRef<c10::OptionalType>().getElementType();
  return {
      argument.name(), argument.real_type()->str(), kind_of(*type), optional, argument.N().value_or(0),
      argument.default_value()};
}

}  // namespace
}  // namespace engine

/// An operator, its schema parsed once.
struct ct_operator_object {
  c10::OperatorHandle handle;
  std::string name;
  std::vector<engine::Parameter> parameters;
  int32_t results;
};

namespace engine {
namespace {

// MARK: - Finding

ct_operator lookup(const char *name, const char *overload) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, std::unique_ptr<ct_operator_object>> known;
  const std::lock_guard lock(mutex);
  auto &entry = known[{name, overload}];
  if (!entry) {
    const auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) {
      throw UnknownOperator(std::string("LibTorch has no operator ") + name + (*overload ? "." : "") + overload);
    }
    std::vector<Parameter> parameters;
    for (const auto &argument : handle->schema().arguments()) parameters.push_back(parameter(argument));
    const auto results = static_cast<int32_t>(handle->schema().returns().size());
    entry = std::make_unique<ct_operator_object>(ct_operator_object{*handle, name, std::move(parameters), results});
  }
  return entry.get();
}

// MARK: - Boxing

/// A list made of the `count` values at `data`.
template <typename Element, typename Source>
c10::IValue list(const Source *data, int32_t count) {
  c10::List<Element> elements;
  elements.reserve(count);
  for (int32_t i = 0; i < count; ++i) elements.push_back(static_cast<Element>(data[i]));
  return elements;
}

c10::IValue repeated(int64_t value, int32_t count) {
  return list<int64_t>(std::vector<int64_t>(count, value).data(), count);
}

c10::IValue tensors(const ct_value &value) {
  c10::List<at::Tensor> elements;
  elements.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) elements.push_back(borrow(value.data.tensors[i]));
  return elements;
}

c10::IValue optional_tensors(const ct_value &value) {
  c10::List<std::optional<at::Tensor>> elements;
  elements.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) {
    const auto tensor = value.data.tensors[i];
    elements.push_back(tensor ? std::optional(borrow(tensor)) : std::nullopt);
  }
  return elements;
}

c10::IValue scalars(const double *data, int32_t count) {
  c10::impl::GenericList elements(c10::NumberType::get());
  elements.reserve(count);
  for (int32_t i = 0; i < count; ++i) elements.push_back(data[i]);
  return elements;
}

/// `value` as `parameter` wants it, or nothing if it does not fit.
std::optional<c10::IValue> fitted(const Parameter &parameter, const ct_value &value) {
  const auto &data = value.data;
  switch (parameter.kind) {
    case Kind::tensor:
      if (value.tag == CT_TENSOR) return borrow(data.tensor);
      break;
    case Kind::tensors:
      if (value.tag == CT_TENSOR_LIST) return tensors(value);
      break;
    case Kind::optional_tensors:
      if (value.tag == CT_TENSOR_LIST) return optional_tensors(value);
      break;
    case Kind::integer:
      if (value.tag == CT_INT) return data.integer;
      break;
    case Kind::number:
      if (value.tag == CT_DOUBLE) return data.number;
      if (value.tag == CT_INT) return static_cast<double>(data.integer);
      break;
    case Kind::scalar:
      if (value.tag == CT_DOUBLE) return data.number;
      if (value.tag == CT_INT) return data.integer;
      if (value.tag == CT_BOOLEAN) return data.integer != 0;
      break;
    case Kind::boolean:
      if (value.tag == CT_BOOLEAN) return data.integer != 0;
      break;
    case Kind::string:
      if (value.tag == CT_STRING) return std::string(data.string);
      break;
    case Kind::integers:
      if (value.tag == CT_INT_LIST) return list<int64_t>(data.integers, value.count);
      if (value.tag == CT_INT && parameter.length > 0) return repeated(data.integer, parameter.length);
      break;
    case Kind::numbers:
      if (value.tag == CT_DOUBLE_LIST) return list<double>(data.numbers, value.count);
      if (value.tag == CT_INT_LIST) return list<double>(data.integers, value.count);
      break;
    case Kind::scalars:
      if (value.tag == CT_DOUBLE_LIST) return scalars(data.numbers, value.count);
      break;
    case Kind::booleans:
      if (value.tag == CT_BOOLEAN_LIST) return list<bool>(data.integers, value.count);
      break;
    case Kind::device:
      if (value.tag == CT_DEVICE) return device(data.device);
      break;
    case Kind::generator:
      if (value.tag == CT_GENERATOR) return data.generator->value;
      break;
    case Kind::other: break;
  }
  return std::nullopt;
}

c10::IValue standard(const ct_operator_object &op, const Parameter &parameter) {
  if (parameter.standard) return *parameter.standard;
  if (parameter.optional) return {};
  throw BadArgument("argument '" + parameter.name + "' of " + op.name + " is missing");
}

c10::IValue box(const ct_operator_object &op, const Parameter &parameter, const ct_value &value) {
  if (value.tag == CT_DEFAULT) return standard(op, parameter);
  if (value.tag == CT_NONE && parameter.optional) return {};
  if (auto boxed = fitted(parameter, value)) return std::move(*boxed);
  throw BadArgument("argument '" + parameter.name + "' of " + op.name + " must be " + parameter.type);
}

// MARK: - Unboxing

template <typename Element>
Element *allocate(size_t count) {
  auto *memory = static_cast<Element *>(std::malloc(std::max<size_t>(count, 1) * sizeof(Element)));
  if (!memory) throw std::bad_alloc();
  return memory;
}

void unbox_tensors(c10::IValue &&source, ct_value &result) {
  auto tensors = std::move(source).toTensorVector();
  auto *handles = allocate<ct_tensor>(tensors.size());
  for (size_t i = 0; i < tensors.size(); ++i) handles[i] = give(std::move(tensors[i]));
  result = {CT_TENSOR_LIST, static_cast<int32_t>(tensors.size()), {.tensors = handles}};
}

void unbox(const ct_operator_object &op, c10::IValue &&source, ct_value &result) {
  if (source.isTensor()) {
    const auto tensor = give(std::move(source).toTensor());
    if (tensor) result = {CT_TENSOR, 0, {.tensor = tensor}};
  } else if (source.isNone()) {
    return;
  } else if (source.isInt()) {
    result = {CT_INT, 0, {.integer = source.toInt()}};
  } else if (source.isDouble()) {
    result = {CT_DOUBLE, 0, {.number = source.toDouble()}};
  } else if (source.isBool()) {
    result = {CT_BOOLEAN, 0, {.integer = source.toBool()}};
  } else if (source.isTensorList()) {
    unbox_tensors(std::move(source), result);
  } else if (source.isIntList()) {
    const auto elements = source.toIntVector();
    auto *copy = allocate<int64_t>(elements.size());
    std::copy(elements.begin(), elements.end(), copy);
    result = {CT_INT_LIST, static_cast<int32_t>(elements.size()), {.integers = copy}};
  } else if (source.isDevice()) {
    const auto device = source.toDevice();
    result = {CT_DEVICE, 0, {.device = {static_cast<ct_device_type>(device.type()), device.index()}}};
  } else {
    throw BadArgument("a result of " + op.name + " is of a type that has no form here: " + source.tagKind());
  }
}

void release(ct_value *value) {
  if (value->tag == CT_TENSOR) take(value->data.tensor);
  if (value->tag == CT_TENSOR_LIST) {
    for (int32_t i = 0; i < value->count; ++i) take(value->data.tensors[i]);
    std::free(const_cast<ct_tensor *>(value->data.tensors));
  }
  if (value->tag == CT_INT_LIST) std::free(const_cast<int64_t *>(value->data.integers));
  *value = {CT_NONE, 0, {.integer = 0}};
}

// MARK: - Calling

ct_status call(ct_operator op, const ct_value *arguments, int32_t count, ct_value *results) {
  for (int32_t i = 0; i < op->results; ++i) results[i] = {CT_NONE, 0, {.integer = 0}};
  const auto status = guarded([&] {
    const auto expected = static_cast<int32_t>(op->parameters.size());
    if (count > expected) {
      throw BadArgument(
          op->name + " takes " + std::to_string(expected) + " arguments, not " + std::to_string(count));
    }
    c10::Stack stack;
    stack.reserve(std::max(expected, op->results));
    for (int32_t i = 0; i < count; ++i) stack.push_back(box(*op, op->parameters[i], arguments[i]));
    for (int32_t i = count; i < expected; ++i) stack.push_back(standard(*op, op->parameters[i]));
    op->handle.callBoxed(stack);
    for (int32_t i = 0; i < op->results; ++i) unbox(*op, std::move(stack[i]), results[i]);
  });
  if (status != CT_OK) {
    for (int32_t i = 0; i < op->results; ++i) release(&results[i]);
  }
  return status;
}

}  // namespace

void fill_operators(ct_api &api) {
  api.find_operator = [](const char *name, const char *overload, ct_operator *result) {
    return guarded([&] { *result = lookup(name, overload); });
  };
  api.result_count = [](ct_operator op) { return op->results; };
  api.call = call;
  api.value_release = release;
}

}  // namespace engine
