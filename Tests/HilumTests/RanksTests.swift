import FolderTesting
import Foundation
import Testing

/// Two processes that train together, started as a launcher does.
@Suite struct RanksTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  /// A script's beginning: `rank N …` trains as a rank, and says so in the file N.
  private var functions: String {
    """
    export WORLD_SIZE=2 MASTER_ADDR=127.0.0.1 MASTER_PORT=$((20000 + RANDOM % 10000))
    rank() {
      number=$1; shift
      RANK=$number LOCAL_RANK=$number exec "$hilum" train --recipe \(example.recipe.path) \\
        --data \(example.data.path) --output run --set fine_tune=full --set head.dropout=0.2 \\
        --set 'optimizer={kind: sgd, lr: 0.01}' --set epochs=6 "$@" >out-$number 2>said-$number
    }

    """
  }

  @Test func theFirstAloneSpeaks() throws {
    let outcome = try Hilum.bash(
      functions + "(rank 1) & other=$!; (rank 0); echo $?; wait $other; echo $?", in: folder.url)
    let said = try folder.text("said-0") + folder.text("said-1")
    #expect(outcome.output == "0\n0\n", "\(said)")
    #expect(try folder.text("out-1").isEmpty && folder.text("said-1").isEmpty)
    #expect(try folder.text("said-0").contains("epoch 6/6"))
    #expect(folder.names("run").contains("bundle"))
  }

  /// Dropout differs from rank to rank, and is the same again after a stop.
  @Test func aKilledRankEndsTheOtherAndTheRunGoesOn() throws {
    let killed = try Hilum.bash(
      functions + """
        (rank 1) & other=$!; (rank 0) & first=$!
        until grep -q 'epoch 3/' said-0; do sleep 0.02; done
        kill -9 $other; wait $first; echo $?
        """, in: folder.url)
    #expect(killed.output == "1\n")
    let said = try folder.text("said-0")
    #expect(said.contains("hilum: another rank of the training is gone ("), "\(said)")
    #expect(!folder.names("run").contains("bundle") && folder.names("run/checkpoints") == ["last.safetensors"])

    // Restarted by a launcher, which says so and repeats the command.
    let resumed = try Hilum.bash(
      functions + """
        export TORCHELASTIC_RESTART_COUNT=1
        (rank 1) & (rank 0); echo $?; mv run/bundle resumed; wait; rm -r run
        (rank 1) & (rank 0); echo $?; wait; cmp run/bundle/model.safetensors resumed/model.safetensors; echo $?
        """, in: folder.url)
    let saidAgain = try folder.text("said-0")
    #expect(resumed.output == "0\n0\n0\n", "\(saidAgain)")
  }

  @Test func termination() throws {
    let outcome = try Hilum.bash(
      functions + """
        (rank 1) & other=$!; (rank 0) & first=$!
        until grep -q 'epoch 2/' said-0; do sleep 0.02; done
        kill -TERM $other; wait $first; echo $?; wait $other; echo $?
        """, in: folder.url)
    #expect(outcome.output == "130\n130\n")
    #expect(try folder.text("said-1").isEmpty)
    #expect(try folder.text("said-0").hasSuffix("hilum: interrupted; --resume goes on from here\n"))
  }
}
