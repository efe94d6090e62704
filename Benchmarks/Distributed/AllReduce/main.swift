import Foundation
import Torch

// How long an all-reduce takes by the size of what travels: the input of a model of what training on more processes costs.
// Every process runs it; the first prints a line of JSON for each size, with the median, the quickest and the slowest turn.
//
//   swift build -c release --product all-reduce-benchmark
//   for RANK in 0 1; do
//     RANK=$RANK WORLD_SIZE=2 MASTER_ADDR=127.0.0.1 MASTER_PORT=29501 .build/release/all-reduce-benchmark [TURNS] &
//   done; wait

guard let launch = try LaunchEnvironment(ProcessInfo.processInfo.environment) else {
  print("usage: all-reduce-benchmark [TURNS], as one of several processes")
  exit(2)
}
let turns = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 21
let group = try ProcessGroup(launch, backend: .gloo, timeout: .seconds(60))
let clock = ContinuousClock()

for bytes in (0...15).map({ 1 << (10 + $0) }) {
  let tensor = try Tensor.ones([bytes / 4])
  try group.allReduce(tensor, .average)
  var milliseconds: [Double] = []
  for _ in 0..<turns {
    try group.barrier()
    let start = clock.now
    try group.allReduce(tensor, .average)
    milliseconds.append(start.duration(to: clock.now) / .milliseconds(1))
  }
  milliseconds.sort()
  if group.rank == 0 {
    print(
      String(
        format: #"{"ranks": %d, "bytes": %d, "median_ms": %.3f, "least_ms": %.3f, "most_ms": %.3f}"#, group.size, bytes,
        milliseconds[turns / 2], milliseconds[0], milliseconds[turns - 1]))
  }
}
