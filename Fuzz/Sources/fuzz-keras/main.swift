import Foundation
import Fuzzing
import TensorFiles

fuzz { bytes in
  let model = try KerasModel(Data(bytes), file: "input.keras")
  for layer in model.layers { precondition(layer.weights.values.allSatisfy { $0.floats().count == $0.count }) }
}
