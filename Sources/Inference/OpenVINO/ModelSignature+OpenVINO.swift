extension ModelSignature {
  /// Reads a model's signature off its inputs and outputs, and checks that they are a classification network's.
  init(
    file: String, inputs: [CompiledModel.Port], outputs: [CompiledModel.Port]
  ) throws(InferenceError) {
    guard inputs.count == 1, let input = inputs.first else {
      throw .signature(file: file, value: "inputs", expected: "exactly one", found: [inputs.count])
    }
    func sample(
      _ port: CompiledModel.Port, rank: Int, _ expected: String
    ) throws(InferenceError) -> [Int] {
      let sample = Array(port.shape.dropFirst())
      guard port.isFloat, port.shape.count == rank, port.shape.first == -1, sample.allSatisfy({ $0 > 0 }) else {
        throw .signature(file: file, value: port.name, expected: expected, found: port.shape)
      }
      return sample
    }
    guard let logits = outputs.first(where: { $0.name == "logits" }) else { throw .missingOutput("logits") }
    let embedding = outputs.first { $0.name == "embedding" }
    let features = outputs.first { $0.name == "features" }
    let attention = outputs.first { $0.name == "attention" }
    self.init(
      input: try sample(input, rank: 4, "floats [N, C, H, W]"),
      classes: try sample(logits, rank: 2, "floats [N, classes]").reduce(1, *),
      embedding: try embedding.map { (port) throws(InferenceError) in
        try sample(port, rank: 2, "floats [N, F]").reduce(1, *)
      },
      features: try features.map { (port) throws(InferenceError) in
        try sample(port, rank: 4, "floats [N, F, h, w]")
      },
      attention: try attention.map { (port) throws(InferenceError) in
        try sample(port, rank: 4, "floats [N, 1, h, w]")
      })
  }
}
