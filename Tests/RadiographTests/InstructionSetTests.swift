import CRadiograph
import Foundation
import Radiograph
import Testing

/// The forms of a loop for different processors, of which every other test runs the best alone.
@Suite struct InstructionSetTests {
  /// What this processor has.
  private static let all = [CRADIOGRAPH_PORTABLE, CRADIOGRAPH_AVX2, CRADIOGRAPH_AVX512].filter {
    $0.rawValue <= cradiograph_best_instructions().rawValue
  }

  @Test(arguments: [
    "gray-noise-q100.jpg", "gray-optimized.jpg", "gray-q5.jpg", "gray-q90.jpg", "gray-restart.jpg", "scaled.jpg",
  ])
  func greyJPEG(file: String) throws {
    let bytes = [UInt8](try Goldens.data(file))
    let picture = try RadiographReader.read(
      Data(bytes), options: ReadingOptions(limits: DecodingLimits(minimumSide: 1)))
    for instructions in Self.all {
      var pixels = [UInt8](repeating: 0, count: picture.width * picture.height)
      let isDone = cradiograph_decode_grey_jpeg(
        bytes, bytes.count, Int32(picture.width), Int32(picture.height), 1, instructions, &pixels)
      #expect(isDone == (instructions == CRADIOGRAPH_PORTABLE ? 0 : 1))
      if isDone == 1 { #expect(picture.pixels == .gray8(pixels)) }
    }
  }

  /// Windows of one, two and three times 16 samples, and outputs that are no multiple of 8.
  @Test(arguments: [(300, 224), (1000, 67), (600, 31)]) func resampling(input: Int, output: Int) {
    let rows = 40
    let samples = Goldens.noise(7, rows * input, as: UInt8.self)
    let support = input / output + 1
    let taps = 2 * support + 1
    let centers = (0..<output).map { ($0 * input + input / 2) / output }
    let first = centers.map { Int32(max($0 - support, 0)) }
    let count = zip(first, centers).map { Int32(min($1 + support + 1, input)) - $0 }
    // A triangle in fixed point of 22 bits, with odd lowest bits.
    let weights = (0..<output * taps).map {
      Int32($0 % taps < count[$0 / taps] ? (support + 1 - abs($0 % taps - support)) * (1 << 22) / taps / taps | 1 : 0)
    }
    let filter = { (pass: (cradiograph_filter) -> Void) in
      first.withUnsafeBufferPointer { first in
        count.withUnsafeBufferPointer { count in
          pass(
            cradiograph_filter(
              input_length: Int32(input), output_length: Int32(output), taps: Int32(taps), first: first.baseAddress,
              count: count.baseAddress))
        }
      }
    }
    let results = Self.all.map { instructions in
      var across = [UInt8](repeating: 0, count: rows * output)
      filter { cradiograph_resample_rows_8(samples, Int32(rows), $0, weights, instructions, &across) }
      var down = [UInt8](repeating: 0, count: rows * output)
      filter { cradiograph_resample_columns_8(samples, Int32(rows), $0, weights, instructions, &down) }
      return across + down
    }
    #expect(Set(results).count == 1)
  }
}
