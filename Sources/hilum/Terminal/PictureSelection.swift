import ArgumentParser
import Radiograph

/// Flags that say which picture of a DICOM file is meant, and how it is graded.
struct PictureSelection: ParsableArguments {
  @Option(help: "The frame of a DICOM file with several, counted from 0.")
  var frame = 0

  @Option(help: "The window or VOI LUT of a DICOM file with several, counted from 0 (default: the first).")
  var window: Int?

  /// What is chosen, as a text that other choices don't have.
  var summary: String { "frame \(frame), window \(window.map { "\($0)" } ?? "first")" }

  /// Puts the choice into options for reading.
  func apply(to options: inout ReadingOptions) {
    options.frame = frame
    options.window = window
  }
}
