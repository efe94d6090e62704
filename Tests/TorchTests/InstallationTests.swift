import FolderTesting
import Foundation
import Testing
import Torch

/// What is said of a folder with LibTorch before anything of it is loaded.
@Suite struct InstallationTests {
  private let folder: TemporaryFolder
  private let current = LibTorch.compiledFor

  init() throws { folder = try TemporaryFolder() }

  /// The first bytes of a shared library for a machine, and a symbol.
  private func library(
    machine: UInt8? = nil, symbol: String = "_ZN3c105ErrorC1ENS_14SourceLocationENSt7__cxx1112basic_string"
  ) -> [UInt8] {
    let machine = machine ?? UInt8(SharedLibrary.Machine.current.number)
    return [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9) + [3, 0, machine, 0] + Array(symbol.utf8)
  }

  /// A folder that looks like the package `torch` of a Python environment.
  private func install(version: String? = nil, core: [UInt8]? = nil) throws {
    _ = try folder.write("__version__ = '\(version ?? current + "+cu130")'\ndebug = False\n", "torch/version.py")
    _ = try folder.write(core ?? library(), "torch/lib/libc10.so")
    _ = try folder.write(library(), "torch/lib/libtorch_cpu.so")
  }

  private func place(_ path: String) -> String { folder.url.appending(path: path).path }

  private func problem(_ path: String = "torch") -> InstallationProblem? {
    do {
      _ = try TorchInstallation(at: place(path))
      return nil
    } catch {
      guard case .unusable(place(path), let problem) = error else { return nil }
      return problem
    }
  }

  // MARK: - What fits

  @Test(arguments: ["torch", "torch/lib"])
  func thePackageOfAPythonEnvironmentFits(path: String) throws {
    try install()
    let found = try TorchInstallation(at: place(path))
    #expect(found.version == current + "+cu130")
    #expect(found.libraries == ["libc10.so", "libtorch_cpu.so"].map { place("torch/lib/\($0)") })
  }

  @Test func anUnpackedArchiveFits() throws {
    try install()
    try FileManager.default.removeItem(at: folder.url.appending(path: "torch/version.py"))
    _ = try folder.write("\(current)+cpu\n", "torch/build-version")
    #expect(try TorchInstallation(at: place("torch")).version == current + "+cpu")
  }

  @Test func headersTellTheVersionToo() throws {
    try install()
    try FileManager.default.removeItem(at: folder.url.appending(path: "torch/version.py"))
    let header = "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION \\\n  \"\(current)\"\n"
    _ = try folder.write(header, "torch/include/torch/headeronly/version.h")
    #expect(try TorchInstallation(at: place("torch")).version == current)
  }

  /// The LibTorch that the tests run with, named as somebody else's.
  @Test func theEngineTakesWhatIsNamed() throws {
    let own = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.deps/libtorch")
    let torch = try TorchInstallation(at: own.standardized.path)
    _ = try Engine(library: "libCTorchEngine.so", using: torch)
    #expect(try LibTorch.version() == current)
  }

  @Test(arguments: [
    ("2.13.0", "2.13.0", true), ("2.13.1+cu130", "2.13.0", true), ("2.13.0a0+git1234", "2.13.0", true),
    ("2.12.1", "2.13.0", false), ("3.13.0", "2.13.0", false), ("2.13", "2.13.0", false), ("", "2.13.0", false),
    ("unknown", "2.13.0", false),
  ])
  func patchesFitEachOther(version: String, needed: String, fits: Bool) {
    #expect((TorchVersion(version)?.fits(needed) == true) == fits)
  }

  // MARK: - What does not

  @Test func aFolderThatIsNotThere() throws {
    #expect(problem("nowhere") == .noFolder)
    try install()
    #expect(problem("torch/version.py") == .noFolder)
  }

  @Test func halfAFolder() throws {
    try folder.folder("empty")
    #expect(problem("empty") == .missing("lib/libc10.so"))
    try install()
    try FileManager.default.removeItem(at: folder.url.appending(path: "torch/lib/libtorch_cpu.so"))
    #expect(problem() == .missing("lib/libtorch_cpu.so"))
  }

  @Test func aFileThatIsNoLibrary() throws {
    try install(core: Array("an HTML page".utf8))
    #expect(problem() == .notALibrary("libc10.so"))
  }

  @Test func anotherProcessorsLibrary() throws {
    try install(core: library(machine: 21))
    #expect(problem() == .machine("libc10.so", found: "machine 21", needed: "\(SharedLibrary.Machine.current)"))
  }

  @Test func anotherVersion() throws {
    try install(version: "2.15.0+cu132")
    #expect(problem() == .version(found: "2.15.0+cu132", needed: current))
  }

  @Test func noVersion() throws {
    try install()
    _ = try folder.write("", "torch/version.py")
    #expect(problem() == .noVersion)
  }

  @Test func oldStrings() throws {
    try install(core: library(symbol: "_ZN3c105ErrorC1ENS_14SourceLocationESs"))
    #expect(problem() == .oldStrings)
  }

  /// All looks well, but the dynamic linker says no.
  @Test func aLibraryThatIsCutOff() throws {
    try install()
    let torch = try TorchInstallation(at: place("torch"))
    let error = try #require(throws: TorchError.self) { try Engine(library: "libCTorchEngine.so", using: torch) }
    guard case .unusable(place("torch"), .notLoadable(let reason)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("libc10.so"))
  }

  // MARK: - Sentences

  @Test func everyProblemSaysWhatToDo() {
    let version = InstallationProblem.version(found: "2.15.0+cu132", needed: "2.13.0")
    #expect(
      "\(TorchError.unusable(folder: "/opt/torch", version))"
        == "HILUM_LIBTORCH=/opt/torch: it is LibTorch 2.15.0+cu132, and this program needs 2.13.x: "
        + "pip install 'torch==2.13.*'")
    let sentences: [(InstallationProblem, String)] = [
      (.noFolder, "import torch"), (.missing("lib/libc10.so"), "no lib/libc10.so"),
      (.notALibrary("a.so"), "no shared library"),
      (.machine("a.so", found: "arm64", needed: "x86-64"), "for arm64, and this program for x86-64"),
      (.noVersion, "which version"), (.oldStrings, "_GLIBCXX_USE_CXX11_ABI=0"),
      (.notLoadable(reason: "libcupti.so.13: cannot open"), "(libcupti.so.13: cannot open); a `torch` from pip needs"),
    ]
    for (problem, words) in sentences { #expect("\(problem)".contains(words), "\(problem)") }
  }
}
