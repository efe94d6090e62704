import Files
import Foundation
import Inference
import ONNX
import Testing

@Suite final class CompiledModelCacheTests {
  private let goldens: GoldenGraphs
  private let directory: URL

  init() throws {
    goldens = try GoldenGraphs()
    directory = FileManager.default.temporaryDirectory.appending(path: "hilum-cache-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private var options: EngineOptions { EngineOptions(cache: directory.appending(path: "cache")) }

  private func logits(_ engine: OpenVINOEngine) throws -> [Float] {
    try engine.run(GoldenGraphs.pattern(engine.signature.inputCount)).logits
  }

  @Test func theSecondStartComesFromTheCache() throws {
    let first = try OpenVINOEngine(contentsOf: goldens.file("residual"), options: options)
    #expect(first.cacheOutcome == .stored)
    let second = try OpenVINOEngine(contentsOf: goldens.file("residual"), options: options)
    #expect(second.cacheOutcome == .hit)
    #expect(second.signature == first.signature)
    #expect(try logits(second) == logits(first))
    var other = options
    other.mode = .throughput
    #expect(try OpenVINOEngine(contentsOf: goldens.file("residual"), options: other).cacheOutcome == .stored)
  }

  @Test func aReplacedModelIsNotMistakenForTheOld() throws {
    let file = directory.appending(path: "model.onnx")
    try FileManager.default.copyItem(at: goldens.file("residual"), to: file)
    let old = try OpenVINOEngine(contentsOf: file, options: options)
    let date = try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date)
    // Other weights in as many bytes, at the same time by the clock.
    var data = try Data(contentsOf: file)
    let name = try #require(data.range(of: Data("fc.bias".utf8), options: .backwards))
    data[name.upperBound + 4] ^= 0x20
    let replacement = directory.appending(path: "replacement")
    try data.write(to: replacement)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: replacement.path)
    try FileManager.default.removeItem(at: file)
    try FileManager.default.moveItem(at: replacement, to: file)
    let new = try OpenVINOEngine(contentsOf: file, options: options)
    #expect(new.cacheOutcome == .stored)
    #expect(try logits(new) != logits(old))
  }

  @Test func aDamagedEntryIsMadeAnew() throws {
    let expected = try logits(OpenVINOEngine(contentsOf: goldens.file("dense"), options: options))
    let cache = try #require(options.cache)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: cache.path).filter { $0.hasSuffix(".blob") }
    let blob = cache.appending(path: try #require(paths.first))
    let data = try Data(contentsOf: blob)
    try FileManager.default.removeItem(at: blob)
    try data.prefix(data.count / 2).write(to: blob)
    #expect(try logits(OpenVINOEngine(contentsOf: goldens.file("dense"), options: options)) == expected)
  }

  @Test func aCacheThatCannotBeMadeIsDoneWithout() throws {
    let file = directory.appending(path: "file")
    try Data("x".utf8).write(to: file)
    let engine = try OpenVINOEngine(contentsOf: goldens.file("dense"), options: .init(cache: file))
    #expect(engine.cacheOutcome == .unusable(.system(.create, file: "file", code: ENOTDIR)))
    #expect(try logits(engine).count == 2)
  }

  @Test func aModelThatIsRefusedLeavesNothingBehind() throws {
    #expect(throws: InferenceError.self) {
      try OpenVINOEngine(contentsOf: self.goldens.file("hostile/opset-9"), options: self.options)
    }
    let cache = try #require(options.cache)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).isEmpty)
  }
}
