import CLibFuzzer
import Foundation

/// Runs libFuzzer over a reader, with the options and corpus folders of the command line.
///
/// - Parameter reader: is given some bytes, and reads them; the errors it throws are the right answer to most inputs.
public func fuzz(_ reader: @escaping @Sendable ([UInt8]) throws -> Void) -> Never {
  current = reader
  var argumentCount = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(
    LLVMFuzzerRunDriver(&argumentCount, &arguments) { start, count in
      do {
        try current?([UInt8](UnsafeBufferPointer(start: start, count: count)))
      } catch {
        // Making the sentence must not trap either.
        precondition(!"\(error)".isEmpty)
      }
      return 0
    })
}

/// libFuzzer's callback can't capture; it runs on one thread.
nonisolated(unsafe) private var current: (@Sendable ([UInt8]) throws -> Void)?
