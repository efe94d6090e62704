// swift-tools-version: 6.1
import Foundation
import PackageDescription

// MARK: - Native engines
//
// LibTorch and OpenVINO have no Debian package: `make setup` puts them under `.deps/` (or links `.deps/libtorch` to
// $LIBTORCH). SwiftPM calls include and library paths outside a package "unsafe"; they all stand here and nowhere else.
// `$ORIGIN/../lib/hilum` is where `make install` puts the libraries.

let deps = Context.packageDirectory + "/.deps"

/// Linker flags for a native engine under `.deps/NAME/lib`, found at run time through an rpath.
func engineLinking(_ name: String, _ libraries: [String]) -> [LinkerSetting] {
  let lib = "\(deps)/\(name)/lib"
  return [
    .unsafeFlags([
      "-L\(lib)", "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/hilum", "-Xlinker", "-rpath", "-Xlinker", lib,
    ])
  ] + libraries.map { .linkedLibrary($0) }
}

let torchHeaders: [CXXSetting] = [
  .unsafeFlags(["-isystem\(deps)/libtorch/include", "-isystem\(deps)/libtorch/include/torch/csrc/api/include"])
]
let openVINOHeaders: [CSetting] = [.unsafeFlags(["-isystem\(deps)/openvino/include"])]

// MARK: - Settings shared by every Swift target

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A Swift library target of this package.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The test target of the library `name`, which may need other libraries too.
func tests(_ name: String, _ others: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + others, exclude: ["Goldens"], swiftSettings: strict)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

// MARK: - Package

let package = Package(
  name: "hilum",
  products: [
    .executable(name: "hilum", targets: ["hilum"]),
    // Loaded at run time by what learns; `hilum` itself links no LibTorch, so predicting starts without it.
    .library(name: "CTorchEngine", type: .dynamic, targets: ["CTorchEngine"]),
    // For the package in Fuzz/.
    .library(name: "Radiograph", targets: ["Radiograph"]),
    .library(name: "TensorFiles", targets: ["TensorFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "hilum",
      dependencies: [
        arguments, "Attribution", "Backbones", "Benchmarking", "Bundles", "Files", "Inference", "Learning", "Metrics",
        "ONNX", "Radiograph", "TensorFiles",
      ],
      swiftSettings: strict),
    library(
      "Learning",
      [
        "Torch", "Attribution", "Backbones", "Radiograph", "Metrics", "Bundles", "Files", "Inference", "ONNX",
        "Reporting", "TensorFiles", "CLinux", yams,
      ]),
    library("Benchmarking", ["Bundles", "CLinux", "Inference", "Files", "Metrics", "Radiograph"]),
    library("Attribution", ["Torch", "Backbones", "Inference", "Radiograph"]),
    library("Inference", ["COpenVINO", "ONNX", "Radiograph", "Bundles", "Metrics", "Files", "TensorFiles"]),
    library("Reporting", ["CRSVG", "Files", "Metrics", "Radiograph"]),
    library("Bundles", ["Files", "TensorFiles", "Radiograph", "Metrics"]),
    library("Backbones", ["Torch", "ONNX", "TensorFiles", "Files"]),
    library("ONNX", ["Files", protobuf], exclude: ["Schema/README.md", "Schema/onnx.proto"]),
    library("Torch", ["CTorch", "TensorFiles"]),
    library("TensorFiles", ["Files"]),
    library("Files", ["CLinux", crypto]),
    library("Metrics"),
    library("Radiograph", ["CRadiograph", "CTurboJPEG", "CPNG", "CDICOM"]),
    .target(name: "CRSVG"),
    .target(name: "CTorch"),
    .target(
      name: "CTorchEngine", cxxSettings: [.headerSearchPath("../CTorch/include")] + torchHeaders,
      linkerSettings: engineLinking("libtorch", ["torch_cpu", "c10"])),
    .target(name: "COpenVINO", cSettings: openVINOHeaders, linkerSettings: engineLinking("openvino", ["openvino_c"])),
    .target(
      name: "CDICOM",
      linkerSettings: ["dcmjpeg", "dcmjpls", "dcmdata", "oflog", "ofstd", "openjp2", "z"].map { .linkedLibrary($0) }),
    .target(name: "CRadiograph"),
    .target(name: "CTurboJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .executableTarget(
      name: "preprocessing-benchmark", dependencies: ["Radiograph"], path: "Benchmarks/Preprocessing",
      swiftSettings: strict),
    tests("Files"),
    tests("TensorFiles", ["Files"]),
    tests("Torch", ["TensorFiles"]),
    // Numbers for weights that Python computes likewise.
    .target(name: "ModelTesting", dependencies: ["TensorFiles"], path: "Tests/ModelTesting", swiftSettings: strict),
    // Writes DICOM files for tests.
    .target(name: "DICOMTesting", path: "Tests/DICOMTesting", swiftSettings: strict),
    tests("Radiograph", ["DICOMTesting"]),
    tests("Metrics"),
    tests("ONNX", ["Files"]),
    tests("Inference", ["ONNX", "Files", "Bundles", "Metrics", "Radiograph", "TensorFiles"]),
    tests("Backbones", ["Torch", "TensorFiles", "ONNX", "ModelTesting"]),
    tests("Attribution", ["Torch", "TensorFiles", "Backbones", "Inference", "ONNX", "ModelTesting"]),
    tests("Reporting", ["Files", "Metrics", "Radiograph"]),
    tests("Bundles", ["Files", "TensorFiles", "Radiograph", "Metrics"]),
    tests(
      "Learning",
      [
        "Torch", "Backbones", "Radiograph", "Metrics", "Bundles", "Files", "Inference", "TensorFiles", "DICOMTesting",
      ]),
    // Runs the program, which the build puts beside the tests.
    .testTarget(
      name: "HilumTests", dependencies: ["hilum", "DICOMTesting", "Metrics", "Radiograph", "TensorFiles"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
