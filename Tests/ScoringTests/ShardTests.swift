import Scoring
import Testing

@Suite struct ShardTests {
  @Test func textsAreStrict() throws {
    #expect(Shard("0/1") == .whole)
    let shard = try #require(Shard("3/16"))
    #expect((shard.index, shard.count) == (3, 16))
    #expect(shard.description == "3/16")
    for text in [
      "", "/", "1", "1/1", "4/3", "-1/3", "0/0", "0/-2", "0/1/2", " 0/1", "0/1 ", "+0/1", "a/b", "0/", "/1", "٣/٤",
    ] {
      #expect(Shard(text) == nil, "\(text)")
    }
    #expect(Shard("0/99999999999999999999999") == nil)
    #expect(Shard("\(Int.max - 1)/\(Int.max)")?.size(of: 10) == 0)
  }

  /// Whatever the numbers: N parts have each item once, in order, and none has two more than another.
  @Test func partsCoverEachItemOnce() throws {
    for total in Array(0...40) + [997] {
      for count in [1, 2, 3, 5, 7, 16, 41, 1000] {
        var seen = [Int](repeating: 0, count: total)
        var sizes: [Int] = []
        for index in 0..<count {
          let shard = try #require(Shard(index, of: count))
          let indices = Array(shard.indices(of: total))
          #expect(indices == indices.sorted() && indices.count == shard.size(of: total))
          for item in indices { seen[item] += 1 }
          sizes.append(indices.count)
        }
        #expect(seen.allSatisfy { $0 == 1 }, "\(count) parts of \(total)")
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      }
    }
  }

  @Test func plansOfAllShardsHaveEachNameOnce() throws {
    let names = ["b", "a", "c/x", "a", "ä", "Z", "c/x"]
    let plans = try (0..<3).map { index in
      ScoringPlan(inputs: names, shard: try #require(Shard(index, of: 3)), model: "m", settings: "")
    }
    #expect(plans.allSatisfy { $0.inputs == ["Z", "a", "b", "c/x", "ä"] })
    #expect(plans.map(\.count) == [2, 2, 1])
    let backwards = ScoringPlan(inputs: names.reversed(), shard: .whole, model: "m", settings: "")
    #expect(backwards.inputs == plans[0].inputs)
  }
}
