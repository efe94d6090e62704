import ArgumentParser
import Datasets

extension Dataset {
  /// The validation part where there are parts, else all pictures; says so.
  ///
  /// - Throws: `ValidationError` for parts of which none is for validation.
  func validationPart() throws -> Dataset {
    guard isSplit else { return self }
    let samples = samples(in: .validation)
    guard !samples.isEmpty else {
      throw ValidationError("\(provenance.name) has parts, but none for validation; give a folder of its own")
    }
    Console.message("The validation part is taken.")
    return replacing(samples: samples)
  }
}
