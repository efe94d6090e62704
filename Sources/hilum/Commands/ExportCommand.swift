import ArgumentParser
import Bundles
import Datasets
import Foundation
import Inference
import Learning
import ONNX

/// `hilum export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model for other programs: ONNX, 8-bit integers, a folder for Triton, a state dict.")

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Flag(help: "Write model.onnx into the bundle, made anew from its weights.")
  var onnx = false

  @Flag(help: "Write model.int8.onnx into the bundle, quantized to 8-bit integers.")
  var int8 = false

  @Option(
    help:
      "With --int8: labelled X-rays, best those of the training: ranges come from its training part, the cost is measured on its test part."
  )
  var calibration: String?

  @Flag(help: "With --int8: write it even if the AUROC falls by more than \(BundleQuantization.aurocLossLimit).")
  var force = false

  @Option(
    help:
      "Record anew how far the model says the same in each precision, on these labelled X-rays: their validation part, or all."
  )
  var agreement: String?

  @Option(help: "Write the model for Triton Inference Server or OpenVINO Model Server into this folder.")
  var triton: String?

  @Flag(help: "With --triton: for graphics processors, with TensorRT.")
  var gpu = false

  @Option(help: "Write the weights into this file as a state dict that torch.load and torchvision read.")
  var pth: String?

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func validate() throws {
    guard onnx || int8 || agreement != nil || triton != nil || pth != nil else {
      throw ValidationError("say what to write: --onnx, --int8, --agreement DIR, --triton DIR or --pth FILE")
    }
    guard !int8 || agreement == nil else {
      throw ValidationError("--int8 records agreement itself, on the pictures of --calibration")
    }
    guard !gpu || triton != nil else { throw ValidationError("--gpu goes with --triton DIR") }
    guard int8 == (calibration != nil) else { throw ValidationError("--int8 and --calibration DIR go together") }
  }

  func run() throws {
    var bundle = try ModelBundle(contentsOf: URL(filePath: model))
    if onnx {
      bundle = try bundle.adding(GraphExport.model(bundle).serialized(), as: .graph)
      Console.message("Written: \(BundleFile.graph.rawValue)")
    }
    if int8, let calibration { bundle = try quantize(bundle, with: calibration) }
    if let agreement { bundle = try compare(bundle, on: agreement) }
    if let triton {
      let graph = try ONNXModel(contentsOf: bundle.verified(.graph))
      let shapes = Dictionary((graph.inputs + graph.outputs).map { ($0.name, Array($0.shape.dropFirst())) }) { $1 }
      let place = try TritonRepository(bundle, for: gpu ? .graphics : .any).write(
        to: URL(filePath: triton, directoryHint: .isDirectory), image: shapes["image"] ?? [],
        embedding: shapes["embedding"]?.first, features: shapes["features"])
      Console.message("Written: \(place.relativePath)")
    }
    if let pth {
      let file = URL(filePath: pth)
      try StateDictExport.write(bundle, to: file)
      Console.message(
        "Written: \(file.lastPathComponent), classes in order: \(bundle.metadata.classes.joined(separator: ", "))")
    }
  }

  private func quantize(_ bundle: ModelBundle, with calibration: String) throws -> ModelBundle {
    let log = TrainingLog()
    let (model, report, data) = try BundleQuantization(bundle, observer: log.show)
      .run(on: Dataset.read(URL(filePath: calibration), options: DatasetOptions(for: bundle.metadata)))
    if json { try Console.json(report) } else { try show(report) }
    guard force || report.aurocLoss <= BundleQuantization.aurocLossLimit else {
      Console.message(
        "hilum: the AUROC falls by more than \(BundleQuantization.aurocLossLimit); nothing was written (--force writes it)"
      )
      throw ExitCode(1)
    }
    let written = try bundle.adding(model.serialized(), as: .quantizedGraph)
    Console.message("Written: \(BundleFile.quantizedGraph.rawValue)")
    let measured = try written.measuringAgreement(on: data, observer: log.show)
    measured.metadata.agreement?.lines.forEach(Console.message)
    return measured
  }

  private func compare(_ bundle: ModelBundle, on data: String) throws -> ModelBundle {
    let dataset = try Dataset.read(URL(filePath: data), options: DatasetOptions(for: bundle.metadata))
    let measured = try bundle.measuringAgreement(on: dataset, observer: TrainingLog().show)
    guard let record = measured.metadata.agreement else { return measured }
    if json { try Console.json(record) } else { try record.lines.forEach(Console.output) }
    return measured
  }

  private func show(_ report: BundleQuantization.Report) throws {
    func fixed(_ value: Double) -> String { String(format: "%.4f", value) }
    try Console.output("Ranges: \(report.method.rawValue), from \(report.calibrationPictures) pictures")
    if !report.floatLayers.isEmpty {
      try Console.output("Convolutions that stay in floats: \(report.floatLayers.count)")
    }
    try Console.output(
      "AUROC on \(report.n) \(report.part.rawValue) pictures: \(fixed(report.aurocBefore)) in f32, \(fixed(report.aurocAfter)) in int8"
    )
    try Console.output("Decisions that are others: \(report.flipped) of \(report.n)")
    try Console.output("A probability moves by at most \(fixed(report.largestShift))")
  }
}
