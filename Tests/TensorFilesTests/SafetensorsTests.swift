import Files
import FoundationEssentials
import TensorFiles
import Testing

@Suite struct SafetensorsTests {
  // MARK: - Good files

  @Test func readsEveryType() throws {
    let file = try Safetensors(contentsOf: Golden.url("every_dtype.safetensors"))
    #expect(file.metadata.isEmpty)
    #expect(file.tensors.count == 13)
    for (name, type) in [
      ("float64", ScalarType.float64), ("float32", .float32), ("float16", .float16), ("bfloat16", .bfloat16),
    ] {
      let tensor = try #require(file.tensors[name])
      #expect(tensor.scalarType == type)
      #expect(tensor.shape == [2, 3])
      for (found, expected) in zip(tensor.floats(), [0, 1, 2.5, 100, 3.1415927, 0.1] as [Float]) {
        #expect(abs(found - expected) <= abs(expected) / 128)
      }
    }
    for (name, type) in [
      ("int64", ScalarType.int64), ("int32", .int32), ("int16", .int16), ("int8", .int8), ("uint8", .uint8),
    ] {
      let tensor = try #require(file.tensors[name])
      #expect(tensor.scalarType == type)
      #expect(tensor.floats() == [0, 1, 2, 100, 3, 0])
    }
    #expect(file.tensors["bool"]?.floats() == [0, 1, 1, 1, 1, 1])
    #expect(file.tensors["scalar"]?.shape == [])
    #expect(file.tensors["empty"]?.shape == [0, 3])
    let negative = try #require(file.tensors["negative"]).floats()
    #expect(negative[0] == -1 && negative[1] == .infinity && negative[2].isNaN && negative[3].sign == .minus)
  }

  @Test func readsMetadataAndEscapes() throws {
    let file = try Safetensors(contentsOf: Golden.url("metadata.safetensors"))
    #expect(file.metadata == ["quote\"\\": "tab\t newline\n bell\u{7} é 漢"])
    #expect(file.tensors.keys.sorted() == ["a\"\\\n\u{e9}", "b"])
  }

