import Foundation
import HTTPBody
import Testing

/// Compressed bodies, and those that are bombs.
struct CompressionTests {
  @Test(arguments: [Compression.gzip, .deflate], [0, 1, 1000, 1 << 18])
  func roundTrips(coding: Compression, count: Int) throws {
    let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let packed = try #require(coding.deflated(bytes))
    #expect(try Compression.inflated(packed, limit: count) == bytes)
  }

  private static let accepted: [(header: String, coding: Compression?)] = [
    ("gzip", .gzip), ("deflate, gzip", .gzip), ("deflate", .deflate), ("GZIP;q=0.5, br", .gzip),
    ("gzip;q=0, deflate", .deflate), ("*", .gzip), ("*;q=0", nil), ("", nil), ("br, identity", nil), ("gzip;q=0", nil),
    ("xgzip", nil),
  ]

  @Test(arguments: accepted)
  func theCodingIsOneThatIsAccepted(header: String, expected: Compression?) {
    #expect(Compression(acceptedBy: header) == expected)
  }

  @Test func aBombIsStoppedAtTheLimit() throws {
    let packed = try #require(Compression.gzip.deflated(Data(count: 64 << 20)))
    #expect(packed.count < 1 << 20)
    #expect(throws: HTTPBodyError.tooLarge(limit: 1 << 20)) { try Compression.inflated(packed, limit: 1 << 20) }
  }

  @Test func damageIsSaid() throws {
    let packed = try #require(Compression.gzip.deflated(Data("some text that is packed".utf8)))
    #expect(throws: HTTPBodyError.damagedCompression) { try Compression.inflated(packed.dropLast(9), limit: 1000) }
    #expect(throws: HTTPBodyError.damagedCompression) { try Compression.inflated(Data("plain".utf8), limit: 1000) }
    #expect(throws: HTTPBodyError.damagedCompression) { try Compression.inflated(Data(), limit: 1000) }
  }
}
