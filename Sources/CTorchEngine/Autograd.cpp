// Derivatives: backward, grad, and functions whose derivative the caller supplies.

#include "Support.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

namespace engine {
namespace {

using torch::autograd::variable_list;

variable_list borrow_all(const ct_tensor *handles, int32_t count) {
  variable_list tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) tensors.push_back(handles ? borrow(handles[i]) : at::Tensor());
  return tensors;
}

ct_status gradient(ct_tensor handle, ct_tensor *result) {
  return guarded([&] {
    const auto tensor = borrow(handle);
    // `grad()` warns about a tensor that is no leaf, which has no gradient anyway.
    *result = tensor.is_leaf() || tensor.retains_grad() ? give(tensor.grad()) : nullptr;
  });
}

ct_status set_gradient(ct_tensor handle, ct_tensor gradient) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

ct_status backward(ct_tensor handle, ct_tensor gradient, bool retain_graph, bool create_graph) {
  return guarded(
      [&] { torch::autograd::backward({borrow(handle)}, {borrow(gradient)}, retain_graph, create_graph); });
}

ct_status grad(
    const ct_tensor *outputs, int32_t output_count, const ct_tensor *inputs, int32_t input_count,
    const ct_tensor *output_gradients, bool retain_graph, bool create_graph, bool allow_unused, ct_tensor *results) {
  return guarded([&] {
    auto gradients = torch::autograd::grad(
        borrow_all(outputs, output_count), borrow_all(inputs, input_count),
        borrow_all(output_gradients, output_count), retain_graph, create_graph, allow_unused);
    for (int32_t i = 0; i < input_count; ++i) results[i] = give(std::move(gradients[i]));
  });
}

/// A step of the graph whose derivative is a C function.
class CallbackNode final : public torch::autograd::Node {
 public:
  CallbackNode(ct_backward backward, ct_release release, void *context)
      : backward_(backward), release_(release), context_(context) {}

  ~CallbackNode() override { release_(context_); }

  std::string name() const override { return "CallbackBackward"; }

 private:
  variable_list apply(variable_list &&output_gradients) override {
    const auto count = static_cast<int32_t>(num_outputs());
    std::vector<ct_tensor> handles(count, nullptr);
    auto upstream = give(output_gradients.empty() ? at::Tensor() : std::move(output_gradients[0]));
    const auto status = backward_(context_, upstream, handles.data(), count);
    take(upstream);
    variable_list gradients;
    gradients.reserve(count);
    for (const auto handle : handles) gradients.push_back(take(handle));
    if (status != CT_OK) throw Failure(status, last_error());
    return gradients;
  }

  ct_backward backward_;
  ct_release release_;
  void *context_;
};

ct_status attach_backward(
    ct_tensor output, const ct_tensor *inputs, int32_t count, ct_backward backward, ct_release release,
    void *context, ct_tensor *result) {
  bool owned = false;
  const auto status = guarded([&] {
    const auto node = c10::make_intrusive<CallbackNode>(backward, release, context);
    owned = true;
    node->set_next_edges(torch::autograd::collect_next_edges(borrow_all(inputs, count)));
    auto variable = borrow(output).variable_data();
    torch::autograd::set_history(variable, node);
    *result = give(std::move(variable));
  });
  if (!owned) release(context);
  return status;
}

}  // namespace

void fill_autograd(ct_api &api) {
  api.requires_grad = [](ct_tensor handle) { return implementation(handle)->requires_grad(); };
  api.is_leaf = [](ct_tensor handle) { return borrow(handle).is_leaf(); };
  api.set_requires_grad = [](ct_tensor handle, bool value) {
    return guarded([&] {
      const auto tensor = borrow(handle);
      if (!tensor.is_leaf() && !value) throw BadArgument("only a leaf can stop requiring a gradient; detach it");
      tensor.set_requires_grad(value);
    });
  };
  api.gradient = gradient;
  api.set_gradient = set_gradient;
  api.backward = backward;
  api.grad = grad;
  api.attach_backward = attach_backward;
}

}  // namespace engine
