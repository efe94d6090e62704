import Foundation
import Fuzzing
import Radiograph

fuzz { bytes in
  guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return }
  var options = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
  let radiograph = try RadiographReader.read(Data(bytes), options: options)
  // The scaled decode, as small as it goes.
  options.fastDecodeTarget = ImageSize(width: radiograph.width / 8 + 1, height: radiograph.height / 8 + 1)
  _ = try RadiographReader.read(Data(bytes), options: options)
}
