import Synchronization

/// The process's way to find lungs, which whoever starts the process provides once.
///
/// This module knows no network; the programs hand one in with ``bootstrap(_:)``. Where none has been handed in, or its
/// weights are not installed, readings say nothing of lungs.
public enum LungNetworks {
  /// In which arithmetic a network runs.
  public enum Arithmetic: Sendable, Hashable {
    /// 32-bit floats, the same on every machine.
    case floats
    /// 8-bit integers.
    case integers
  }

  private struct State {
    var make: (@Sendable (Arithmetic) throws -> any LungLocating)?
    var made: [Arithmetic: Result<any LungLocating, any Error>] = [:]
  }

  private static let state = Mutex(State())

  /// Says how a network is made, which happens when the first picture needs it.
  public static func bootstrap(_ make: @escaping @Sendable (Arithmetic) throws -> any LungLocating) {
    state.withLock { $0 = State(make: make) }
  }

  /// The network.
  ///
  /// - Throws: ``RadiographError/noLungNetwork(_:)``.
  public static func network(_ arithmetic: Arithmetic = .floats) throws -> any LungLocating {
    do {
      return try state.withLock { state in
        if let made = state.made[arithmetic] { return made }
        guard let make = state.make else { throw RadiographError.noLungNetwork("none was provided") }
        let made = Result { try make(arithmetic) }
        state.made[arithmetic] = made
        return made
      }.get()
    } catch let error as RadiographError {
      throw error
    } catch {
      throw RadiographError.noLungNetwork("\(error)")
    }
  }
}
