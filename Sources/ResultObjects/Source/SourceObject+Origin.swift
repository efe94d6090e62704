import Radiograph

extension SourceObject {
  /// Whether it is a picture that was written of a reading, and so none to be read.
  public var isOwnResult: Bool {
    sopClass == ResultSeries.secondaryCapture.sopClass && acquisition.manufacturer == Equipment.name
  }
}
