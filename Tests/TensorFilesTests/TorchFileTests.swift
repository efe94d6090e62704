import Files
import FoundationEssentials
import TensorFiles
import Testing

@Suite struct TorchFileTests {
  private func expected(_ name: String) throws -> [String: StoredTensor] {
    try Safetensors(contentsOf: Golden.url("\(name).safetensors")).tensors
  }

  @Test(arguments: [
    ("every_dtype.pth", "every_dtype"), ("every_dtype_legacy.pth", "every_dtype"),
    ("strided.pth", "strided"), ("strided_legacy.pth", "strided"),
    ("module.pth", "module"), ("module_protocol4.pth", "module"), ("parameters.pth", "parameters"),
    ("wrapped.pth", "module"), ("wrapped_legacy.pth", "module"),
    ("zip64.pth", "module"), ("zip_descriptors.pth", "module"), ("zip_comment.pth", "module"),
  ])
  func readsWhatPyTorchSaved(file: String, golden: String) throws {
    let tensors = try TorchFile.tensors(contentsOf: Golden.url(file))
    let expected = try expected(golden)
    #expect(tensors.keys.sorted() == expected.keys.sorted())
    for (name, tensor) in expected { #expect(tensors[name] == tensor, "\(name)") }
    #expect(try TensorFile.tensors(contentsOf: Golden.url(file)) == expected)
  }

  @Test func anyFormatByItsContent() throws {
    #expect(try TensorFile.tensors(contentsOf: Golden.url("module.safetensors")) == expected("module"))
    try withTemporaryDirectory { directory in
      for (name, bytes) in [("empty", Data()), ("text", Data("hello, this is no model".utf8)), ("short", Data([0x80]))]
      {
        let url = directory.appending(path: name)
        try AtomicFile.write(bytes, to: url)
        #expect(throws: TensorFileError.self) { try TensorFile.tensors(contentsOf: url) }
      }
      let text = directory.appending(path: "text")
      #expect(throws: TensorFileError.unknownFormat(file: "text")) { try TensorFile.tensors(contentsOf: text) }
    }
  }

  @Test func refusesWhatIsNoStateDict() throws {
    for (file, fault) in [
      ("no_tensors.pth", TorchFault.noStateDict(keys: ["epoch", "ema"])), ("zip_no_pickle.pth", .noPickle),
      ("zip_big_endian.pth", .bigEndian),
    ] {
      #expect(throws: TensorFileError.torch(file: file, fault)) {
        try TorchFile.tensors(contentsOf: Golden.url(file))
      }
    }
    #expect(throws: TensorFileError.zip(file: "zip_deflated.pth", .notStored(entry: "module/data.pkl"))) {
      try TorchFile.tensors(contentsOf: Golden.url("zip_deflated.pth"))
    }
  }

  @Test(arguments: [
    ("hostile_reduce.pth", "posix.system"), ("hostile_reduce_legacy.pth", "posix.system"),
    ("hostile_stack_global.pth", "posix.system"), ("hostile_inst.pth", "os.system"),
    ("hostile_object.pth", "__main__.Attribute"),
    ("whole_model.pth", "torch.nn.modules.container.Sequential"),
  ])
  func refusesHostilePicklesByName(file: String, wanted: String) throws {
    let error = try #require(throws: TensorFileError.self) { try TorchFile.tensors(contentsOf: Golden.url(file)) }
    guard case .pickle(file, _, .forbiddenGlobal(wanted)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.hasPrefix("\(file) wants to call \(wanted), which no state dict needs"))
  }
}
