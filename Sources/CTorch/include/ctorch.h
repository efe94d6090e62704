/// The C interface between Swift and LibTorch.
///
/// The engine (libCTorchEngine.so) is the only code that sees LibTorch. It fills the table `ct_api`, which `ct_load`
/// fetches with dlopen, so a program that never learns starts without LibTorch.
///
/// Conventions, the same for every function:
/// - A function that can fail returns a `ct_status`; results are written through pointers only when it is `CT_OK`.
///   No C++ exception leaves the engine, and nothing aborts. After a failure `last_error` has the sentence, which
///   belongs to the calling thread and lasts until that thread's next failure.
/// - A `ct_tensor` that a function returns is owned by the caller, who gives it back with `tensor_release`. One that is
///   passed in is only borrowed. NULL stands for an undefined tensor where the text allows it.
/// - Handles may be used from any thread. Gradient modes and autocast belong to the calling thread.
/// - Shapes are arrays of int64_t; data is in host byte order.

#ifndef HILUM_CTORCH_H
#define HILUM_CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: - Status

/// What became of a call.
typedef enum ct_status : int32_t {
  CT_OK = 0,
  /// LibTorch refused: shapes, types, values. `last_error` has its words.
  CT_FAILED = 1,
  /// Memory ran out, on the host or on the device.
  CT_OUT_OF_MEMORY = 2,
  /// No operator has this name and overload.
  CT_UNKNOWN_OPERATOR = 3,
  /// The arguments do not fit the operator's schema or the function's contract.
  CT_BAD_ARGUMENT = 4,
  /// Another process of a group is gone.
  CT_PEER_LOST = 5,
  /// Another process of a group did not answer within the group's time-out.
  CT_PEER_TIMEOUT = 6,
} ct_status;

// MARK: - Handles

/// An owned reference to a tensor.
typedef struct ct_tensor_object *ct_tensor;
/// An operator with its parsed schema. Lives as long as the process.
typedef const struct ct_operator_object *ct_operator;
/// A source of random numbers.
typedef struct ct_generator_object *ct_generator;
/// This process's place in a group of processes that compute together.
typedef struct ct_group_object *ct_group;
/// The exchange of gradients between the processes of a group.
typedef struct ct_reducer_object *ct_reducer;
/// A function that frees what `context` points to.
typedef void (*ct_release)(void *context);

// MARK: - Enumerations

/// Element types, with the numbers of c10::ScalarType.
typedef enum ct_scalar_type : int32_t {
  CT_UINT8 = 0,
  CT_INT8 = 1,
  CT_INT16 = 2,
  CT_INT32 = 3,
  CT_INT64 = 4,
  CT_FLOAT16 = 5,
  CT_FLOAT32 = 6,
  CT_FLOAT64 = 7,
  CT_BOOL = 11,
  CT_BFLOAT16 = 15,
} ct_scalar_type;

/// Kinds of device, with the numbers of c10::DeviceType.
typedef enum ct_device_type : int32_t {
  CT_CPU = 0,
  CT_CUDA = 1,
} ct_device_type;

/// A device. `index` is -1 for the current one.
typedef struct ct_device {
  ct_device_type type;
  int32_t index;
} ct_device;

/// Memory formats, with the numbers of c10::MemoryFormat.
typedef enum ct_memory_format : int32_t {
  CT_CONTIGUOUS = 0,
  CT_PRESERVE = 1,
  CT_CHANNELS_LAST = 2,
} ct_memory_format;

// MARK: - Values

/// What a `ct_value` holds.
typedef enum ct_tag : int32_t {
  /// None. Also an undefined tensor.
  CT_NONE = 0,
  /// As an argument only: the schema's default.
  CT_DEFAULT,
  /// `data.tensor`.
  CT_TENSOR,
  /// `data.tensors`, `count` of them. A NULL in it is a none, where the schema allows one (`Tensor?[]`).
  CT_TENSOR_LIST,
  /// `data.integer`. Also a scalar, an element type (`ct_scalar_type`) and a memory format (`ct_memory_format`), which
  /// the dispatcher takes as integers.
  CT_INT,
  /// `data.integers`, `count` of them.
  CT_INT_LIST,
  /// `data.number`. Also a scalar.
  CT_DOUBLE,
  /// `data.numbers`, `count` of them. Also a list of scalars.
  CT_DOUBLE_LIST,
  /// `data.integer`, 0 or 1. Also a scalar.
  CT_BOOLEAN,
  /// `data.integers`, each 0 or 1, `count` of them.
  CT_BOOLEAN_LIST,
  /// `data.string`, UTF-8 that ends in NUL.
  CT_STRING,
  /// `data.device`.
  CT_DEVICE,
  /// As an argument only: `data.generator`.
  CT_GENERATOR,
} ct_tag;