  @Test(arguments: ["every_dtype", "metadata", "module", "strided"])
  func writesThePythonPackagesBytes(name: String) throws {
    let bytes = try Golden.bytes("\(name).safetensors")
    let file = try Safetensors(bytes, file: name)
    #expect(file.encoded() == bytes)
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "copy.safetensors")
      try file.write(to: url)
      #expect(try FileReading.bytes(of: url, limit: 1 << 20) == bytes)
      #expect(try Safetensors(contentsOf: url) == file)
    }
  }

  @Test func tensorsOutliveTheFile() throws {
    let values = (0..<1000).map(Float.init)
    let tensor: StoredTensor? = try withTemporaryDirectory { directory in
      let url = directory.appending(path: "a.safetensors")
      try Safetensors(["a": StoredTensor(values, shape: [10, 100])]).write(to: url)
      return try Safetensors(contentsOf: url).tensors["a"]
    }
    #expect(tensor?.floats() == values)
    #expect(tensor?.data.startIndex == 0)
  }

  @Test func emptyFile() throws {
    let file = try Safetensors(bytes("{}", data: 0), file: "empty")
    #expect(file == Safetensors([:]))
    #expect(Safetensors([:]).encoded() == Data([8, 0, 0, 0, 0, 0, 0, 0]) + Data("{}      ".utf8))
  }

  // MARK: - Bad files

  /// A file with this header and as many bytes of data.
  private func bytes(_ header: String, data: Int) -> Data {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(count: data)
  }

  private func tensor(_ fields: String) -> String { "{\"t\":{\(fields)}}" }

  @Test(
    arguments: [
      (
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]", 8,
        .offsetsOutOfRange(begin: 0, end: 12, dataByteCount: 8, tensor: "t")
      ),
      (
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]", 8,
        .offsetsOutOfRange(begin: 8, end: 0, dataByteCount: 8, tensor: "t")
      ),
      (
        "\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]", 8,
        .byteCountMismatch(expected: 12, found: 8, tensor: "t")
      ),
      ("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]", 8, .hole(begin: 0, end: 4)),
      ("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]", 8, .hole(begin: 4, end: 8)),
      ("\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]", 1, .unknownScalarType("F8_E4M3", tensor: "t")),
      (
        "\"dtype\":\"U8\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,1]", 1,
        .invalidShape([.max, 2], tensor: "t")
      ),
      (
        "\"dtype\":\"F64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,1]", 1,
        .invalidShape([2_305_843_009_213_693_952], tensor: "t")
      ),
      ("\"dtype\":\"U8\",\"shape\":[1]", 1, .missingKey("data_offsets", tensor: "t")),
      ("\"dtype\":\"U8\",\"data_offsets\":[0,1]", 1, .missingKey("shape", tensor: "t")),
      ("\"shape\":[1],\"data_offsets\":[0,1]", 1, .missingKey("dtype", tensor: "t")),
      ("\"shape\":[1],\"shape\":[1]", 1, .duplicateKey("shape")),
      (
        "\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]", 1,
        .malformedHeader(offset: 5, expected: "two data_offsets")
      ),
      ("\"device\":\"cpu\"", 1, .malformedHeader(offset: 15, expected: "dtype, shape or data_offsets")),
      ("\"shape\":[-1]", 1, .malformedHeader(offset: 15, expected: "a count")),
      ("\"shape\":[1.5]", 1, .malformedHeader(offset: 16, expected: "]")),
      ("\"shape\":[01]", 1, .malformedHeader(offset: 15, expected: "a count")),
      ("\"shape\":[9223372036854775808]", 1, .malformedHeader(offset: 15, expected: "a count")),
    ] as [(String, Int, SafetensorsFault)])
  func refusesBadTensors(fields: String, data: Int, fault: SafetensorsFault) {
    #expect(throws: TensorFileError.safetensors(file: "f", fault)) {
      try Safetensors(bytes(tensor(fields), data: data), file: "f")
    }
  }

  @Test func refusesOverlap() {
    let header = """
      {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}
      """
    #expect(throws: TensorFileError.safetensors(file: "f", .overlap(begin: 2, previousEnd: 4, tensor: "b"))) {
      try Safetensors(bytes(header, data: 6), file: "f")
    }
  }

  @Test func refusesDuplicateNames() {
    let header = """
      {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}
      """
    #expect(throws: TensorFileError.safetensors(file: "f", .duplicateKey("a"))) {
      try Safetensors(bytes(header, data: 2), file: "f")
    }
    #expect(throws: TensorFileError.safetensors(file: "f", .duplicateKey("k"))) {
      try Safetensors(bytes("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", data: 0), file: "f")
    }
    #expect(throws: TensorFileError.safetensors(file: "f", .duplicateKey("__metadata__"))) {
      try Safetensors(bytes("{\"__metadata__\":{},\"__metadata__\":{}}", data: 0), file: "f")
    }
  }

  @Test(arguments: [
    "", "[]", "{", "{}x", "{\"a\"", "{\"a\":1}", "{\"a\":{}", "{\"a\":{},}", "nul", "{\"__metadata__\":{\"k\":1}}",
    "{\"\\x\":{}}", "{\"\\ud800\":{}}", "{\"\\u12\":{}}", "{\"a\n\":{}}", "{\"a",
  ])
  func refusesBadJSON(header: String) {
    #expect(throws: TensorFileError.self) { try Safetensors(bytes(header, data: 0), file: "f") }
  }

  @Test func refusesBadLengths() {
    #expect(throws: TensorFileError.truncated(file: "f", offset: 0, byteCount: 8)) {
      try Safetensors(Data([1, 2, 3]), file: "f")
    }
    #expect(throws: TensorFileError.safetensors(file: "f", .headerTooLong(byteCount: .max, limit: 2))) {
      try Safetensors(Data(repeating: 255, count: 8) + Data("{}".utf8), file: "f")
    }
  }

  @Test func aHeaderOfOneDeepNestIsRefusedAtOnce() {
    let header = String(repeating: "{\"a\":", count: 100_000)
    #expect(throws: TensorFileError.self) { try Safetensors(bytes(header, data: 0), file: "f") }
  }
}
