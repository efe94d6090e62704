import Anatomy
import ArgumentParser
import Datasets
import Files
import Foundation
import Inference
import Learning
import Radiograph
import ServerCommands
import Synchronization

extension LungsCommand {
  /// `hilum lungs outline`.
  struct Outline: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Outline the lungs on X-rays.",
      discussion: """
        Each outline is written as a PNG of the picture's own size, 255 inside and 0 outside. A file that can't be read \
        is reported, the others are still outlined, and the exit code is 1.
        """)

    @Argument(help: "Pictures: JPEG, PNG or DICOM, and folders of them.")
    var files: [String]

    @Option(help: "The PNG file to write, or the folder for files named like the pictures.")
    var output: String?

    @Option(help: "Weights of the network (default: those that are installed).")
    var model: String?

    @Option(help: "Arithmetic: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")).")
    var precision = Precision.f32

    @Flag(help: "Print one JSON object a line on stdout, and nothing else there.")
    var json = false

    func run() throws {
      let files = try PictureList.files(files)
      let places = try output.map { try OutlinePlaces($0, files: files) }
      let weights = try model.map { URL(filePath: $0) } ?? LungWeightsFile.standard()
      let mode: EngineOptions.Mode = files.count > 4 ? .throughput : .latency
      let finder = try LungFinder(contentsOf: weights, options: EngineOptions(precision: precision, mode: mode))
      if finder.precision.fallback != nil { Console.message("Precision: \(finder.precision)") }
      let failures = Mutex(0)
      try WorkQueue(files.count, workers: files.count > 4 ? nil : 1).inOrder({ index in
        Result { try outline(files[index], finder, to: places?.place(index)) }
      }) { index, result in
        do {
          try show(result.get())
        } catch let error as RadiographError {
          failures.withLock { $0 += 1 }
          let failure = FailedReading(error, file: files[index])
          if json { try Console.json(failure, indented: false) }
          Console.message(failure.line)
        }
      }
      if failures.withLock({ $0 > 0 }) { throw ExitCode(1) }
    }

    private func outline(_ file: String, _ finder: LungFinder, to place: URL?) throws -> OutlinedPicture {
      let started = ContinuousClock.now
      let outline = try finder.outline(of: RadiographReader.read(contentsOf: URL(filePath: file)))
      let milliseconds = (ContinuousClock.now - started) / .milliseconds(1)
      if let place { try AtomicFile.write(Data(outline.picture().pngFile(fast: true)), to: place) }
      return OutlinedPicture(file: file, outline, output: place?.relativePath, milliseconds: milliseconds)
    }

    private func show(_ picture: OutlinedPicture) throws {
      if json { return try Console.json(picture, indented: false) }
      try Console.output(picture.line)
    }
  }

  /// `hilum lungs quantize`.
  struct Quantize: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure the ranges that int8 needs, and write them beside the weights.")

    @Option(help: "The weights: lungs.safetensors (default: those that are installed).")
    var model: String?

    @Option(help: "Folder with X-rays; \(Calibration.pictureLimit) of them are looked at.")
    var data: String

    func run() throws {
      let network = try LungNetwork(contentsOf: model.map { URL(filePath: $0) } ?? LungWeightsFile.standard())
      let files = try PictureList.files([data])
      let limit = Calibration.pictureLimit
      let chosen = files.count <= limit ? files : (0..<limit).map { files[$0 * files.count / limit] }
      let bar = ProgressBar("Measuring", unit: "pictures")
      let ranges = try LungRanges(network, pictures: chosen.map { URL(filePath: $0) }) {
        bar.update($0, of: chosen.count)
      }
      let place = LungRanges.url(for: network.url)
      try ranges.write(to: place)
      try Console.output("\(place.relativePath): ranges of \(ranges.pictures) pictures")
    }
  }
}

/// Where outlines go.
private struct OutlinePlaces: Sendable {
  private let places: [URL]

  /// One file for one picture, or a folder, which is made.
  init(_ output: String, files: [String]) throws {
    let url = URL(filePath: output)
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if url.pathExtension.lowercased() == "png", !isFolder.boolValue {
      guard files.count == 1 else {
        throw ValidationError("--output is a folder where there are several pictures, not \(url.lastPathComponent)")
      }
      places = [url]
      return
    }
    let folder = URL(filePath: output, directoryHint: .isDirectory)
    try Folder.make(at: folder)
    var taken: [String: Int] = [:]
    places = files.map { file in
      let name = URL(filePath: file).deletingPathExtension().lastPathComponent
      let count = taken[name, default: 0] + 1
      taken[name] = count
      return folder.appending(path: count == 1 ? "\(name).png" : "\(name)-\(count).png")
    }
  }

  func place(_ index: Int) -> URL { places[index] }
}

extension OutlinedPicture {
  /// The outline as a line for people.
  fileprivate var line: String {
    guard outline.isFound else { return "\(file ?? ""): no lungs found" }
    let share = String(format: "%.1f %% of the picture", 100 * outline.shareOfPicture)
    let turn = outline.turn.map { String(format: ", turned by %.0f°", $0) } ?? ""
    return "\(file ?? ""): \(outline.regions.count == 1 ? "one lung" : "lungs"), \(share)\(turn)"
  }
}
