import Foundation
import OpenInference
import Testing

/// The bytes of answers, and requests read from bytes.
struct InferenceResponseTests {
  @Test func binaryOutputsFollowTheJSON() throws {
    let response = InferenceResponse(
      model: "m", version: "1", id: nil,
      outputs: [
        .init(name: "a", shape: [1, 2], elements: .floats([1, -2]), isBinary: true),
        .init(name: "b", shape: [1], elements: .bytes([Data("hi".utf8)]), isBinary: true),
        .init(name: "c", shape: [2], elements: .floats([.nan, 3]), isBinary: false),
      ])
    let (body, length) = try response.encoded()
    let split = try #require(length)
    #expect(body[split...].elementsEqual([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 2, 0, 0, 0, 0x68, 0x69]))
    let json = String(decoding: body[..<split], as: UTF8.self)
    #expect(json.contains(#""parameters":{"binary_data_size":8}"#))
    #expect(json.contains(#""data":[null,3]"#))
  }

  @Test func classificationNamesTheBest() {
    let output = InferenceResponse.Output.classification(
      name: "p", rows: [0.25, 0.75, 0.9, 0.1], classes: 2, best: 1, labels: ["N", "P"], isBinary: false)
    #expect(output.shape == [2, 1])
    #expect(output.elements == .bytes([Data("0.750000:1:P".utf8), Data("0.900000:0:N".utf8)]))
  }

  @Test func nestedDataIsFlattened() throws {
    let body = Data(#"{"inputs":[{"name":"image","shape":[1,2,2],"datatype":"FP32","data":[[[1,2],[3,4]]]}]}"#.utf8)
    let request = try InferenceRequest(body: body, headerLength: nil, image: [2, 2])
    #expect(request.inputs.first?.elements == .floats([1, 2, 3, 4]))
  }

  @Test func aRawBodyIsATensorOrAFile() throws {
    let tensor = try InferenceRequest(body: Data(count: 32), headerLength: "0", image: [2, 2])
    #expect(tensor.inputs.first?.shape == [2, 2, 2])
    let file = try InferenceRequest(body: Data(count: 33), headerLength: "0", image: [2, 2])
    #expect(file.inputs.first?.elements == .bytes([Data(count: 33)]))
  }

  @Test(arguments: [
    Data([1, 0, 0]), Data([255, 255, 255, 255]), Data([2, 0, 0, 0, 65]), Data([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  ])
  func tornByteStringsAreRefused(binary: Data) {
    let head = Data(
      #"{"inputs":[{"name":"file","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":\#(binary.count)}}]}"#
        .utf8)
    #expect(throws: InferenceProtocolError.self) {
      try InferenceRequest(body: head + binary, headerLength: String(head.count), image: [2, 2])
    }
  }
}
