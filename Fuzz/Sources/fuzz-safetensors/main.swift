import Foundation
import Fuzzing
import TensorFiles

fuzz { bytes in
  let file = try Safetensors(Data(bytes), file: "input.safetensors")
  precondition(file.tensors.values.reduce(0) { $0 + $1.data.count } <= bytes.count)
}
