import Archive
import ArgumentParser

extension ArchiveCommand {
  /// `hilum archive retry`.
  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try an object again that failed, or at once one that waits to be tried again.")

    @OptionGroup var options: SpoolOptions

    @Argument(help: "The object's number.")
    var id: Int?

    @Flag(help: "Try every object again that failed.")
    var all = false

    func validate() throws {
      guard (id != nil) != all else { throw ValidationError("give the number of an object, or --all") }
    }

    func run() throws {
      let store = try options.store()
      if let id {
        try ServerProcess.wait { try await store.retry(id) }
        print("object \(id) will be tried again")
      } else {
        let count = try ServerProcess.wait { try await store.retryAll() }
        print("\(count) \(count == 1 ? "object" : "objects") will be tried again")
      }
    }
  }
}
