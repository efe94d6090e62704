package import Torch

/// The losses of batches that have not been read from the device yet.
///
/// Whoever reads one waits until the device has done all that it was given. On a graphics processor that is not worth
/// doing after every batch: they are read sixteen at a time, in one copy. On the processor each is read at once.
package struct PendingLosses {
  /// A batch whose loss is waiting.
  private struct Entry {
    let batch: Int
    let samples: Int
    let loss: Tensor
  }

  /// The loss of a batch.
  package struct Reading: Equatable {
    /// The batch, counted from 1.
    package let batch: Int
    /// Its samples.
    package let samples: Int
    /// The mean over them.
    package let value: Double

    package init(batch: Int, samples: Int, value: Double) {
      (self.batch, self.samples, self.value) = (batch, samples, value)
    }
  }

  private var entries: [Entry] = []
  private let interval: Int

  /// None so far.
  package init(on device: Device) { interval = device.kind == .cuda ? 16 : 1 }

  /// Takes note of a batch's loss, and reads all that wait if it is time to.
  package mutating func add(_ loss: Tensor, batch: Int, samples: Int) throws -> [Reading] {
    entries.append(Entry(batch: batch, samples: samples, loss: try loss.detach()))
    return entries.count < interval ? [] : try read()
  }

  /// Reads all that wait, in the order of the batches.
  package mutating func read() throws -> [Reading] {
    guard !entries.isEmpty else { return [] }
    let values = try Tensor.stack(entries.map(\.loss)).floats()
    defer { entries = [] }
    return zip(entries, values).map { Reading(batch: $0.batch, samples: $0.samples, value: Double($1)) }
  }
}
