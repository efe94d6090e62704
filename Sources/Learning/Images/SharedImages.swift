import CLinux
import Foundation
import Radiograph

/// Memory for images that the ranks of a machine share, in slots of one size.
///
/// It has no name in any file system, and is gone with the last rank that uses it, however that ends.
final class SharedImages: @unchecked Sendable {
  // A slot is written by one rank, once, before all have met; afterwards it is only read.
  private let memory: UnsafeMutableRawBufferPointer
  private let slotBytes: Int
  /// How many images there is room for.
  let slots: Int

  /// Width, height and channels before an image's samples; all 0 where there is none.
  private typealias Header = SIMD4<UInt32>

  /// Memory that all ranks of a machine see; nil, on all ranks alike, where the system does not let them.
  ///
  /// - Parameters:
  ///   - slots: How many images it has room for.
  ///   - imageBytes: The samples that an image has at most.
  static func make(slots: Int, imageBytes: Int, among ranks: Ranks) throws -> SharedImages? {
    let slotBytes = MemoryLayout<Header>.stride * (1 + imageBytes.dividedUp(by: MemoryLayout<Header>.stride))
    let size = max(1, slots) * slotBytes
    let isLeader = ranks.neighbours.first == ranks.rank
    let own = isLeader ? memfd_create("hilum-images", UInt32(MFD_CLOEXEC)) : -1
    defer { close(own) }
    let isMade = own >= 0 && ftruncate(own, size) == 0
    let leaders = try ranks.gather(isMade ? "/proc/\(getpid())/fd/\(own)" : "")
    let descriptor = open(leaders[ranks.neighbours[0]], O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    let isMapped = start != nil && start != MAP_FAILED
    let images =
      isMapped
      ? SharedImages(UnsafeMutableRawBufferPointer(start: start, count: size), slots: slots, slotBytes: slotBytes)
      : nil
    return try ranks.any(images == nil) ? nil : images
  }

  private init(_ memory: UnsafeMutableRawBufferPointer, slots: Int, slotBytes: Int) {
    self.memory = memory
    self.slots = slots
    self.slotBytes = slotBytes
  }

  deinit { munmap(memory.baseAddress, memory.count) }

  /// Keeps an image, if it is not too large for a slot.
  func keep(_ image: PreparedImage, at slot: Int) {
    let (header, place) = (slot * slotBytes, slot * slotBytes + MemoryLayout<Header>.stride)
    guard image.samples.count <= slotBytes - MemoryLayout<Header>.stride else { return }
    image.samples.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: memory[place...]).copyMemory(from: $0) }
    memory.storeBytes(
      of: Header(UInt32(image.width), UInt32(image.height), UInt32(image.channels), 0), toByteOffset: header,
      as: Header.self)
  }

  /// The image in a slot, if there is one.
  func image(at slot: Int) -> PreparedImage? {
    let header = memory.load(fromByteOffset: slot * slotBytes, as: Header.self)
    let (width, height, channels) = (Int(header.x), Int(header.y), Int(header.z))
    let place = slot * slotBytes + MemoryLayout<Header>.stride
    return try? PreparedImage(
      width: width, height: height, channels: channels,
      samples: Array(memory[place..<place + min(width * height * channels, slotBytes)]))
  }
}

extension Int {
  /// The quotient, rounded up.
  fileprivate func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
