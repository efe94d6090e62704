import Dispatch
import Synchronization

/// Makes items ahead of their use, on another thread.
enum Prefetch {
  /// Calls `use` with the items 0..<count in order, on this thread, while later ones are being made.
  ///
  /// - Parameters:
  ///   - depth: How many items may be waiting or in the making.
  ///   - make: Makes an item, on another thread; never two at once.
  /// - Throws: What `make` or `use` throws; nothing more is made then.
  static func forEach<Item: Sendable>(
    _ count: Int, depth: Int = 3, make: @escaping @Sendable (Int) throws -> Item, use: (Item) throws -> Void
  ) throws {
    let queue = Queue<Item>(depth: depth)
    defer { queue.stop() }
    DispatchQueue.global(qos: .userInitiated).async {
      for index in 0..<count {
        guard queue.waitForRoom() else { return }
        queue.add(Result { try make(index) })
      }
    }
    for _ in 0..<count { try use(queue.next().get()) }
  }

  /// Items between the one that makes them and the one that uses them.
  private final class Queue<Item: Sendable>: Sendable {
    private let items = Mutex<[Result<Item, any Error>]>([])
    private let isStopped = Atomic(false)
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    init(depth: Int) {
      for _ in 0..<max(1, depth) { room.signal() }
    }

    /// Waits until there is room; returns whether the item is still wanted.
    func waitForRoom() -> Bool {
      room.wait()
      return !isStopped.load(ordering: .acquiring)
    }

    func add(_ item: Result<Item, any Error>) {
      items.withLock { $0.append(item) }
      filled.signal()
    }

    func next() -> Result<Item, any Error> {
      filled.wait()
      room.signal()
      return items.withLock { $0.removeFirst() }
    }

    func stop() {
      isStopped.store(true, ordering: .releasing)
      room.signal()
    }
  }
}
