import Foundation
import Fuzzing
import Radiograph

fuzz { bytes in
  let options = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
  _ = try RadiographReader.read(Data(bytes), options: options)
}
