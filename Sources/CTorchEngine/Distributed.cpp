// Groups of processes: exchanging tensors, and gradients while the backward pass goes on.

#include "Rendezvous.h"
#include "Support.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <c10/util/hash.h>
#include <torch/csrc/distributed/c10d/reducer.hpp>

#include <cstdlib>
#include <numeric>

struct ct_group_object {
  c10::intrusive_ptr<c10d::ProcessGroup> group;
};

struct ct_reducer_object {
  c10d::Reducer reducer;
};

namespace engine {
namespace {

// MARK: - Groups

/// The elements of a tensor, out of autograd's sight. The backends take what lies in memory as it is.
std::vector<at::Tensor> elements(ct_tensor handle) {
  const auto tensor = borrow(handle).detach();
  if (!tensor.is_non_overlapping_and_dense()) throw BadArgument("the tensor has gaps; make it contiguous");
  return {tensor};
}

c10d::ReduceOp operation(ct_reduction reduction) {
  switch (reduction) {
    case CT_SUM: return c10d::ReduceOp::SUM;
    case CT_MAX: return c10d::ReduceOp::MAX;
    case CT_AVERAGE: return c10d::ReduceOp::AVG;
  }
  throw BadArgument("no reduction has the number " + std::to_string(reduction));
}

ct_status group_new(const ct_rendezvous *place, ct_group *result) {
  // LibTorch also logs what it throws here, with the stack. Whoever wants to read that says so.
  if (!std::getenv("TORCH_CPP_LOG_LEVEL")) FLAGS_caffe2_log_level = c10::GLOG_FATAL;
  return guarded([&] { *result = new ct_group_object{join(*place)}; });
}

ct_status all_reduce(ct_group group, ct_tensor tensor, ct_reduction reduction) {
  return guarded([&] {
    auto tensors = elements(tensor);
    c10d::AllreduceOptions options;
    options.reduceOp = operation(reduction);
    group->group->allreduce(tensors, options)->wait();
  });
}

ct_status broadcast(ct_group group, ct_tensor tensor, int32_t source) {
  return guarded([&] {
    auto tensors = elements(tensor);
    c10d::BroadcastOptions options;
    options.rootRank = source;
    group->group->broadcast(tensors, options)->wait();
  });
}

ct_status all_gather(ct_group group, ct_tensor tensor, ct_tensor *results) {
  return guarded([&] {
    auto inputs = elements(tensor);
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int rank = 0; rank < group->group->getSize(); ++rank) outputs[0].push_back(at::empty_like(inputs[0]));
    group->group->allgather(outputs, inputs)->wait();
    for (auto &output : outputs[0]) *results++ = give(std::move(output));
  });
}

ct_status barrier(ct_group group) {
  return guarded([&] {
    c10d::BarrierOptions options;
    options.device = at::kCPU;
    group->group->barrier(options)->wait();
  });
}

// MARK: - Gradients

/// Throws, on all processes, if their parameters differ in number, type or shape: they would wait for each other forever.
void compare(c10d::ProcessGroup &group, const std::vector<at::Tensor> &parameters) {
  size_t hash = parameters.size();
  for (const auto &parameter : parameters) {
    hash = c10::hash_combine(hash, static_cast<size_t>(parameter.scalar_type()));
    hash = c10::hash_combine(hash, parameter.dim());
    for (const auto size : parameter.sizes()) hash = c10::hash_combine(hash, size);
  }
  std::vector<at::Tensor> own{at::full({1}, static_cast<int64_t>(hash >> 1), at::kLong)};
  std::vector<std::vector<at::Tensor>> all(1);
  for (int rank = 0; rank < group.getSize(); ++rank) all[0].push_back(at::empty_like(own[0]));
  group.allgather(all, own)->wait();
  for (const auto &other : all[0]) {
    if (!other.equal(own[0])) throw BadArgument("the processes' parameters differ");
  }
}

/// The buckets of gradients, in the order in which the backward pass fills them: from the last parameter to the first.
std::vector<std::vector<size_t>> buckets(
    const std::vector<at::Tensor> &parameters, size_t first_bucket_bytes, size_t bucket_bytes) {
  const std::vector<at::Tensor> backward(parameters.rbegin(), parameters.rend());
  std::vector<int64_t> indices(parameters.size());
  std::iota(indices.rbegin(), indices.rend(), 0);
  return std::get<0>(
      c10d::compute_bucket_assignment_by_size(backward, {first_bucket_bytes, bucket_bytes}, {}, indices));
}

ct_status reducer_new(
    ct_group group, const ct_tensor *handles, int32_t count, int64_t bucket_bytes, int64_t first_bucket_bytes,
    ct_reducer *result) {
  return guarded([&] {
    std::vector<at::Tensor> parameters;
    for (int32_t i = 0; i < count; ++i) parameters.push_back(borrow(handles[i]));
    for (const auto &parameter : parameters) {
      if (!parameter.requires_grad()) throw BadArgument("a parameter is frozen");
    }
    if (parameters.empty()) throw BadArgument("there are no parameters");
    compare(*group->group, parameters);
    *result = new ct_reducer_object{c10d::Reducer(
        parameters, buckets(parameters, first_bucket_bytes, bucket_bytes), group->group,
        /*expect_sparse_gradients=*/std::vector<bool>(parameters.size(), false), bucket_bytes,
        /*find_unused_parameters=*/false, /*gradient_as_bucket_view=*/true, /*param_names=*/{}, first_bucket_bytes,
        /*skip_all_reduce_unused_params=*/false, /*use_python_reducer=*/false, /*bucket_bytes_cap_list=*/{})};
  });
}

ct_status reducer_prepare(ct_reducer reducer, ct_tensor loss) {
  return guarded([&] {
    reducer->reducer.prepare_for_forward();
    // Once, after the first backward pass: into the order in which gradients came there.
    reducer->reducer.rebuild_buckets();
    reducer->reducer.prepare_for_backward({borrow(loss)});
  });
}

}  // namespace

void fill_distributed(ct_api &api) {
  api.group_new = group_new;
  api.group_release = [](ct_group group) { guarded([&] { delete group; }); };
  api.group_all_reduce = all_reduce;
  api.group_broadcast = broadcast;
  api.group_all_gather = all_gather;
  api.group_barrier = barrier;
  api.reducer_new = reducer_new;
  api.reducer_prepare = reducer_prepare;
  api.reducer_release = [](ct_reducer reducer) { guarded([&] { delete reducer; }); };
}

}  // namespace engine
