extension ClassifierHead {
  /// The logits of each pass with inputs of the last layer dropped, and those kept divided by the share that is kept.
  ///
  /// - Parameters:
  ///   - masks: Which inputs of the last layer each pass keeps, of ``dropoutWidth``.
  ///   - rate: The share that training dropped, below 1.
  /// - Returns: Rows of passes; none where the last layer is not linear.
  func logits(_ embedding: some Collection<Float>, dropping masks: DropoutMasks, rate: Double) -> [[Float]] {
    guard case .linear(let weight, let bias) = layers.last else { return [] }
    let inputs = lastInput(embedding)
    let terms = bias.indices.map { row in
      inputs.indices.map { Double(weight[row * inputs.count + $0]) * Double(inputs[$0]) / (1 - rate) }
    }
    return masks.kept.map { kept in
      zip(terms, bias).map { terms, bias in
        Float(terms.indices.reduce(Double(bias)) { kept[$1] ? $0 + terms[$1] : $0 })
      }
    }
  }

  /// How many inputs the last layer has, which dropout acts on; nil where it is not linear.
  var dropoutWidth: Int? {
    guard case .linear(let weight, let bias) = layers.last else { return nil }
    return weight.count / bias.count
  }
}
