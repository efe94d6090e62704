extension TensorFileError: CustomStringConvertible {
  /// The error as an English sentence; names that a file brings along are shortened and cleaned.
  public var description: String {
    switch self {
    case .invalidShape(let shape):
      "the shape \(shape.shown) has a negative dimension or too many elements"
    case .byteCountMismatch(let scalarType, let shape, let expected, let found):
      "a tensor of type \(scalarType.rawValue) and shape \(shape.shown) has \(expected) bytes, not \(found)"
    case .unknownFormat(let file):
      "\(file) is neither a safetensors file nor a PyTorch file"
    case .truncated(let file, let offset, let byteCount):
      "\(file) is cut off or damaged: \(byteCount == .max ? "too many" : "\(byteCount)") bytes are wanted at byte "
        + "\(offset), more than there are"
    case .safetensors(let file, let fault):
      "\(file) is not a valid safetensors file: \(fault)"
    case .zip(let file, let fault):
      "\(file) is not a readable zip archive: \(fault)"
    case .pickle(let file, let offset, let fault):
      "\(file) \(fault) (byte \(offset) of its pickle)"
    case .torch(let file, let fault):
      "\(file) cannot be read as a PyTorch state dict: \(fault)"
    case .hdf5(let file, let fault):
      "\(file) cannot be read as an HDF5 file: \(fault)"
    case .keras(let file, let fault):
      "\(file) cannot be read as a Keras model: \(fault)"
    }
  }
}

// MARK: - Faults

extension SafetensorsFault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .headerTooLong(let byteCount, let limit):
      "its header would have \(byteCount) bytes, at most \(limit) are possible"
    case .malformedHeader(let offset, let expected):
      "\(expected) is missing at byte \(offset) of its header"
    case .duplicateKey(let key):
      "\(key.shown) stands twice in its header"
    case .missingKey(let key, let tensor):
      "tensor \(tensor.shown) has no \(key)"
    case .unknownScalarType(let type, let tensor):
      "tensor \(tensor.shown) has the type \(type.shown), which is not read"
    case .invalidShape(let shape, let tensor):
      "tensor \(tensor.shown) has the shape \(shape.shown), which is too large"
    case .offsetsOutOfRange(let begin, let end, let dataByteCount, let tensor):
      "tensor \(tensor.shown) spans bytes \(begin) to \(end) of \(dataByteCount)"
    case .byteCountMismatch(let expected, let found, let tensor):
      "tensor \(tensor.shown) has \(found) bytes, its type and shape need \(expected)"
    case .overlap(let begin, let previousEnd, let tensor):
      "tensor \(tensor.shown) starts at byte \(begin), inside another that ends at \(previousEnd)"
    case .hole(let begin, let end):
      "bytes \(begin) to \(end) belong to no tensor"
    }
  }
}

extension ZipFault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .noEndRecord: "its end is missing; was it downloaded completely?"
    case .wrongSignature(let record, let offset): "\(record) is damaged at byte \(offset)"
    case .severalParts: "it is split over several files"
    case .outOfRange(let entry): "\(entry.shown) lies outside the file"
    case .notStored(let entry): "\(entry.shown) is compressed or encrypted, which neither PyTorch nor Keras does"
    case .duplicateEntry(let entry): "\(entry.shown) stands twice in it"
    case .tooManyEntries(let count, let limit): "it has \(count) entries; at most \(limit) are read"
    case .tooLong(let byteCount, let limit): "it would have \(byteCount) bytes; at most \(limit) are written"
    }
  }
}

