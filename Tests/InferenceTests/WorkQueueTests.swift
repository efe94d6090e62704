import Inference
import Synchronization
import Testing

@Suite struct WorkQueueTests {
  @Test(arguments: [0, 1, 7, 500], [1, 2, 8])
  func resultsComeInOrder(count: Int, workers: Int) throws {
    let seen = Mutex<[Int]>([])
    let progress = Mutex(0)
    try WorkQueue(count, workers: workers).inOrder(
      progress: { done in progress.withLock { $0 = max($0, done) } },
      { $0 * $0 },
      emit: { index, square in
        #expect(square == index * index)
        seen.withLock { $0.append(index) }
      })
    #expect(seen.withLock(\.self) == Array(0..<count))
    #expect(progress.withLock(\.self) == count)
  }

  @Test func everyPieceIsDoneOnce() {
    let seen = Mutex<[Int]>([])
    WorkQueue(300, workers: 4).forEach(scratch: { 0 }) { index, scratch in
      scratch += 1
      seen.withLock { $0.append(index) }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<300))
  }

  @Test func afterAFailureNothingIsEmitted() {
    struct Full: Error {}
    let emitted = Mutex(0)
    let done = Mutex(0)
    #expect(throws: Full.self) {
      try WorkQueue(1000, workers: 2).inOrder({ _ in done.withLock { $0 += 1 } }) { index, _ in
        if index == 3 { throw Full() }
        emitted.withLock { $0 += 1 }
      }
    }
    #expect(emitted.withLock(\.self) == 3)
    #expect(done.withLock(\.self) < 1000)
  }
}
