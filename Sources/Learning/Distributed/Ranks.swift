import Foundation
import TensorFiles
public import Torch

/// The processes that train one model together, as one of them sees them: ranks, counted from 0.
///
/// They do the same things in the same order, each with its part of every batch, and exchange what all need. Rank 0 alone
/// writes and speaks. A process on its own is the only rank, and exchanges nothing.
///
/// Errors are those of ``ProcessGroup``: `TorchError.peerLost` and `.peerTimeout` where a rank is gone.
public struct Ranks: Sendable {
  /// What carries the exchange; nil for a process on its own.
  let group: ProcessGroup?
  /// The ranks on this rank's machine, itself included.
  private(set) var neighbours = [0]

  /// A process on its own.
  public static let alone = Ranks()

  private init() { group = nil }

  /// The ranks of a group, all of which get here.
  public init(_ group: ProcessGroup) throws {
    self.group = group
    let hosts = try gather(ProcessInfo.processInfo.hostName)
    neighbours = hosts.indices.filter { hosts[$0] == hosts[group.rank] }
  }

  /// The number of this rank.
  public var rank: Int { group?.rank ?? 0 }
  /// How many ranks there are.
  public var count: Int { group?.size ?? 1 }
  /// Whether this is the rank that writes and speaks.
  public var isFirst: Bool { rank == 0 }
  /// Whether there is no other rank.
  var isAlone: Bool { count == 1 }
  /// What of each batch is this rank's.
  var part: BatchPart { BatchPart(rank, of: count) }

  // MARK: - Exchanging

  /// The sums of numbers over all ranks.
  func sum(_ numbers: [Double]) throws -> [Double] {
    guard let group else { return numbers }
    let tensor = try Tensor(numbers)
    try group.allReduce(tensor, .sum)
    return try tensor.elements(as: Double.self)
  }

  /// Whether it is so on any rank.
  func any(_ isSo: Bool) throws -> Bool { try sum([isSo ? 1 : 0])[0] > 0 }

  /// Every rank's bytes, in the order of ranks.
  private func gather(_ bytes: Data) throws -> [Data] {
    guard let group else { return [bytes] }
    let lengths = try group.allGather(Tensor([Int64(bytes.count)])).map { try $0.integers()[0] }
    let padded = bytes + Data(count: (lengths.max() ?? 0) - bytes.count)
    return try zip(group.allGather(Tensor([UInt8](padded))), lengths).map { bytes, length in
      try bytes.withUnsafeBytes { Data($0.prefix(length)) }
    }
  }

  /// What every rank has to say, in the order of ranks.
  func gather<Value: Codable>(_ value: Value) throws -> [Value] {
    guard !isAlone else { return [value] }
    return try gather(JSONEncoder().encode(value)).map { try JSONDecoder().decode(Value.self, from: $0) }
  }

  /// The numbers of all ranks, one rank's after the other's.
  func join(_ numbers: [Float]) throws -> [Float] {
    guard !isAlone else { return numbers }
    return try gather(numbers.withUnsafeBytes { Data($0) }).flatMap { bytes in
      [Float](unsafeUninitializedCapacity: bytes.count / MemoryLayout<Float>.size) { buffer, count in
        count = bytes.copyBytes(to: buffer) / MemoryLayout<Float>.size
      }
    }
  }

  /// What any rank has to say of things that are numbered.
  func merge(_ words: [Int: String]) throws -> [Int: String] {
    try gather(words).reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  /// The first rank's bytes; other ranks give none.
  func broadcast(_ bytes: Data?) throws -> Data? {
    guard let group else { return bytes }
    // Without bytes the length is -1.
    let length = try Tensor([Int64(bytes?.count ?? -1)])
    try group.broadcast(length, from: 0)
    let count = try length.integers()[0]
    guard count >= 0 else { return nil }
    let tensor = try Tensor(isFirst ? [UInt8](bytes ?? Data()) : [UInt8](repeating: 0, count: count))
    try group.broadcast(tensor, from: 0)
    return try tensor.withUnsafeBytes { Data($0) }
  }

  /// Sets tensors to what they are on the first rank.
  func align(_ tensors: [Tensor]) throws {
    guard let group else { return }
    try withoutGradients { for tensor in tensors { try group.broadcast(tensor.detach(), from: 0) } }
  }

  /// Waits until all ranks have come here.
  func wait() throws { try group?.barrier() }

  // MARK: - Losses

  /// Does something among ranks.
  ///
  /// - Throws: ``LearningError/rankLost(reason:)`` if one of them is gone meanwhile; what `body` throws.
  func namingLosses<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as TorchError {
      switch error {
      case .peerLost(let reason): throw LearningError.rankLost(reason: reason)
      case .peerTimeout: throw LearningError.rankLost(reason: "it did not answer in time")
      default: throw error
      }
    }
  }
}
