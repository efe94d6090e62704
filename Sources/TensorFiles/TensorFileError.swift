/// What can go wrong with a file of tensors, or with a tensor that stands in one.
///
/// `file` is a file's name without its directory; offsets count bytes from the start of the file or of the archive member.
public enum TensorFileError: Error, Sendable, Equatable {
  /// A shape has a negative dimension or more elements than can be counted.
  case invalidShape([Int])
  /// The bytes are not as many as type and shape ask for.
  case byteCountMismatch(scalarType: ScalarType, shape: [Int], expected: Int, found: Int)
  /// The file is none of the formats that are read.
  case unknownFormat(file: String)
  /// The file ends before what it announces.
  case truncated(file: String, offset: Int, byteCount: Int)
  /// A safetensors file breaks the format's rules.
  case safetensors(file: String, SafetensorsFault)
  /// A zip archive is damaged, or is of a kind that PyTorch does not write.
  case zip(file: String, ZipFault)
  /// A pickle is damaged, or wants something that no state dict needs.
  case pickle(file: String, offset: Int, PickleFault)
  /// A PyTorch file can be read, but not as a state dict.
  case torch(file: String, TorchFault)
  /// An HDF5 file is damaged, or uses what Keras does not write.
  case hdf5(file: String, HDF5Fault)
  /// A Keras file can be read, but not as a model.
  case keras(file: String, KerasFault)
}

/// How a safetensors file breaks the format's rules.
public enum SafetensorsFault: Error, Sendable, Equatable {
  /// The header is longer than the format allows, or than the file.
  case headerTooLong(byteCount: UInt64, limit: Int)
  /// The header is not the JSON that the format wants.
  case malformedHeader(offset: Int, expected: String)
  /// A name stands twice in an object of the header.
  case duplicateKey(String)
  /// A tensor is described without one of `dtype`, `shape` and `data_offsets`.
  case missingKey(String, tensor: String)
  /// The element type is not one that is read.
  case unknownScalarType(String, tensor: String)
  /// The shape has too many elements.
  case invalidShape([Int], tensor: String)
  /// The offsets lie outside the data, or end before they begin.
  case offsetsOutOfRange(begin: Int, end: Int, dataByteCount: Int, tensor: String)
  /// The offsets span more or fewer bytes than type and shape ask for.
  case byteCountMismatch(expected: Int, found: Int, tensor: String)
  /// The tensor starts before the one before it ends.
  case overlap(begin: Int, previousEnd: Int, tensor: String)
  /// There are bytes that belong to no tensor.
  case hole(begin: Int, end: Int)
}

/// How a zip archive is damaged or unusual.
public enum ZipFault: Error, Sendable, Equatable {
  /// The record that ends an archive is missing: the file was cut off.
  case noEndRecord
  /// A record does not start with its signature.
  case wrongSignature(record: String, offset: Int)
  /// The archive is split over several files.
  case severalParts
  /// A size or an offset points outside the file.
  case outOfRange(entry: String)
  /// The entry is compressed or encrypted; PyTorch stores plainly.
  case notStored(entry: String)
  /// Two entries have the same name.
  case duplicateEntry(String)
  /// More entries are announced than are read.
  case tooManyEntries(Int, limit: Int)
  /// An archive without zip64 can't be as long.
  case tooLong(byteCount: Int, limit: Int)
}

/// Why a pickle is not run any further.
public enum PickleFault: Error, Sendable, Equatable {
  /// The pickle wants a function or class that is not on the allow-list, as `module.name`.
  case forbiddenGlobal(String)
  /// The instruction is not one that state dicts are written with.
  case forbiddenInstruction(String)
  /// The byte is no instruction at all.
  case unknownInstruction(UInt8)
  /// An instruction takes more from the stack than there is, or something of another kind.
  case unexpectedOperand(instruction: String)
  /// An allowed function is called with arguments that it does not take.
  case unexpectedArguments(of: String)
  /// A memo is read that was never written.
  case unknownMemo(Int)
  /// A string is not UTF-8.
  case invalidText
  /// The pickle has more instructions than are run.
  case tooManyInstructions(limit: Int)
}

/// Why a PyTorch file can't be read as a state dict.
public enum TorchFault: Error, Sendable, Equatable {
  /// The zip archive has no `data.pkl`: it is no PyTorch file.
  case noPickle
  /// The pickle is longer than is read.
  case pickleTooLong(byteCount: Int, limit: Int)
  /// The file was written on a big-endian machine.
  case bigEndian
  /// The file is of a version of the legacy format that is not read.
  case unknownVersion
  /// There is no dictionary of tensors; these are the top-level keys.
  case noStateDict(keys: [String])
  /// Two tensors have the same name.
  case duplicateTensor(String)
  /// The bytes of a tensor are not in the file.
  case missingStorage(key: String, tensor: String)
  /// The file has a storage that its pickle does not name, so that its length can't be known.
  case unnamedStorage(key: String)
  /// A storage has other bytes than announced.
  case storageByteCount(expected: Int, found: Int, key: String)
  /// Offset, shape and strides lead outside the storage, or to more elements than can be counted.
  case outOfStorage(tensor: String)
  /// Tensors that repeat their elements by strides would fill too much memory.
  case expandsTooMuch(limit: Int, tensor: String)
}
