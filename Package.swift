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

let torchHeaders = ["-isystem\(deps)/libtorch/include", "-isystem\(deps)/libtorch/include/torch/csrc/api/include"]
let openVINOHeaders: [CSetting] = [.unsafeFlags(["-isystem\(deps)/openvino/include"])]

// MARK: - Settings shared by every Swift target

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Tests are compiled without optimisation, in less than half the time; what they test is optimised as in the program.
let unoptimized: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"])]

/// A Swift library target of this package.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The test target of the library `name`, which may need other libraries too.
func tests(_ name: String, _ others: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + others, exclude: ["Goldens"],
    swiftSettings: unoptimized)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
// swift-metrics, which Hummingbird brings along, has a module of the same name as ours.
let metricsAlias = ["Metrics": "SwiftMetrics"]
let hummingbird: Target.Dependency = .product(
  name: "Hummingbird", package: "hummingbird", moduleAliases: metricsAlias)
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

// MARK: - Package

let package = Package(
  name: "hilum",
  products: [
    .executable(name: "hilum", targets: ["hilum"]),
    // The server alone: what learns is not in it.
    .executable(name: "hilum-server", targets: ["hilum-server"]),
    // Loaded at run time by what learns; `hilum` itself links no LibTorch, so predicting starts without it.
    .library(name: "CTorchEngine", type: .dynamic, targets: ["CTorchEngine"]),
    // What programs in C and Python load: hilum.h, installed as libhilum.so.
    .library(name: "HilumLibrary", type: .dynamic, targets: ["HilumLibrary"]),
    // For the package in Fuzz/.
    .library(name: "Archive", targets: ["Archive"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Radiograph", targets: ["Radiograph"]),
    .library(name: "ResultObjects", targets: ["ResultObjects", "Inference"]),
    .library(name: "TensorFiles", targets: ["TensorFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .executableTarget(
      name: "hilum",
      dependencies: [
        arguments, "Anatomy", "Archive", "Attribution", "Backbones", "Benchmarking", "Bundles", "Datasets", "Files",
        "Inference", "Learning", "Metrics", "ONNX", "Radiograph", "ResultObjects", "Scoring", "ServerCommands",
        "Serving", "Stress", "TensorFiles", "Tracking", logging,
      ],
      swiftSettings: strict),
    .executableTarget(name: "hilum-server", dependencies: [arguments, "ServerCommands"], swiftSettings: strict),
    library("HilumLibrary", ["CHilum", "Anatomy", "Bundles", "CLinux", "Files", "Inference", "Radiograph"]),
    .systemLibrary(name: "CHilum"),
    // The server's commands and options, for `hilum` and `hilum-server` alike.
    library("ServerCommands", [arguments, "Anatomy", "Archive", "Serving", "Auditing", "Inference", "Files"]),
    library(
      "Serving",
      [
        "Archive", "Auditing", "Bundles", "CLinux", "Files", "HTTPBody", "Inference", "Metrics", "OpenInference",
        "Radiograph", "Reporting", "ResultObjects", hummingbird, logging, crypto,
        .product(name: "HummingbirdCore", package: "hummingbird", moduleAliases: metricsAlias),
        .product(name: "HummingbirdTLS", package: "hummingbird", moduleAliases: metricsAlias),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ]),
    // A node of the hospital's archive: what comes by DICOM, waits in a spool, is read and sent on.
    library(
      "Archive",
      [
        "CArchive", "ResultObjects", "Bundles", "Files", "HTTPBody", "Inference", "Radiograph", "Stress", crypto,
        logging, yams,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    // What is written of a reading for archives: structured reports, pictures, messages; no sockets.
    library("ResultObjects", ["Bundles", "Files", "Inference", "Metrics", "Radiograph", "Reporting", crypto]),
    // Parsers of what clients send; no sockets.
    library("HTTPBody", ["CHTTPBody"]),
    library("OpenInference"),
    library("Auditing", ["Files", "Metrics", .product(name: "GRDB", package: "GRDB.swift")]),
    library(
      "Learning",
      [
        "Torch", "Attribution", "Backbones", "Datasets", "Radiograph", "Metrics", "Bundles", "Files", "Inference",
        "ONNX", "Reporting", "Stress", "TensorFiles", "CLinux", yams,
      ]),
    // Trainings logged to MLflow's server while they go on.
    library(
      "Tracking",
      [
        "Bundles", "Files", "Learning",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    // Labelled X-rays as people have them: layouts, tables, classes, splits, checks.
    library("Datasets", ["Radiograph", "Metrics", "Files"]),
    library("Benchmarking", ["Bundles", "CLinux", "Inference", "Files", "Metrics", "Radiograph"]),
    library("Attribution", ["Torch", "Backbones", "Inference", "Radiograph"]),
    library("Anatomy", ["Bundles", "Files", "Inference", "ONNX", "Radiograph", "TensorFiles"]),
    library("Inference", ["CLinux", "COpenVINO", "ONNX", "Radiograph", "Bundles", "Metrics", "Files", "TensorFiles"]),
    // Big lists of pictures, read by many processes: parts, what is done, files of records.
    library("Scoring", ["Bundles", "Files", "Inference", "Metrics", "Parquet", "TensorFiles"]),
    // A writer of Apache Parquet; no code of others.
    library("Parquet"),
    library("Reporting", ["CRSVG", "Files", "Metrics", "Radiograph"]),
    library("Bundles", ["Files", "TensorFiles", "Radiograph", "Metrics"]),
    library("Backbones", ["Torch", "ONNX", "TensorFiles", "Files"]),
    library("ONNX", ["Files", protobuf], exclude: ["Schema/README.md", "Schema/onnx.proto"]),
    library("Torch", ["CTorch", "TensorFiles"]),
    library("TensorFiles", ["Files"]),
    library("Files", ["CLinux", crypto]),
    // How pictures of elsewhere differ, and the batteries that a model is measured under.
    library("Stress", ["Radiograph", "Metrics"]),
    library("Metrics"),
    library("Radiograph", ["CRadiograph", "CTurboJPEG", "CPNG", "CDICOM"]),
    .target(name: "CRSVG"),
    .target(name: "CTorch", cSettings: [.unsafeFlags(torchHeaders)]),
    .target(
      name: "CTorchEngine",
      cxxSettings: [.headerSearchPath("../CTorch/include"), .headerSearchPath("Gloo"), .unsafeFlags(torchHeaders)],
      linkerSettings: engineLinking("libtorch", ["torch_cpu", "c10"])),
    .target(name: "COpenVINO", cSettings: openVINOHeaders, linkerSettings: engineLinking("openvino", ["openvino_c"])),
    .target(
      name: "CDICOM",
      linkerSettings: ["dcmjpeg", "dcmjpls", "dcmdata", "oflog", "ofstd", "openjp2", "z"].map { .linkedLibrary($0) }),
    .target(
      name: "CArchive",
      linkerSettings: ["dcmnet", "dcmdata", "oflog", "ofstd", "ssl", "crypto", "z"].map {
        .linkedLibrary($0)
      }),
    .target(name: "CRadiograph"),
    .target(name: "CTurboJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CHTTPBody", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .executableTarget(
      name: "preprocessing-benchmark", dependencies: ["Radiograph"], path: "Benchmarks/Preprocessing",
      swiftSettings: strict),
    .executableTarget(
      name: "lungs-benchmark", dependencies: ["Anatomy", "Inference", "Radiograph"], path: "Benchmarks/Lungs",
      swiftSettings: strict),
    .executableTarget(
      name: "table-benchmark", dependencies: ["Datasets"], path: "Benchmarks/Tables", swiftSettings: strict),
    .executableTarget(
      name: "all-reduce-benchmark", dependencies: ["Torch"], path: "Benchmarks/Distributed/AllReduce",
      swiftSettings: strict),
    tests("Files"),
    tests("TensorFiles", ["Files"]),
    tests("Torch", ["FolderTesting", "TensorFiles"]),
    // Numbers for weights that Python computes likewise.
    .target(name: "ModelTesting", dependencies: ["TensorFiles"], path: "Tests/ModelTesting", swiftSettings: strict),
    // Folders that tests write to.
    .target(name: "FolderTesting", path: "Tests/FolderTesting", swiftSettings: strict),
    // Writes DICOM files for tests.
    .target(name: "DICOMTesting", path: "Tests/DICOMTesting", swiftSettings: strict),
    // Answers HTTP for tests.
    .target(
      name: "HTTPTesting",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], path: "Tests/HTTPTesting", swiftSettings: strict),
    // Starts Orthanc for tests, where it is installed.
    .target(
      name: "OrthancTesting",
      dependencies: [
        "Archive", "FolderTesting", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], path: "Tests/OrthancTesting", swiftSettings: strict),
    tests("Radiograph", ["CRadiograph", "DICOMTesting", "FolderTesting"]),
    tests("Stress", ["Radiograph"]),
    tests("Metrics"),
    tests("ONNX", ["Files"]),
    tests("Parquet", ["FolderTesting"]),
    .testTarget(
      name: "ScoringTests",
      dependencies: ["Scoring", "Bundles", "Files", "FolderTesting", "Inference", "Metrics", "Parquet"],
      swiftSettings: unoptimized),
    tests("Inference", ["ONNX", "Files", "FolderTesting", "Bundles", "Metrics", "Radiograph", "TensorFiles"]),
    tests("Anatomy", ["Files", "FolderTesting", "Inference", "ModelTesting", "ONNX", "Radiograph", "TensorFiles"]),
    // Calls the library as C does, through its header.
    .testTarget(
      name: "HilumLibraryTests",
      dependencies: [
        "CHilum", "HilumLibrary", "Bundles", "Files", "FolderTesting", "Inference", "Radiograph",
      ], swiftSettings: unoptimized),
    tests("Backbones", ["Torch", "TensorFiles", "ONNX", "ModelTesting"]),
    tests("Attribution", ["Torch", "TensorFiles", "Backbones", "Inference", "ONNX", "ModelTesting"]),
    tests("Reporting", ["Files", "Metrics", "Radiograph"]),
    .testTarget(name: "HTTPBodyTests", dependencies: ["HTTPBody"], swiftSettings: unoptimized),
    .testTarget(name: "OpenInferenceTests", dependencies: ["OpenInference"], swiftSettings: unoptimized),
    .testTarget(
      name: "AuditingTests",
      dependencies: ["Auditing", "Files", "Metrics", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: unoptimized),
    .testTarget(
      name: "ServingTests",
      dependencies: [
        "Serving", "DICOMTesting", "FolderTesting",
        "Archive", "Auditing", "Bundles", "Files", "HTTPBody", "Inference", "Metrics", "ONNX", "Radiograph",
        "ResultObjects", "TensorFiles", hummingbird,
        logging,
        .product(name: "HummingbirdCore", package: "hummingbird", moduleAliases: metricsAlias),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ], swiftSettings: unoptimized),
    tests(
      "Archive",
      [
        "DICOMTesting", "Files", "FolderTesting", "HTTPTesting", "Inference", "OrthancTesting", "Radiograph",
        "ResultObjects", logging,
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "TrackingTests", dependencies: ["Tracking", "FolderTesting", "HTTPTesting", "Learning", "Metrics"],
      swiftSettings: unoptimized),
    tests("ResultObjects", ["DICOMTesting", "Files", "FolderTesting", "Inference", "Radiograph"]),
    tests("Bundles", ["Files", "TensorFiles", "Radiograph", "Metrics"]),
    tests("Datasets", ["DICOMTesting", "FolderTesting", "Files", "Metrics", "Radiograph"]),
    tests(
      "Learning",
      [
        "Torch", "Anatomy", "Backbones", "Datasets", "Radiograph", "Metrics", "Bundles", "Files", "Inference", "Stress",
        "TensorFiles", "DICOMTesting", "FolderTesting", "ModelTesting",
      ]),
    // Runs the program, which the build puts beside the tests.
    .testTarget(
      name: "HilumTests",
      dependencies: [
        "hilum", "Archive", "Auditing", "DICOMTesting", "Files", "FolderTesting", "HTTPTesting", "Metrics",
        "OrthancTesting", "Radiograph", "ResultObjects", "TensorFiles", yams,
      ],
      swiftSettings: unoptimized),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
