import Bundles
import Inference
import Radiograph

/// The content tree of a report (PS3.16 TID 1500 and those that it includes).
struct ReportContent {
  private let reading: ObjectReading
  private let source: SourceObject

  /// The content for a reading.
  init(_ reading: ObjectReading, of source: SourceObject) {
    self.reading = reading
    self.source = source
  }

  /// The tree.
  var root: ContentItem {
    let context = [
      ContentItem(.hasConceptModifier, .language, .code(.english)),
      ContentItem(.hasObservationContext, .observerType, .code(.device)),
      ContentItem(.hasObservationContext, .deviceUID, .uid(DerivedUID.device)),
      ContentItem(.hasObservationContext, .deviceName, .text(Equipment.name)),
      ContentItem(.hasObservationContext, .deviceManufacturer, .text(Equipment.name)),
      ContentItem(.hasObservationContext, .deviceModel, .text("\(Equipment.name) \(ProductVersion.current)")),
      ContentItem(
        .hasConceptModifier, .procedureReported, .code(source.isOfChest ?? true ? .chestRadiography : .radiography)),
    ]
    return ContentItem(
      nil, .measurementReport, .container(template: "1500"),
      children: context + [imageLibrary] + (reading.isRefused ? [] : [measurements]) + [evaluations])
  }

  // MARK: - Image library (TID 1600 to 1602)

  private var imageLibrary: ContentItem {
    let modality = ModalityCode.concept(of: source.acquisition.modality)
    let image = ContentItem(
      .contains, .sourceImage, .image(source.reference),
      children: [
        ContentItem(.hasAcquisitionContext, .modality, .code(modality)),
        ContentItem(.hasAcquisitionContext, .rows, .number(Double(source.size.height), unit: .pixels)),
        ContentItem(.hasAcquisitionContext, .columns, .number(Double(source.size.width), unit: .pixels)),
      ])
    let group = ContentItem(.contains, .imageLibraryGroup, .container(template: nil), children: [image])
    return ContentItem(.contains, .imageLibrary, .container(template: nil), children: [group])
  }

  // MARK: - Measurements (TID 1501)

  private var measurements: ContentItem {
    ContentItem(
      .contains, .imagingMeasurements, .container(template: nil),
      children: [
        group(of: reading.positiveClass, threshold: reading.reading.decision.threshold, positiveMeasurements)
      ] + reading.otherFindings.map { group(of: $0.name, threshold: $0.threshold, measurements(of: $0)) })
  }

  private func measurements(of finding: Finding) -> [ContentItem] {
    [number(.probability, finding.probability), number(.threshold, finding.threshold), presence(finding.decision)]
  }

  private func group(of name: String, threshold: Double, _ measurements: [ContentItem]) -> ContentItem {
    let model = reading.reading.model
    let tracking = DerivedUID.uid(of: "finding", source.sopInstance, model.name, "\(model.version)", name)
    let items = [
      ContentItem(.hasObservationContext, .trackingIdentifier, .text(name)),
      ContentItem(.hasObservationContext, .trackingUID, .uid(tracking)),
      ContentItem(.contains, .finding, .code(ClassCode.concept(of: name))),
    ]
    let image = ContentItem(.contains, .sourceOfMeasurement, .image(source.reference))
    return ContentItem(
      .contains, .measurementGroup, .container(template: "1501"),
      children: items + algorithm(threshold: threshold) + measurements + [image])
  }

  private var positiveMeasurements: [ContentItem] {
    let decision = reading.reading.decision
    let interval = reading.thresholdInterval
    let numbers: [(ConceptCode, Double?)] = [
      (.probability, reading.probability), (.threshold, decision.threshold),
      (.thresholdLowerLimit, interval?.lowerBound), (.thresholdUpperLimit, interval?.upperBound),
      (.repeatability, reading.reading.uncertainty?.repeatability),
      (.disagreement, reading.reading.uncertainty?.disagreement),
    ]
    return numbers.compactMap { name, value in value.map { number(name, $0) } }
      + [presence(decision.positive)]
  }

  private func presence(_ isPresent: Bool) -> ContentItem {
    ContentItem(.contains, .presence, .code(isPresent ? .present : .absent))
  }

  private func number(_ name: ConceptCode, _ value: Double) -> ContentItem {
    ContentItem(.contains, name, .number(value, unit: .noUnits))
  }

  /// TID 4019.
  private func algorithm(threshold: Double) -> [ContentItem] {
    let model = reading.reading.model
    let parameters =
      ["threshold=\(DecimalString.text(of: threshold))"]
      + (reading.precision.map { ["precision=\($0.rawValue)"] } ?? [])
    return [
      ContentItem(.hasConceptModifier, .algorithmName, .text(model.name)),
      ContentItem(.hasConceptModifier, .algorithmVersion, .text("\(model.version)")),
    ] + parameters.map { ContentItem(.hasConceptModifier, .algorithmParameters, .text($0)) }
  }

  // MARK: - In words

  private var evaluations: ContentItem {
    let notes = reading.findings.map {
      ContentItem(.contains, $0.refuses ? .refusal : .qualityNote, .text($0.message))
    }
    let findings = reading.report.findings.map { ContentItem(.contains, .finding, .text($0)) }
    let impression = reading.report.impression.map { ContentItem(.contains, .impression, .text($0)) }
    return ContentItem(
      .contains, .qualitativeEvaluations, .container(template: nil),
      children: (reading.isRefused ? algorithm(threshold: reading.reading.decision.threshold) : []) + notes + findings
        + impression
        + [reading.probabilityNote, ReportText.disclaimer].compactMap { $0 }.map {
          ContentItem(.contains, .comment, .text($0))
        })
  }
}

/// Modalities as codes (PS3.16 CID 29).
private enum ModalityCode {
  static func concept(of modality: String?) -> ConceptCode {
    switch modality {
    case "CR": ConceptCode("CR", .dicom, "Computed Radiography")
    case "DX": ConceptCode("DX", .dicom, "Digital Radiography")
    case "RF": ConceptCode("RF", .dicom, "Radiofluoroscopy")
    case "RG": ConceptCode("RG", .dicom, "Radiographic imaging")
    case "XA": ConceptCode("XA", .dicom, "X-Ray Angiography")
    default: ConceptCode("OT", .dicom, "Other Modality")
    }
  }
}
