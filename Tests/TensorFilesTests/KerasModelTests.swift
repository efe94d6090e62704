import FoundationEssentials
import TensorFiles
import Testing

@Suite struct KerasModelTests {
  private static let files = ["small.h5", "small.keras", "keras2.h5"]

  private func weights(_ model: KerasModel) -> [String: StoredTensor] {
    let all = model.layers.flatMap { layer in layer.weights.map { ("\(layer.name)/\($0.key)", $0.value) } }
    return Dictionary(uniqueKeysWithValues: all)
  }

  @Test(arguments: files) func readsWhatKerasSaved(file: String) throws {
    let model = try KerasModel(contentsOf: Golden.url(file))
    #expect(KerasModel.isModel(try Golden.bytes(file)))
    #expect(try weights(model) == Safetensors(contentsOf: Golden.url("small.safetensors")).tensors)
    #expect(
      model.layers.map(\.className) == [
        "InputLayer", "Rescaling", "Conv2D", "BatchNormalization", "MaxPooling2D", "Dropout", "Conv2D",
        "BatchNormalization", "GlobalAveragePooling2D", "Dense",
      ])
    #expect(model.className == "Sequential")
    let said = model.layers.map(\.configuration)
    #expect(said[0].inputShape == [nil, 8, 8, 1])
    #expect(said[1].scale == 1 / 127.5 && said[1].offset == -1)
    #expect(said[2].kernelSize == [3, 3] && said[2].padding == "same" && said[2].activation == "relu")
    #expect(said[3].epsilon == 1e-5 && said[3].scales == true && said[7].scales == false)
    #expect(said[4].poolSize == [2, 2] && said[6].usesBias == false && said[9].activation == "sigmoid")
  }

  @Test func saysWhatIsLacking() throws {
    #expect(throws: TensorFileError.keras(file: "small_weights.h5", .noConfiguration)) {
      try KerasModel(contentsOf: Golden.url("small_weights.h5"))
    }
    #expect(throws: TensorFileError.keras(file: "module.pth", .noConfiguration)) {
      try KerasModel(contentsOf: Golden.url("module.pth"))
    }
    #expect(!KerasModel.isModel(try Golden.bytes("module.pth")))
    // A layer that the weights lack.
    let text =
      #"{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"name": "last"}}]}}"#
    #expect(throws: TensorFileError.keras(file: "m", .missingWeight(layer: "last", weight: "kernel"))) {
      try KerasModel(configuration: Data(text.utf8), file: "m") { _, _ in [:] }
    }
    #expect(throws: TensorFileError.keras(file: "m", .malformedConfiguration)) {
      try KerasModel(configuration: Data("{}".utf8), file: "m") { _, _ in [:] }
    }
  }

  @Test func anotherSuperblockIsNamed() throws {
    var bytes = try Golden.bytes("small.h5")
    bytes[8] = 3
    #expect(throws: TensorFileError.hdf5(file: "m.h5", .unsupportedSuperblock(version: 3))) {
      try KerasModel(bytes, file: "m.h5")
    }
  }

  /// Damaged files give a model or an error, never a trap, and no more than their bytes could hold.
  @Test(arguments: files) func damage(file: String) throws {
    let bytes = try Golden.bytes(file)
    for count in stride(from: 0, to: bytes.count, by: 61) { expectOutcome(bytes.prefix(count)) }
    var generator = SeededGenerator(seed: 20_260_102)
    for _ in 0..<1500 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let offset = Int.random(in: 0..<bytes.count, using: &generator)
        damaged[offset] =
          Bool.random(using: &generator) ? 0xFF : damaged[offset] ^ 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      expectOutcome(damaged)
    }
  }

  private func expectOutcome(_ bytes: Data) {
    do throws(TensorFileError) {
      let model = try KerasModel(bytes, file: "damaged")
      #expect(weightsAreWhole(model))
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  private func weightsAreWhole(_ model: KerasModel) -> Bool {
    model.layers.allSatisfy { $0.weights.values.allSatisfy { $0.floats().count == $0.count } }
  }
}