extension PickleFault: CustomStringConvertible {
  /// The fault as the rest of a sentence that starts with the file's name.
  public var description: String {
    switch self {
    case .forbiddenGlobal(let name):
      "wants to call \(name.shown), which no state dict needs; it was refused and nothing was run"
    case .forbiddenInstruction(let name):
      "wants the pickle instruction \(name), which no state dict needs; it was refused and nothing was run"
    case .unknownInstruction(let byte):
      "is damaged: \(byte) is no pickle instruction"
    case .unexpectedOperand(let instruction):
      "is damaged: the pickle instruction \(instruction) has no fitting operand"
    case .unexpectedArguments(let name):
      "is damaged: \(name.shown) is called with arguments that do not fit"
    case .unknownMemo(let index):
      "is damaged: value \(index) of the pickle's memo was never set"
    case .invalidText:
      "is damaged: a string in its pickle is not UTF-8"
    case .tooManyInstructions(let limit):
      "has a pickle of more than \(limit) instructions, which no state dict needs"
    }
  }
}

extension TorchFault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .noPickle:
      "it is a zip archive, but has no data.pkl"
    case .pickleTooLong(let byteCount, let limit):
      "its pickle has \(byteCount) bytes; at most \(limit) are read"
    case .bigEndian:
      "it was written on a big-endian machine"
    case .unknownVersion:
      "it is of a version of the legacy format that is not known"
    case .noStateDict(let keys) where keys.isEmpty:
      "it holds no dictionary of tensors; save model.state_dict(), not the model"
    case .noStateDict(let keys):
      "it holds no dictionary of tensors at the top or under a usual name, only "
        + keys.map(\.shown).joined(separator: ", ")
    case .duplicateTensor(let tensor):
      "tensor \(tensor.shown) stands twice in it"
    case .missingStorage(let key, let tensor):
      "the bytes of tensor \(tensor.shown) (storage \(key.shown)) are missing"
    case .unnamedStorage(let key):
      "it has a storage \(key.shown) that it does not describe"
    case .storageByteCount(let expected, let found, let key):
      "storage \(key.shown) has \(found) bytes instead of \(expected)"
    case .outOfStorage(let tensor):
      "tensor \(tensor.shown) reaches outside its storage"
    case .expandsTooMuch(let limit, let tensor):
      "tensor \(tensor.shown) and those before it would expand to more than \(limit) bytes"
    }
  }
}

extension HDF5Fault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .unsupportedSuperblock(let version):
      "its superblock is of version \(version); written with h5py's default, libver='earliest', it can be read"
    case .damaged(let structure, let offset):
      "\(structure) is damaged at byte \(offset)"
    case .unsupported(let feature, let name):
      "\(name.shown) has \(feature), which Keras does not write"
    case .tooManyStructures(let limit):
      "it has more than \(limit) groups, datasets and attributes, or they lead back to themselves"
    case .tooMuchText(let limit):
      "its attributes have more than \(limit) bytes of text"
    case .pathTooLong(let limit):
      "the path to a dataset has more than \(limit) bytes"
    }
  }
}

extension KerasFault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .noConfiguration:
      "it has weights alone, which do not say what network they are of; save the whole model with model.save(…)"
    case .malformedConfiguration:
      "its configuration is no JSON that says what layers there are"
    case .configurationTooLong(let byteCount, let limit):
      "its configuration has \(byteCount) bytes; at most \(limit) are read"
    case .noWeights:
      "it is an archive without model.weights.h5"
    case .missingWeight(let layer, let weight):
      "layer \(layer.shown) has no \(weight)"
    }
  }
}

// MARK: - Foreign text

extension String {
  /// The text in one printable line of at most 80 characters.
  fileprivate var shown: String {
    let head = unicodeScalars.prefix(80).map { $0.properties.isPrintable ? String($0) : "\u{FFFD}" }.joined()
    return unicodeScalars.dropFirst(80).isEmpty ? head : head + "…"
  }
}

extension [Int] {
  /// The first dimensions of a shape.
  fileprivate var shown: String {
    count <= 8 ? "\(self)" : "[\(prefix(8).map(String.init).joined(separator: ", ")), …]"
  }
}

extension Unicode.Scalar.Properties {
  /// Whether the scalar can be shown without moving the cursor or the text's direction.
  fileprivate var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
