import CTorch

/// An operator of LibTorch, called through its dispatcher by the name in its schema.
///
/// Autograd, autocast and devices work as they do in PyTorch. Make an operator once and keep it: finding it and parsing
/// its schema takes microseconds, a call much less.
///
///     let hardtanh = Operator("aten::hardtanh")
///     let y = try hardtanh(.tensor(x), 0, 6)
///
/// - SeeAlso: `native_functions.yaml` of PyTorch, which lists every schema.
public struct Operator: Sendable {
  /// What the engine knows the operator by.
  private struct Resolved: @unchecked Sendable {
    let engine: Engine
    let handle: ct_operator
    let results: Int
  }

  /// The name with its namespace, such as "aten::conv2d", followed by a dot and the overload if there is one.
  public let name: String
  private let resolved: Result<Resolved, any Error>

  /// Finds an operator.
  ///
  /// That it is missing is thrown by the first call.
  ///
  /// - Parameters:
  ///   - name: The name with its namespace, such as "aten::add".
  ///   - overload: The overload, such as "Tensor"; empty for the plain one.
  public init(_ name: String, _ overload: String = "") {
    let title = overload.isEmpty ? name : "\(name).\(overload)"
    self.name = title
    resolved = Result {
      let engine = try Engine.loaded()
      var handle: ct_operator?
      try engine.check(engine.table.pointee.find_operator(name, overload, &handle), title)
      guard let handle else { throw TorchError.unknownOperator(title) }
      return Resolved(engine: engine, handle: handle, results: Int(engine.table.pointee.result_count(handle)))
    }
  }

  // MARK: - Calling

  /// Calls an operator whose first result is a tensor, and returns that.
  ///
  /// - Parameter arguments: In the schema's order; those left out at the end take the schema's defaults.
  /// - Throws: `TorchError` with the operator's name and the shapes of the tensors among the arguments.
  @discardableResult
  public func callAsFunction(_ arguments: Value...) throws -> Tensor {
    try perform(arguments) { engine, results in
      let tensor = results.isEmpty ? nil : Tensor(taking: &results[0], engine)
      for index in results.indices { engine.table.pointee.value_release(&results[index]) }
      guard let tensor else {
        throw TorchError.badArgument(operation: name, reason: "its first result is not a tensor")
      }
      return tensor
    }
  }

  /// Calls an operator that has several tensors, or a list of them, as its result.
  ///
  /// Undefined ones are left out.
  public func tensors(_ arguments: Value...) throws -> [Tensor] {
    try call(arguments).flatMap { value -> [Tensor] in
      switch value {
      case .tensor(let tensor): [tensor]
      case .tensors(let tensors): tensors
      default: []
      }
    }
  }

  /// Calls an operator for its effect.
  public func run(_ arguments: Value...) throws {
    try perform(arguments) { engine, results in
      for index in results.indices { engine.table.pointee.value_release(&results[index]) }
    }
  }

  /// Calls the operator and returns all of its results as they are.
  public func call(_ arguments: [Value]) throws -> [Value] {
    try perform(arguments) { engine, results in
      results.indices.map { Value(taking: &results[$0], engine) }
    }
  }

  private func perform<Result>(
    _ arguments: [Value], _ extract: (Engine, UnsafeMutableBufferPointer<ct_value>) throws -> Result
  ) throws -> Result {
    let target = try resolved.get()
    let engine = target.engine
    let words = arguments.reduce(0) { $0 + $1.wordCount }
    return try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { storage in
      try withUnsafeTemporaryAllocation(of: ct_value.self, capacity: arguments.count + target.results) { values in
        var arena = Arena(storage)
        for (index, argument) in arguments.enumerated() {
          values.initializeElement(at: index, to: argument.lowered(into: &arena))
        }
        let results = UnsafeMutableBufferPointer(rebasing: values[arguments.count...])
        results.initialize(repeating: ct_value())
        try withExtendedLifetime(arguments) {
          try engine.check(
            engine.table.pointee.call(target.handle, values.baseAddress, Int32(arguments.count), results.baseAddress),
            name, shapes: arguments.flatMap(\.shapes))
        }
        return try extract(engine, results)
      }
    }
  }
}
