import Foundation
import Fuzzing
import TensorFiles

fuzz { bytes in
  _ = try TorchFile.tensors(Data(bytes), file: "input.pth")
}
