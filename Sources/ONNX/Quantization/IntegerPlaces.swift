/// Which nodes of a graph are computed in integers: convolutions of maps, and sums of maps.
struct IntegerPlaces {
  /// The nodes' places in the graph.
  let places: Set<Int>

  /// Operators whose output is a mean or a maximum over places or channels.
  private static let pooling: Set = ["GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax"]
  /// Operators that make maps of maps.
  private static let mapping: Set = [
    "Add", "AveragePool", "BatchNormalization", "Clip", "Concat", "MaxPool", "Mul", "Relu", "Resize", "Sigmoid",
  ]

  /// Follows maps, and what is computed of pooled ones, through the graph.
  init(_ graph: Onnx_GraphProto) {
    let constants = Set(graph.initializer.map(\.name))
    var maps = Set(graph.input.map(\.name)).subtracting(constants)
    var pooled: Set<String> = []
    var places: Set<Int> = []
    for (place, node) in graph.node.enumerated() {
      let values = node.input.filter { !$0.isEmpty && !constants.contains($0) }
      if Self.pooling.contains(node.opType) || (!values.isEmpty && values.allSatisfy(pooled.contains)) {
        pooled.formUnion(node.output)
        continue
      }
      switch node.opType {
      case "Conv":
        places.insert(place)
        maps.formUnion(node.output)
      case let operation where Self.mapping.contains(operation) && !maps.isDisjoint(with: values):
        maps.formUnion(node.output)
        if operation == "Add", node.input.allSatisfy(maps.contains) { places.insert(place) }
      default:
        break
      }
    }
    self.places = places
  }
}
