public import Bundles
import Radiograph

extension ModelSignature {
  /// Checks that a network takes the pictures and gives the logits that its bundle's metadata speak of.
  ///
  /// - Throws: `InferenceError.otherNetwork`.
  public func require(_ metadata: ModelMetadata) throws(InferenceError) {
    let size = metadata.input.inputSize
    let expected = size.map { [metadata.input.channels, $0.height, $0.width] } ?? input
    guard input == expected, classes == metadata.network.outputs else {
      throw .otherNetwork(
        input: input, classes: classes, expectedInput: expected, expectedClasses: metadata.network.outputs)
    }
  }
}
