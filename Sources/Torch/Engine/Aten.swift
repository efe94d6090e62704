/// The operators that this module calls, each found once.
///
/// The names are those of PyTorch's `native_functions.yaml`; an overload stands after the name.
enum Aten {
  // MARK: - Arithmetic

  static let add = Operator("aten::add", "Tensor")
  static let addScalar = Operator("aten::add", "Scalar")
  static let addInPlace = Operator("aten::add_", "Tensor")
  static let addScalarInPlace = Operator("aten::add_", "Scalar")
  static let sub = Operator("aten::sub", "Tensor")
  static let rsubScalar = Operator("aten::rsub", "Scalar")
  static let mul = Operator("aten::mul", "Tensor")
  static let mulScalar = Operator("aten::mul", "Scalar")
  static let mulInPlace = Operator("aten::mul_", "Tensor")
  static let mulScalarInPlace = Operator("aten::mul_", "Scalar")
  static let div = Operator("aten::div", "Tensor")
  static let divScalar = Operator("aten::div", "Scalar")
  static let reciprocal = Operator("aten::reciprocal")
  static let neg = Operator("aten::neg")
  static let powScalar = Operator("aten::pow", "Tensor_Scalar")
  static let matmul = Operator("aten::matmul")

  // MARK: - Functions of each element

  static let exp = Operator("aten::exp")
  static let log = Operator("aten::log")
  static let sqrt = Operator("aten::sqrt")
  static let abs = Operator("aten::abs")
  static let tanh = Operator("aten::tanh")
  static let relu = Operator("aten::relu")
  static let hardtanh = Operator("aten::hardtanh")
  static let sigmoid = Operator("aten::sigmoid")
  static let silu = Operator("aten::silu")
  static let gelu = Operator("aten::gelu")
  static let logSigmoid = Operator("aten::log_sigmoid")
  static let clamp = Operator("aten::clamp")
  static let isfinite = Operator("aten::isfinite")
  static let logicalNot = Operator("aten::logical_not")

  // MARK: - Comparisons

  static let eq = Operator("aten::eq", "Tensor")
  static let eqScalar = Operator("aten::eq", "Scalar")
  static let gt = Operator("aten::gt", "Tensor")
  static let gtScalar = Operator("aten::gt", "Scalar")
  static let lt = Operator("aten::lt", "Tensor")
  static let ltScalar = Operator("aten::lt", "Scalar")
  static let ge = Operator("aten::ge", "Tensor")
  static let geScalar = Operator("aten::ge", "Scalar")
  static let le = Operator("aten::le", "Tensor")
  static let leScalar = Operator("aten::le", "Scalar")
  static let whereSelf = Operator("aten::where", "self")
  static let equal = Operator("aten::equal")
  static let allclose = Operator("aten::allclose")

  // MARK: - Reductions

  static let sum = Operator("aten::sum")
  static let sumDims = Operator("aten::sum", "dim_IntList")
  static let mean = Operator("aten::mean")
  static let meanDims = Operator("aten::mean", "dim")
  static let variance = Operator("aten::var", "correction")
  static let amax = Operator("aten::amax")
  static let amin = Operator("aten::amin")
  static let argmax = Operator("aten::argmax")
  static let argmin = Operator("aten::argmin")
  static let cumsum = Operator("aten::cumsum")
  static let topk = Operator("aten::topk")
  static let sort = Operator("aten::sort", "stable")
  static let softmax = Operator("aten::softmax", "int")
  static let logSoftmax = Operator("aten::log_softmax", "int")
  static let vectorNorm = Operator("aten::linalg_vector_norm")
  static let scalarValue = Operator("aten::_local_scalar_dense")

  // MARK: - Shape

  static let reshape = Operator("aten::reshape")
  static let flatten = Operator("aten::flatten", "using_ints")
  static let permute = Operator("aten::permute")
  static let transpose = Operator("aten::transpose", "int")
  static let unsqueeze = Operator("aten::unsqueeze")
  static let squeezeDim = Operator("aten::squeeze", "dim")
  static let expand = Operator("aten::expand")
  static let select = Operator("aten::select", "int")
  static let slice = Operator("aten::slice", "Tensor")
  static let indexSelect = Operator("aten::index_select")
  static let gather = Operator("aten::gather")
  static let index = Operator("aten::index", "Tensor")
  static let cat = Operator("aten::cat")
  static let stack = Operator("aten::stack")
  static let split = Operator("aten::split", "Tensor")
  static let flip = Operator("aten::flip")

  // MARK: - Making and copying

  static let empty = Operator("aten::empty", "memory_format")
  static let zeros = Operator("aten::zeros")
  static let full = Operator("aten::full")
  static let zerosLike = Operator("aten::zeros_like")
  static let arange = Operator("aten::arange", "start_step")
  static let randn = Operator("aten::randn", "generator")
  static let rand = Operator("aten::rand", "generator")
  static let randperm = Operator("aten::randperm", "generator")
  static let uniformInPlace = Operator("aten::uniform_")
  static let normalInPlace = Operator("aten::normal_")
  static let fillInPlace = Operator("aten::fill_", "Scalar")
  static let copyInPlace = Operator("aten::copy_")
  static let clone = Operator("aten::clone")
  static let contiguous = Operator("aten::contiguous")
  static let detach = Operator("aten::detach")
  static let toCopy = Operator("aten::to", "dtype_layout")
  static let pinMemory = Operator("aten::pin_memory")
  static let oneHot = Operator("aten::one_hot")

  // MARK: - Layers

  static let conv2d = Operator("aten::conv2d")
  static let linear = Operator("aten::linear")
  static let batchNorm = Operator("aten::batch_norm")
  static let batchNormStatistics = Operator("aten::batch_norm_update_stats")
  static let batchNormBackward = Operator("aten::native_batch_norm_backward")
  static let layerNorm = Operator("aten::layer_norm")
  static let maxPool2d = Operator("aten::max_pool2d")
  static let avgPool2d = Operator("aten::avg_pool2d")
  static let adaptiveAvgPool2d = Operator("aten::adaptive_avg_pool2d")
  static let dropout = Operator("aten::dropout")
  static let bilinear = Operator("aten::upsample_bilinear2d", "vec")
  static let bilinearAntialiased = Operator("aten::_upsample_bilinear2d_aa", "vec")
  static let affineGrid = Operator("aten::affine_grid_generator")
  static let gridSample = Operator("aten::grid_sampler")

  // MARK: - Losses

  static let crossEntropy = Operator("aten::cross_entropy_loss")
  static let binaryCrossEntropy = Operator("aten::binary_cross_entropy")
  static let binaryCrossEntropyWithLogits = Operator("aten::binary_cross_entropy_with_logits")

  // MARK: - Optimizers

  static let fusedSGD = Operator("aten::_fused_sgd_")
  static let fusedAdam = Operator("aten::_fused_adam_")
  static let fusedAdamW = Operator("aten::_fused_adamw_")
  static let foreachNorm = Operator("aten::_foreach_norm", "Scalar")
  static let foreachMulTensor = Operator("aten::_foreach_mul_", "Tensor")
  static let unscaleInPlace = Operator("aten::_amp_foreach_non_finite_check_and_unscale_")
  static let foreachAddScalar = Operator("aten::_foreach_add_", "Scalar")
}
