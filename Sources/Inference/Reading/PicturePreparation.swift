package import Radiograph

/// A decoded picture with what readers make of it, each thing made once for all readers that want it alike.
package struct PicturePreparation {
  /// What a network gets, and what is known of the picture by then.
  package struct Prepared {
    /// The network's input.
    package let input: [Float]
    /// Where the lungs are; nil where there is no network to tell.
    package let lungs: LungOutline?
  }

  /// The picture.
  package let picture: Radiograph
  private var outlines: [LungNetworks.Arithmetic: LungOutline] = [:]
  private var prepared: [Preprocessing: Prepared] = [:]
  private var findings: [TrainingPopulation: [QualityFinding]] = [:]

  /// Nothing is made yet of the picture.
  package init(_ picture: Radiograph) { self.picture = picture }

  /// The picture as a model's preprocessing wants it.
  ///
  /// - Parameter lungs: the network of lungs in the arithmetic that `input` needs.
  /// - Throws: `RadiographError`; what `lungs` throws.
  package mutating func prepared(by input: Preprocessing, lungs: (any LungLocating)?) throws -> Prepared {
    if let known = prepared[input] { return known }
    let arithmetic = input.lungArithmetic
    var outline = outlines[arithmetic]
    if outline == nil, input.needsLungs { outline = try lungs?.outline(of: picture) }
    let image = try input.prepare(picture, outline: outline)
    outline = try outline ?? lungs?.outline(of: picture, prepared: image, by: input)
    outlines[arithmetic] = outline
    let result = Prepared(input: try input.input(for: image), lungs: outline)
    prepared[input] = result
    return result
  }

  /// What the header and the picture give reason to doubt to a model that was trained on a population.
  package mutating func findings(for population: TrainingPopulation) -> [QualityFinding] {
    if let known = findings[population] { return known }
    let found = Trust.findings(in: picture, population: population)
    findings[population] = found
    return found
  }
}

extension Preprocessing {
  /// In which arithmetic lungs are found for a model with this preprocessing.
  ///
  /// What its network sees must be the same on every machine; what is only told may be had in integers.
  var lungArithmetic: LungNetworks.Arithmetic { needsLungs ? .floats : .integers }
}
