import Radiograph
import Stress
import Testing

@Suite("MedMNIST-C's battery equals the package")
struct MedMNISTCTests {
  @Test func parametersAreThePackages() throws {
    let parameters = try Goldens.read().parameters
    #expect(StressBattery.medmnistC.cells.count == 65)
    #expect(Set(StressBattery.medmnistC.kinds.map(\.id)) == Set(parameters.keys))
    for kind in StressBattery.medmnistC.kinds { #expect(kind.parameters == parameters[kind.id]) }
  }

  /// All but the blur are equal: JPEG too, since both use libjpeg-turbo's integer transforms.
  ///
  /// The blur is summed in another order in single precision, so that a half may round the other way.
  @Test func whatIsNotRandomIsEqual() throws {
    for strip in try Goldens.read().strips {
      let pictures = try Goldens.pictures(of: strip)
      let clean = try #require(pictures.first)
      #expect(pictures.count == strip.cells.count + 1)
      for (cell, expected) in zip(strip.cells, pictures.dropFirst()) {
        let stress = try Stress(StressBattery.kind(cell.kind), severity: cell.severity)
        let found = try stress.apply(to: clean, seed: 1)
        let differences = zip(found.samples, expected.samples).map { abs(Int($0) - Int($1)) }.filter { $0 > 0 }
        let allowed = cell.kind == "gaussian_blur" ? clean.samples.count / 1000 : 0
        #expect(differences.count <= allowed, "\(strip.file) \(stress.id): \(differences.count)")
        #expect(differences.allSatisfy { $0 == 1 }, "\(strip.file) \(stress.id)")
      }
    }
  }

  @Test func theSameNoiseGivesTheSamePicture() throws {
    for golden in try Goldens.read().sameNoise {
      var image = try PreparedImage(width: golden.picture.count, height: 1, channels: 1, samples: golden.picture)
      var numbers = golden.field.makeIterator()
      image.corruptSamples { level in
        let number = numbers.next() ?? .nan
        return switch golden.kind {
        case "gaussian_noise": NoiseLevel.gaussian(level, number)
        case "speckle_noise": NoiseLevel.speckle(level, number)
        case "impulse_noise": NoiseLevel.impulse(level, isFlipped: number != 0, isWhite: number > 0)
        default: NoiseLevel.shot(Int(number), photons: golden.parameter)
        }
      }
      #expect(image.samples == golden.expected, "\(golden.kind)")
    }
  }

  /// Within five standard errors, those of both samples taken together.
  @Test func noiseHasThePackagesDistribution() throws {
    for golden in try Goldens.read().distributions {
      let stress = try Stress(StressBattery.kind(golden.kind), severity: golden.severity)
      let count = Double(golden.pixels)
      for row in golden.rows {
        let level = UInt8(row[0])
        let even = [UInt8](repeating: level, count: golden.pixels)
        let image = try PreparedImage(width: golden.pixels / 256, height: 256, channels: 1, samples: even)
        let values = try stress.apply(to: image, seed: 3, index: Int(level)).samples.map(Double.init)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let fourth = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) } / count
        let changed = values.reduce(0) { $0 + ($1 == row[0] ? 0 : 1) } / count
        let errors = [variance, max(0, fourth - variance * variance), changed * (1 - changed)]
        for (error, pair) in zip(errors, [(mean, row[1]), (variance, row[2]), (changed, row[3])]) {
          let allowed = 5 * (2 * error / count).squareRoot() + 1e-4
          #expect(abs(pair.0 - pair.1) <= allowed, "\(stress.id) at \(level): \(pair), \(allowed) allowed")
        }
      }
    }
  }
}
