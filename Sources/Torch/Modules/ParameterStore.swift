import Synchronization

/// The parameters and buffers of a model, in the order in which they were made, under PyTorch's keys.
///
/// A model is made from `root`; the store then trains, freezes, saves and loads it, with no need to look into it.
///
///     let store = ParameterStore(seed: 42)
///     let model = try ResNet(store.root, depth: 18, classes: 2)
///     try store.load(weights)                           // strict
///     try store.freeze { !$0.hasPrefix("fc.") }
///     let adam = try Adam([ParameterGroup(store.trainable)], learningRate: 1e-3)
///
/// First values come from a generator of the store's own, in the order of making: the same seed gives the same model, and
/// the same one as PyTorch's after `torch.manual_seed(seed)`, if it makes its layers in that order.
public final class ParameterStore: Sendable {
  private struct State {
    var parameters: [Parameter] = []
    var buffers: [Parameter] = []
    var optionalKeys: Set<String> = []
    var keys: [String] = []
    var known: Set<String> = []
    var statistics = RunningStatistics.following
    var statisticsGroup: ProcessGroup?
    var frozenFollow = false
  }

  private let state = Mutex(State())
  private let training = Atomic(true)
  private let generator: Generator
  /// Where the tensors are.
  public let device: Device

  /// An empty store.
  ///
  /// - Parameters:
  ///   - seed: What the first values of the parameters depend on.
  ///   - device: Where the tensors are made.
  public init(seed: UInt64 = 0, on device: Device = .cpu) throws {
    generator = try Generator(seed: seed)
    self.device = device
  }

  /// The place from which the keys begin.
  public var root: Scope { Scope(store: self, path: "") }

  /// Whether dropout drops and batch normalisation uses the batch, as in training, or neither, as in evaluation.
  public var isTraining: Bool {
    get { training.load(ordering: .relaxed) }
    set { training.store(newValue, ordering: .relaxed) }
  }

  /// How the running statistics of batch normalisation follow the batches of training.
  public var statistics: RunningStatistics {
    get { state.withLock(\.statistics) }
    set { state.withLock { $0.statistics = newValue } }
  }

  /// The processes whose batches are one batch to batch normalisation in training; nil for this process's alone.
  ///
  /// All must then train the same layers in the same order.
  ///
  /// - SeeAlso: `torch.nn.SyncBatchNorm`.
  public var statisticsGroup: ProcessGroup? {
    get { state.withLock(\.statisticsGroup) }
    set { state.withLock { $0.statisticsGroup = newValue } }
  }

  /// Whether frozen batch normalisation goes about batches of training as if it were not frozen: it normalises by them, and
  /// its running statistics follow them.
  public var frozenStatisticsFollow: Bool {
    get { state.withLock(\.frozenFollow) }
    set { state.withLock { $0.frozenFollow = newValue } }
  }

  // MARK: - What there is

  /// The parameters in the order of making, frozen ones too.
  public var parameters: [Parameter] { state.withLock { $0.parameters } }

  /// The buffers in the order of making.
  public var buffers: [Parameter] { state.withLock { $0.buffers } }

  /// Parameters and buffers in the order of making.
  public var all: [Parameter] {
    state.withLock { state in
      let tensors = Dictionary(uniqueKeysWithValues: (state.parameters + state.buffers).map { ($0.key, $0) })
      return state.keys.compactMap { tensors[$0] }
    }
  }

  /// The parameters that training changes, in the order of making.
  public var trainable: [Parameter] { parameters.filter { $0.tensor.requiresGradient } }

  /// The number of elements of a list of parameters.
  public static func count(_ parameters: [Parameter]) -> Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// Keys that a state may lack.
  var optionalKeys: Set<String> { state.withLock { $0.optionalKeys } }

  // MARK: - Making

  func addParameter(_ key: String, _ shape: [Int], _ initialization: Initialization) throws -> Tensor {
    let tensor = try Tensor.zeros(shape)
    try initialization.fill(tensor, from: generator)
    let parameter = Parameter(key: key, tensor: try tensor.to(device).requiringGradient())
    try register(key) { $0.parameters.append(parameter) }
    return parameter.tensor
  }

  /// Gives parameters other first values, drawn from the store's generator in the order of making.
  ///
  /// - Parameter initialization: What a parameter of a key and a shape begins with; nil leaves it as it is.
  public func initialize(_ initialization: (_ key: String, _ shape: [Int]) -> Initialization?) throws {
    try withoutGradients {
      for parameter in parameters {
        guard let first = initialization(parameter.key, parameter.tensor.shape) else { continue }
        let values = try Tensor.zeros(parameter.tensor.shape)
        try first.fill(values, from: generator)
        try parameter.tensor.copyInPlace(values.to(device))
      }
    }
  }

  func addBuffer(_ key: String, _ tensor: Tensor, optional: Bool) throws -> Tensor {
    let buffer = Parameter(key: key, tensor: try tensor.to(device))
    try register(key) { state in
      state.buffers.append(buffer)
      if optional { state.optionalKeys.insert(key) }
    }
    return buffer.tensor
  }

  private func register(_ key: String, _ add: (inout State) -> Void) throws {
    let isNew = state.withLock { state in
      guard state.known.insert(key).inserted else { return false }
      state.keys.append(key)
      add(&state)
      return true
    }
    guard isNew else { throw TorchError.duplicateKey(key) }
  }

  // MARK: - Freezing

  /// Freezes the parameters whose keys `isFrozen` accepts: training no longer changes them.
  ///
  /// The others stay as they are.
  ///
  /// A frozen batch normalisation uses and keeps its running statistics, unless ``frozenStatisticsFollow``.
  public func freeze(where isFrozen: (String) -> Bool) throws {
    try setFrozen(true, where: isFrozen)
  }

  /// Freezes the parameters at a prefix: "layer1" means "layer1.0.conv1.weight" but not "layer10.weight".
  public func freeze(_ prefix: String) throws {
    try freeze { Self.isKey($0, under: prefix) }
  }

  /// Lets training change the parameters whose keys `isTrainable` accepts.
  ///
  /// The others stay as they are.
  public func unfreeze(where isTrainable: (String) -> Bool) throws {
    try setFrozen(false, where: isTrainable)
  }

  /// Lets training change the parameters at a prefix.
  public func unfreeze(_ prefix: String) throws {
    try unfreeze { Self.isKey($0, under: prefix) }
  }

  private func setFrozen(_ frozen: Bool, where accepts: (String) -> Bool) throws {
    for parameter in parameters where accepts(parameter.key) {
      try parameter.tensor.requiringGradient(!frozen)
      if frozen { try parameter.tensor.setGradient(nil) }
    }
  }

  private static func isKey(_ key: String, under prefix: String) -> Bool {
    prefix.isEmpty || key == prefix || key.hasPrefix(prefix + ".")
  }

  // MARK: - Layout

  /// Lays tensors of rank 4 out with the channels last, in which convolutions are faster.
  ///
  /// Inputs should be laid out likewise.
  public func useChannelsLast() throws {
    for parameter in all where parameter.tensor.rank == 4 {
      try parameter.tensor.adopt(parameter.tensor.detach().contiguous(.channelsLast))
    }
  }
}
