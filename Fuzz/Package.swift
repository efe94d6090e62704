// swift-tools-version: 6.1
import PackageDescription

// Programs for those who work on the readers, in a package of their own so that building Hilum does not build them:
// libFuzzer targets (run.sh builds and runs them) and `stored-values`, which compare_pydicom.py runs.

/// A libFuzzer target over a library of the main package. run.sh adds the flags that instrument the library, too.
func fuzzer(_ name: String, of library: String, _ others: [Target.Dependency] = []) -> Target {
  .executableTarget(
    name: name, dependencies: ["Fuzzing", .product(name: library, package: "hilum")] + others,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
}

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(name: "hilum", path: ".."),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    fuzzer("fuzz-dicom", of: "Radiograph"),
    fuzzer("fuzz-object", of: "ResultObjects"),
    fuzzer("fuzz-jpeg", of: "Radiograph"),
    fuzzer("fuzz-png", of: "Radiograph"),
    fuzzer("fuzz-safetensors", of: "TensorFiles"),
    fuzzer("fuzz-pth", of: "TensorFiles"),
    fuzzer("fuzz-keras", of: "TensorFiles"),
    fuzzer("fuzz-table", of: "Datasets"),
    fuzzer("fuzz-dimse", of: "Archive", [.product(name: "Logging", package: "swift-log")]),
    .executableTarget(name: "stored-values", dependencies: [.product(name: "Radiograph", package: "hilum")]),
    .target(name: "Fuzzing", dependencies: ["CLibFuzzer"]),
    .target(name: "CLibFuzzer"),
  ],
  swiftLanguageModes: [.v6]
)
