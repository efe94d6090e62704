import Anatomy
import Foundation
import Inference
import Learning
import Radiograph
import Testing

/// The installed network on LibTorch, which learns, and on OpenVINO, which reads.
@Suite("Lungs on both engines")
struct LungParityTests {
  @Test("outlines agree to an IoU of .995, and a crop is the same box of pixels")
  func parity() throws {
    let weights = try LungWeightsFile.standard()
    let outliner = try LungOutliner(contentsOf: weights)
    let finder = try LungFinder(contentsOf: weights)
    let size = ImageSize(width: LungOutline.inputSide, height: LungOutline.inputSide)
    let pairs = (0..<12).map(Self.chest)
    let logits = try outliner.logits(pairs.map(LungSample.init))
    for (pair, logits) in zip(pairs, logits) {
      let torch = LungOutline(logits: logits, grey: pair.image, size: size)
      let openVINO = try finder.outline(ofGrey: pair.image, size: size)
      #expect(torch.isFound && openVINO.isFound)
      let masks = zip(torch.mask(size), openVINO.mask(size))
      let both = masks.reduce(0) { $0 + ($1.0 && $1.1 ? 1 : 0) }
      let either = masks.reduce(0) { $0 + ($1.0 || $1.1 ? 1 : 0) }
      #expect(Double(both) >= 0.995 * Double(either))
      let boxes = try [torch, openVINO].map { try #require($0.box).widened(by: 0.07).pixels(of: size) }
      #expect(boxes[0] == boxes[1])
    }
  }

  @Test("a mask of another picture is named")
  func otherMask() throws {
    let outliner = try LungOutliner(contentsOf: LungWeightsFile.standard())
    let chest = Self.chest(1)
    let outline = try #require(try outliner.outlines([LungSample(chest)]).first)
    let right = LungPair(name: "right", image: chest.image, mask: outline)
    let wrong = LungPair(name: "wrong", image: chest.image, mask: outline.indices.map { $0 < outline.count / 8 })
    #expect(try LungEvaluator(outliner).report([right, wrong], varying: false).farOff == ["wrong"])
  }

  /// A made chest: dark lungs with ribs across in a lighter body, and a bright spine.
  private static func chest(_ number: Int) -> LungPair {
    let side = LungOutline.inputSide
    let shift = Double(number % 5) / 50 - 0.04
    let image = (0..<side * side).map { place -> UInt8 in
      let (x, y) = (Double(place % side) / Double(side) - shift, Double(place / side) / Double(side))
      let isLung = LungFixtures.isLung(x, y)
      let ribs = 14 * sin(40 * (y + 0.3 * abs(x - 0.5))), spine = 50 * exp(-pow((x - 0.5) / 0.05, 2))
      let body = 150 - 90 * pow(abs(x - 0.5) * 1.8, 4)
      return UInt8(max(0, min(255, (isLung ? 60 : body) + ribs + spine + Double(place * 7 % 11))))
    }
    return LungPair(name: "made\(number)", image: image, mask: image.map { $0 < 90 })
  }
}
