public import ArgumentParser
import Foundation
import Serving

/// `hilum keys`: makes, lists and revokes the keys of a server.
public struct KeysCommand: ParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make, list and revoke the API keys of a server.",
    discussion: "The file holds hashes only. A running server reads it anew on SIGHUP.",
    subcommands: [Add.self, List.self, Revoke.self])

  /// The command without arguments.
  public init() {}

  /// The file that all subcommands work on.
  struct File: ParsableArguments {
    @Option(help: "File with the keys.")
    var keys: String

    func read(mayBeMissing: Bool = false) throws -> KeyFile {
      try KeyFile(contentsOf: URL(filePath: keys), mayBeMissing: mayBeMissing)
    }
  }

  /// `hilum keys add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key and print it; it is shown only this once.")

    @OptionGroup var file: File

    @Option(help: "Whom it is for.")
    var name: String

    @Option(help: "What it allows: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.")
    var scope: [Scope] = [.predict]

    func run() throws {
      var keys = try file.read(mayBeMissing: true)
      print(try keys.add(name: name, scopes: scope))
    }
  }

  /// `hilum keys list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys.")

    @OptionGroup var file: File

    func run() throws {
      for key in try file.read().keys {
        print("\(key.id)  \(key.created)  \(key.scopes.map(\.rawValue).joined(separator: ","))  \(key.name)")
      }
    }
  }

  /// `hilum keys revoke`.
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Revoke a key.")

    @OptionGroup var file: File

    @Argument(help: "The key's id, as the list shows it.")
    var id: String

    func run() throws {
      var keys = try file.read()
      try keys.revoke(id)
    }
  }
}

extension Scope: ExpressibleByArgument {}