/// One argument or result of an operator: a tag and what it holds.
typedef struct ct_value {
  ct_tag tag;
  /// Elements of a list, else 0.
  int32_t count;
  union ct_payload {
    ct_tensor tensor;
    const ct_tensor *tensors;
    int64_t integer;
    const int64_t *integers;
    double number;
    const double *numbers;
    const char *string;
    ct_device device;
    ct_generator generator;
  } data;
} ct_value;

/// The derivative of a function that LibTorch does not know (see `attach_backward`).
///
/// Gets `context` and the gradient of the output (borrowed; NULL for zero), and writes the gradient of each input
/// (owned by the engine from then on; NULL for none). Returns `CT_OK`, or, after `fail`, what `backward` is to return.
/// Runs on the thread that calls `backward` or, on a GPU, on LibTorch's own thread for that device.
typedef ct_status (*ct_backward)(void *context, ct_tensor output_gradient, ct_tensor *input_gradients, int32_t count);

// MARK: - Groups of processes

/// What carries tensors between processes.
typedef enum ct_backend : int32_t {
  /// TCP, for tensors on the CPU.
  CT_GLOO = 0,
  /// NVIDIA's library for tensors on GPUs; those on the CPU go through Gloo.
  CT_NCCL = 1,
} ct_backend;

/// How the tensors of all processes become one.
typedef enum ct_reduction : int32_t {
  CT_SUM = 0,
  CT_MAX = 1,
  CT_AVERAGE = 2,
} ct_reduction;

/// Where the processes of a group meet, and which one this is.
typedef struct ct_rendezvous {
  /// The host name or address, and the port, of the store in which they find each other.
  const char *address;
  int32_t port;
  /// Whether this process hosts the store; false for all where a launcher does.
  bool hosts;
  /// What keeps the keys of this group apart from others' in the same store.
  const char *prefix;
  int32_t rank;
  int32_t size;
  ct_backend backend;
  /// Names of network interfaces for Gloo, separated by commas. NULL: the one that leads to `address`.
  const char *interfaces;
  /// The index of this process's GPU, for NCCL.
  int32_t device;
  /// How long to wait for the others, at first and in each exchange.
  int64_t timeout_milliseconds;
} ct_rendezvous;

// MARK: - The table

