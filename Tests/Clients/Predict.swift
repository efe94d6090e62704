// Swift: a reading. swiftc -parse-as-library Predict.swift && ./Predict ADDRESS PICTURE
import Foundation
import FoundationNetworking

struct Reading: Decodable {
  let prediction: String
  let confidence: Double
}

@main
struct Predict {
  static func main() async throws {
    let (address, picture) = (CommandLine.arguments[1], CommandLine.arguments[2])
    guard let url = URL(string: "\(address)/predict") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("image/jpeg", forHTTPHeaderField: "Content-Type")
    let (data, _) = try await URLSession.shared.upload(for: request, from: Data(contentsOf: URL(filePath: picture)))
    let reading = try JSONDecoder().decode(Reading.self, from: data)
    print(reading.prediction, reading.confidence)
  }
}
