import Foundation
import Fuzzing
import Radiograph

let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

/// CRC-32 (ISO 3309), as PNG chunks carry it.
func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  ~bytes.reduce(UInt32.max) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}

/// Makes the checksums of all chunks right: mutated inputs would else end at the first.
func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  var position = signature.count
  while bytes.count - position >= 12 {
    let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - position - 12 else { break }
    let end = position + 8 + length
    let crc = checksum(bytes[position + 4..<end])
    for index in 0..<4 { bytes[end + index] = UInt8(truncatingIfNeeded: crc >> UInt32(24 - 8 * index)) }
    position = end + 4
  }
  return bytes
}

fuzz { bytes in
  guard bytes.starts(with: signature) else { return }
  let options = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
  _ = try RadiographReader.read(Data(withChecksums(bytes)), options: options)
}
