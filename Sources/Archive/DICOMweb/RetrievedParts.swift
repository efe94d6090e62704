import Foundation
import HTTPBody
import NIOCore

/// Writes the parts of an answer to files of a folder as they come.
struct RetrievedParts {
  /// The files of the parts that are complete.
  private(set) var files: [URL] = []
  private let folder: URL
  private let limits: DICOMwebLimits
  private var reader: MultipartReader?
  private var open: (file: URL, handle: FileHandle, byteCount: Int)?
  private var received = 0

  /// Parts of an answer.
  ///
  /// - Throws: ``DICOMwebError/malformedAnswer(_:)`` where it is neither one object nor a multipart of them.
  init(contentType: String, into folder: URL, limits: DICOMwebLimits) throws(DICOMwebError) {
    (self.folder, self.limits) = (folder, limits)
    switch HeaderParameters(contentType).value {
    case "multipart/related":
      do {
        reader = try MultipartReader(
          contentType: contentType, limits: .init(bytes: limits.retrievalBytes, parts: limits.objects))
      } catch {
        throw DICOMwebError(error)
      }
    case "application/dicom": try begin()
    default: throw .malformedAnswer("it is neither multipart/related nor application/dicom")
    }
  }

  /// Takes the next piece of the answer.
  mutating func append(_ piece: ByteBuffer) throws(DICOMwebError) {
    guard var reader else { return try write(Data(piece.readableBytesView)) }
    // What a piece brings is told while it is read, and written after that.
    var steps: [Step] = []
    do {
      try Array(piece.readableBytesView).span.bytes.withUnsafeBytes { (bytes) throws(HTTPBodyError) in
        try reader.append(bytes) { event in steps.append(Step(event)) }
      }
    } catch {
      throw DICOMwebError(error)
    }
    self.reader = reader
    for step in steps {
      switch step {
      case .begin: try begin()
      case .write(let bytes): try write(bytes)
      case .end: try end()
      }
    }
  }

  /// Ends the answer.
  ///
  /// - Returns: the files, in the parts' order.
  mutating func finish() throws(DICOMwebError) -> [URL] {
    guard let reader else {
      try end()
      return files
    }
    do {
      try reader.finish()
    } catch {
      throw DICOMwebError(error)
    }
    return files
  }

  // MARK: - Files

  private enum Step {
    case begin
    case write(Data)
    case end

    init(_ event: MultipartReader.Event) {
      switch event {
      case .began: self = .begin
      case .content(let bytes): self = .write(Data(bytes))
      case .ended: self = .end
      }
    }
  }

  private mutating func begin() throws(DICOMwebError) {
    let file = folder.appending(path: "\(UUID().uuidString).dcm")
    guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = try? FileHandle(forWritingTo: file)
    else { throw .localFile("what is retrieved can't be written") }
    open = (file, handle, 0)
  }

  private mutating func write(_ bytes: Data) throws(DICOMwebError) {
    guard let (file, handle, byteCount) = open else { return }
    guard byteCount + bytes.count <= limits.objectBytes else {
      throw .tooLarge(.objectBytes, limit: limits.objectBytes)
    }
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      throw .localFile("what is retrieved can't be written")
    }
    open = (file, handle, byteCount + bytes.count)
  }

  /// Closes a part's file, which must be one of Part 10: `DICM` behind the preamble.
  private mutating func end() throws(DICOMwebError) {
    guard let (file, handle, _) = open else { return }
    open = nil
    try? handle.close()
    guard let start = try? FileHandle(forReadingFrom: file).read(upToCount: 132), start.count == 132,
      start.suffix(4) == Data("DICM".utf8)
    else { throw .malformedAnswer("a part is no DICOM file") }
    files.append(file)
  }
}

extension DICOMwebError {
  /// What is wrong with a multipart body.
  fileprivate init(_ error: HTTPBodyError) {
    self =
      switch error {
      case .tooLarge(let limit): .tooLarge(.bytes, limit: limit)
      case .tooManyParts(let limit): .tooLarge(.objects, limit: limit)
      default: .malformedAnswer(error.description)
      }
  }
}
