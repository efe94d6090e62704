/// RLE compression (PS3.5 annex G): a frame as one run-length-encoded segment for each byte of each sample, most
/// significant byte first.
///
/// Decoded here and not by DCMTK, whose decoder (3.6.7) reads through a null pointer where a run is longer than its
/// segment.
struct RLEFrame {
  private let bytes: [UInt8]
  private let segments: [Range<Int>]

  /// Reads the header of a frame.
  ///
  /// - Throws: ``RadiographError/malformed(_:_:)`` unless it has `segmentCount` segments, in order, within the frame.
  init(_ bytes: [UInt8], segmentCount: Int) throws {
    self.bytes = bytes
    let header = DICOMValue(vr: nil, bytes: bytes.prefix(64), isBigEndian: false).words.map(Int.init)
    guard header.count == 32, header[0] | header[1] << 16 == segmentCount, (1...15).contains(segmentCount) else {
      throw RadiographError.malformed(.dicom, "the RLE data have no valid header")
    }
    let starts = (1...segmentCount).map { header[2 * $0] | header[2 * $0 + 1] << 16 } + [bytes.count]
    guard starts[0] >= 64, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw RadiographError.malformed(.dicom, "the RLE data have no valid header")
    }
    segments = zip(starts, starts.dropFirst()).map { $0..<$1 }
  }

  /// Decodes `sampleCount` samples of each of `planes` planes, and interleaves them.
  ///
  /// - Throws: ``RadiographError/truncated(_:)`` if a segment ends too early.
  func decode<Sample: FixedWidthInteger>(_ type: Sample.Type, sampleCount: Int, planes: Int) throws -> [Sample] {
    var samples = [Sample](repeating: 0, count: sampleCount * planes)
    for (index, segment) in segments.enumerated() {
      let plane = index / (segments.count / planes)
      var position = segment.lowerBound
      var target = plane
      func put(_ byte: UInt8) {
        samples[target] = samples[target] << 8 | Sample(byte)
        target += planes
      }
      while target < samples.count {
        guard position < segment.upperBound else { throw RadiographError.truncated(.dicom) }
        let code = Int(Int8(bitPattern: bytes[position]))
        position += 1
        if code >= 0 {
          let end = position + code + 1
          guard end <= segment.upperBound else { throw RadiographError.truncated(.dicom) }
          for byte in bytes[position..<end] where target < samples.count { put(byte) }
          position = end
        } else if code > -128 {
          guard position < segment.upperBound else { throw RadiographError.truncated(.dicom) }
          for _ in 0...(-code) where target < samples.count { put(bytes[position]) }
          position += 1
        }
      }
    }
    return samples
  }
}
