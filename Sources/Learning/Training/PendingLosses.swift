package import Torch

/// What batches gave that has not been read from the device yet: losses and logits.
///
/// Whoever reads one waits until the device has done all that it was given. On a graphics processor that is not worth
/// doing after every batch: they are read sixteen at a time, in one copy. On the processor each is read at once.
package struct PendingLosses {
  /// A batch that is waiting.
  private struct Entry {
    let batch: Int
    let samples: Int
    /// The loss and the logits, in a row.
    let values: Tensor
    let count: ([Float]) -> RightCount
  }

  /// What a batch gave.
  package struct Reading: Equatable {
    /// The batch, counted from 1.
    package let batch: Int
    /// Its samples.
    package let samples: Int
    /// The mean loss of them.
    package let value: Double
    /// How many of them were decided rightly.
    package let right: RightCount

    package init(batch: Int, samples: Int, value: Double, right: RightCount = RightCount()) {
      (self.batch, self.samples, self.value, self.right) = (batch, samples, value, right)
    }
  }

  private var entries: [Entry] = []
  private let interval: Int

  /// None so far.
  package init(on device: Device) { interval = device.kind == .cuda ? 16 : 1 }

  /// Takes note of a batch's loss [] and logits, and reads all that wait if it is time to.
  ///
  /// - Parameter count: Tells how many of the samples the logits decide rightly.
  package mutating func add(
    _ loss: Tensor, logits: Tensor, batch: Int, samples: Int, counting count: @escaping ([Float]) -> RightCount
  ) throws -> [Reading] {
    let values = try Tensor.cat([loss.detach().reshape([1]), logits.detach().reshape([-1])])
    entries.append(Entry(batch: batch, samples: samples, values: values, count: count))
    return entries.count < interval ? [] : try read()
  }

  /// Reads all that wait, in the order of the batches.
  package mutating func read() throws -> [Reading] {
    guard !entries.isEmpty else { return [] }
    var values = try Tensor.cat(entries.map(\.values)).floats()[...]
    defer { entries = [] }
    return entries.map { entry in
      let own = values.prefix(entry.values.count)
      values = values.dropFirst(own.count)
      return Reading(
        batch: entry.batch, samples: entry.samples, value: own.first.map(Double.init) ?? 0,
        right: entry.count(Array(own.dropFirst())))
    }
  }
}
