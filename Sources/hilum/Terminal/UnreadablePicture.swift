import Radiograph

/// Why the one picture of a command could not be read.
struct UnreadablePicture: Error, CustomStringConvertible {
  let file: String
  let reason: RadiographError

  var description: String { "\(file): \(reason)" }
}
