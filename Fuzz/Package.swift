// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "hilum", path: "..")],
  targets: [
    .executableTarget(name: "stored-values", dependencies: [.product(name: "Radiograph", package: "hilum")])
  ],
  swiftLanguageModes: [.v6]
)
