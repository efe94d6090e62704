import ArgumentParser
import Foundation
import ServerCommands

/// The server alone: what `hilum serve` does, without what learns.
@main
enum Main {
  static func main() {
    do {
      var command = try ServeCommand.parseAsRoot()
      try command.run()
    } catch {
      ServeCommand.exit(withError: error)
    }
  }
}