/// Everything the engine does.
typedef struct ct_api {
  /// The size of this table in bytes, by which `ct_load` tells an engine of another version.
  size_t size;
  /// The version of the LibTorch that is loaded, such as "2.13.0".
  const char *version;

  /// The sentence of this thread's last failure. Never NULL.
  const char *(*last_error)(void);
  /// Sets what `last_error` returns: for a `ct_backward` that is about to report a failure.
  void (*fail)(const char *message);

  // MARK: Operators

  /// Finds the operator `name` ("aten::conv2d") with `overload` ("" for the plain one) and parses its schema. The same
  /// pair gives the same handle.
  ct_status (*find_operator)(const char *name, const char *overload, ct_operator *result);
  /// How many results the operator has.
  int32_t (*result_count)(ct_operator);
  /// Calls the operator through the dispatcher, so autograd, autocast and devices work as ever.
  ///
  /// Arguments stand in the schema's order. Those left out at the end, and those tagged `CT_DEFAULT`, take the schema's
  /// default. Integers stand for floating-point numbers where the schema wants those, and one number for a list of the
  /// schema's fixed length (`int[2]`). `results` has room for `result_count` values; each is then released with
  /// `value_release`, or its tensor is taken out and the tag set to `CT_NONE`.
  ct_status (*call)(ct_operator, const ct_value *arguments, int32_t count, ct_value *results);
  /// Frees what a result holds: tensors, lists and strings.
  void (*value_release)(ct_value *);

  // MARK: Tensors

  /// Makes a tensor on the CPU of contiguous `data`, which is copied.
  ct_status (*tensor_copying)(
      const void *data, const int64_t *shape, int32_t rank, ct_scalar_type type, ct_tensor *result);
  /// Makes a tensor on the CPU around contiguous `data`, which stays where it is until `release(context)` is called. If
  /// this fails, `release` is not called.
  ct_status (*tensor_around)(
      void *data, const int64_t *shape, int32_t rank, ct_scalar_type type, ct_release release, void *context,
      ct_tensor *result);
  /// Copies the elements, in row-major order, to `destination`, which has room for `bytes` bytes: exactly the tensor's
  /// size. From any device and memory format.
  ct_status (*tensor_read)(ct_tensor, void *destination, size_t bytes);
  /// The elements' address, if the tensor is on the CPU and contiguous, else a failure. Lasts as long as the tensor.
  ct_status (*tensor_data)(ct_tensor, void **result);
  /// Another owned reference to the same tensor.
  ct_tensor (*tensor_retain)(ct_tensor);
  /// Gives a reference back. NULL is allowed.
  void (*tensor_release)(ct_tensor);
  /// Makes `tensor` hold the elements, layout and device of `other`, keeping its identity for autograd and optimizers.
  ct_status (*tensor_set_data)(ct_tensor tensor, ct_tensor other);

  /// The number of dimensions.
  int32_t (*tensor_rank)(ct_tensor);
  /// Writes `tensor_rank` sizes.
  void (*tensor_shape)(ct_tensor, int64_t *result);
  /// The number of elements.
  int64_t (*tensor_count)(ct_tensor);
  /// The element type, as a number of c10::ScalarType: it may be one that `ct_scalar_type` does not name.
  int32_t (*tensor_type)(ct_tensor);
  ct_device (*tensor_device)(ct_tensor);
  /// Whether the elements lie in memory as `format` says.
  bool (*tensor_is_contiguous)(ct_tensor, ct_memory_format format);

  // MARK: Autograd

  bool (*requires_grad)(ct_tensor);
  /// Whether no operator made it, or none that is differentiated.
  bool (*is_leaf)(ct_tensor);
  /// Fails for integers, and for a tensor that is no leaf when `value` is false.
  ct_status (*set_requires_grad)(ct_tensor, bool value);
  /// The accumulated gradient, owned, or NULL if there is none.
  ct_status (*gradient)(ct_tensor, ct_tensor *result);
  /// Sets or, with NULL, drops the accumulated gradient.
  ct_status (*set_gradient)(ct_tensor, ct_tensor gradient);
  /// Adds the derivatives of `tensor` to the gradients of the leaves. `gradient` is the upstream one; NULL means 1, for
  /// a tensor of one element.
  ct_status (*backward)(ct_tensor tensor, ct_tensor gradient, bool retain_graph, bool create_graph);
  /// The derivatives of `outputs` with respect to `inputs`, without adding them anywhere. `output_gradients` may be
  /// NULL, or has one upstream gradient (or NULL for 1) for each output. `results` has room for `input_count`; an input
  /// that does not matter gives NULL if `allow_unused`, else a failure.
  ct_status (*grad)(
      const ct_tensor *outputs, int32_t output_count, const ct_tensor *inputs, int32_t input_count,
      const ct_tensor *output_gradients, bool retain_graph, bool create_graph, bool allow_unused, ct_tensor *results);
  /// Gives `output`, which was computed without recording, the derivative `backward`: the result shares its elements
  /// and leads, in autograd's graph, to `inputs`. `release(context)` is called once, when the graph is gone, or before
  /// this returns if it fails.
  ct_status (*attach_backward)(
      ct_tensor output, const ct_tensor *inputs, int32_t count, ct_backward backward, ct_release release,
      void *context, ct_tensor *result);

  // MARK: Modes of this thread

  bool (*grad_enabled)(void);
  /// Whether operators are recorded for autograd.
  void (*set_grad_enabled)(bool);
  /// Begins inference mode, or, with false, an interval without it inside one; `inference_mode_end` ends it. They nest.
  ct_status (*inference_mode_begin)(bool enabled, void **guard);
  void (*inference_mode_end)(void *guard);

  bool (*autocast_enabled)(ct_device_type);
  /// The element type to which autocast turns the arguments of convolutions and matrix products.
  int32_t (*autocast_type)(ct_device_type);
  ct_status (*set_autocast)(ct_device_type, bool enabled, int32_t type);
  /// Opens (true) or closes (false) a level of autocast. Casts of parameters are kept until the outermost one closes.
  void (*autocast_nest)(bool open);

  // MARK: Random numbers

  /// Seeds the default generators of every device.
  ct_status (*seed)(uint64_t seed);
  /// A generator of its own, given back with `generator_release`.
  ct_status (*generator_new)(ct_device, uint64_t seed, ct_generator *result);
  void (*generator_release)(ct_generator);
  /// The default generator of a device, given back with `generator_release`.
  ct_status (*generator_default)(ct_device, ct_generator *result);
  /// The state as a tensor of bytes, owned.
  ct_status (*generator_state)(ct_generator, ct_tensor *result);
  ct_status (*generator_set_state)(ct_generator, ct_tensor state);

  // MARK: Devices and threads

  /// How many devices of a kind there are; 0 if LibTorch can't use that kind.
  int32_t (*device_count)(ct_device_type);
  /// Readies a kind of device, or fails with the reason why LibTorch can't use it.
  ct_status (*device_prepare)(ct_device_type);
  /// Waits until the device has done all it was given.
  ct_status (*device_synchronize)(ct_device);
  /// Threads that share the work of one operator.
  int32_t (*thread_count)(void);
  ct_status (*set_thread_count)(int32_t);
  /// Threads that run operators beside each other. It can be set once only, before they are first used.
  int32_t (*interop_thread_count)(void);
  ct_status (*set_interop_thread_count)(int32_t);

  // MARK: Groups of processes
  //
  // Every process of a group makes the same calls, in the same order, with tensors of the same shapes and layouts. A
  // call returns when this process's part is done, on a GPU when it is queued. `CT_PEER_LOST` or `CT_PEER_TIMEOUT` ends
  // a group: its later calls fail too. `backward` returns these where a reducer or a `ct_backward` exchanges something.

  /// Joins a group: waits until all have come.
  ct_status (*group_new)(const ct_rendezvous *, ct_group *result);
  /// Leaves the group, when what was queued is done or has failed. NULL is allowed.
  void (*group_release)(ct_group);
  /// Replaces the elements of a dense tensor by their sum, maximum or mean over the group.
  ct_status (*group_all_reduce)(ct_group, ct_tensor, ct_reduction);
  /// Replaces the elements of a dense tensor by those that the process `source` has.
  ct_status (*group_broadcast)(ct_group, ct_tensor, int32_t source);
  /// Writes as many tensors, owned, as the group has processes: those that they passed, in the order of ranks.
  ct_status (*group_all_gather)(ct_group, ct_tensor, ct_tensor *results);
  /// Waits until all have come here.
  ct_status (*group_barrier)(ct_group);

  /// Makes an exchange of gradients of `parameters`, leaves in the order in which the forward pass uses them. Gradients
  /// travel in buckets of about `bucket_bytes`, the first of them of `first_bucket_bytes`.
  ct_status (*reducer_new)(
      ct_group, const ct_tensor *parameters, int32_t count, int64_t bucket_bytes, int64_t first_bucket_bytes,
      ct_reducer *result);
  /// Lets the next `backward` of `loss` replace the gradients by their means over the group, while it goes on. Each
  /// parameter must get a gradient in it.
  ct_status (*reducer_prepare)(ct_reducer, ct_tensor loss);
  /// Ends the exchange; gradients stay as they are. NULL is allowed.
  void (*reducer_release)(ct_reducer);
  /// Whether cuDNN tries its algorithms on each new shape and keeps the fastest.
  void (*set_cudnn_benchmark)(bool);
  /// Whether CUDA rounds the arguments of convolutions and matrix products in float32 to TensorFloat-32.
  ct_status (*set_tf32)(bool);
} ct_api;

// MARK: - Loading

/// The version of LibTorch whose headers this program was compiled with, such as "2.13.0".
const char *ct_torch_version(void);

/// Loads the engine from `library` (a file name, looked up along the program's rpath, or a path) and returns its table,
/// which stays valid as long as the process.
///
/// The `count` libraries whose paths stand in `before` are loaded first, in this order: the engine then takes these in
/// place of those of the same names along its own rpath. Returns NULL if a library is missing; `error` then has the
/// dynamic linker's words, valid until the thread's next call.
const ct_api *ct_load(const char *library, const char *const *before, int32_t count, const char **error);

#ifdef __cplusplus
}
#endif
#endif
