/// What callers of the library can do wrong.
enum LibraryError: Error, Equatable {
  /// A pointer is NULL that must not be.
  case missing(String)
  /// A number is not one that stands for something.
  case unknown(String, value: Int)
  /// Rows are shorter than their pixels.
  case rowStride(Int, least: Int)
  /// An array says that it is longer than its bytes.
  case arraySize(bytes: Int, needed: Int)
  /// A float that stands for no grey level.
  case level(Float)
  /// Options can't be understood; where, and why.
  case options(String)
  /// The model has no such class.
  case noClass(String, classes: [String])
  /// The caller wished to stop.
  case cancelled
  /// The library was in use before this process was forked.
  case forked
}

extension LibraryError: CustomStringConvertible {
  /// The error as one sentence for a person.
  var description: String {
    switch self {
    case .missing(let name):
      "\(name) must not be NULL"
    case .unknown(let name, let value):
      "\(name) cannot be \(value)"
    case .rowStride(let stride, let least):
      "row_stride cannot be \(stride): a row has \(least) bytes"
    case .arraySize(let bytes, let needed):
      "the array needs \(needed) bytes, of which there are \(bytes)"
    case .level(let value):
      "levels of floats lie between 0 and 1; one is \(value)"
    case .options(let reason):
      "the options can't be understood: \(reason)"
    case .noClass(let name, let classes):
      "the model has no class '\(name)', but \(classes.joined(separator: ", "))"
    case .cancelled:
      "reading was stopped before this picture's turn came"
    case .forked:
      "the library was in use before this process was forked; start processes afresh, as with 'spawn'"
    }
  }
}
