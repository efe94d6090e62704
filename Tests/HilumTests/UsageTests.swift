import FolderTesting
import Testing

@Suite struct UsageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func withoutArgumentsItShowsItsCommands() throws {
    let outcome = try Hilum.run(in: folder.url)
    #expect(outcome.code == 0)
    for command in ["demo", "data", "weights", "train", "cross-validate", "evaluate", "inspect", "predict"] {
      #expect(outcome.output.contains("\n  \(command) "))
    }
    #expect(outcome.output.contains("not a medical device"))
    #expect(outcome.errors == "")
  }

  @Test func version() throws {
    let outcome = try Hilum.run("--version", in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: [
    (["demo"], ["--output"]),
    (["data", "check"], ["<data>", "--json"]),
    (["data", "split"], ["<data>", "--output", "--val", "(default: 0.1)", "--test", "(default: 0.2)", "--seed"]),
    (["weights"], ["list", "pull", "convert"]),
    (["weights", "pull"], ["<name>"]),
    (["weights", "convert"], ["<file>", "--output"]),
    (["train"], ["--recipe", "--data", "--output", "--weights", "--set", "--device", "default: auto", "--resume"]),
    (["cross-validate"], ["--recipe", "--data", "--folds", "default: 5", "--output", "--weights", "--set", "--json"]),
    (["evaluate"], ["--model", "--data", "--json", "--threshold", "--precision", "bf16", "default: auto"]),
    (["inspect"], ["<file>", "--output", "--model", "--json"]),
    (
      ["predict"],
      [
        "--model", "<files>", "--json", "--csv", "--heatmap", "--precision", "bf16", "default: auto", "--engine",
        "default: openvino", "--flip-averaging", "--views", "--view-averaging", "--mc-dropout",
      ]
    ),
    (
      ["explain"],
      ["--model", "<file>", "--method", "default: grad-cam", "--class", "--layer", "--output", "--map", "viridis"]
    ),
    (["archive"], ["run", "status", "retry", "show"]),
    (["archive", "run"], ["--config", "--models", "--spool", "--insecure"]),
    (["archive", "retry"], ["<id>", "--all", "--spool", "--config"]),
    (["serve"], ["--dicom", "--ae-title", "--send-to", "--archive", "--spool"]),
    (["bench"], ["--model", "<files>", "--peer", "--rounds", "--scale", "--json"]),
  ])
  func helpExplainsEveryFlag(_ command: [String], _ flags: [String]) throws {
    for ask in ["--help", "-h"] {
      let outcome = try Hilum.bash("$hilum \(command.joined(separator: " ")) \(ask)", in: folder.url)
      #expect(outcome.code == 0)
      #expect(outcome.errors == "")
      for flag in flags { #expect(outcome.output.contains(flag), "\(command) does not explain \(flag)") }
    }
  }

  @Test(arguments: [
    ("foo", "hilum: Unexpected argument 'foo'; see 'hilum --help'"),
    ("predict", "hilum: Missing expected argument '--model <model> ...'; see 'hilum predict --help'"),
    ("predict --model m", "hilum: say which pictures to read: files, or --study UID; see 'hilum predict --help'"),
    (
      "predict --model m x --speed",
      "hilum: Unknown option '--speed'. Did you mean '--shard'?; see 'hilum predict --help'"
    ),
    ("train --recipe r --data d", "hilum: Missing expected argument '--output <output>'; see 'hilum train --help'"),
    ("evaluate --model m --data d --threshold x", "The value 'x' is invalid for '--threshold <threshold>'"),
    ("evaluate --model m --data d --threshold 1.5", "--threshold is a probability, from 0 to 1"),
    ("evaluate --model m --data d --threshold nan", "--threshold is a probability, from 0 to 1"),
    ("evaluate --model m --data d --precision f33", "Please provide one of 'auto', 'f32', 'bf16' or 'int8'"),
    ("export --model m --int8 --calibration d --agreement d", "--int8 records agreement itself"),
    ("evaluate --model m --data d --engine torch --precision bf16", "--engine torch computes in f32 only"),
    ("predict --model m x --engine torch --device cuda --precision int8", "with --device cuda in bf16 too"),
    ("evaluate --model m --data d --device cuda", "--device is for --engine torch"),
    ("predict --model m x --engine openvino --device cpu", "--device is for --engine torch"),
    ("stress --model m --data d --engine torch --device tpu", "Please provide one of 'auto', 'cpu' or 'cuda'"),
    ("evaluate --model m --data d --view-averaging 17", "--view-averaging is from 1 to 16"),
    ("predict --model m x --views 0", "--views is from 1 to 16"),
    ("predict --model m x --mc-dropout 1", "--mc-dropout is from 2 to 256"),
    ("serve --models m --views 17", "--views is from 1 to 16"),
    ("ensemble a b --output e --operating-point f1", "--operating-point goes with --data"),
    ("predict --model m x --json --csv", "--json and --csv exclude each other"),
    ("explain --model m x --output o.png --method lime", "'lime' is invalid for '--method <method>'"),
    ("explain --model m x --output o.png --method occlusion --layer layer3", "--layer goes with --method grad-cam"),
    ("explain --model m x --output o.png --method expected-gradients", "--references DIR and --method"),
    ("explain --model m x --output o.png --map m.txt", "--map ends in .npy or .png"),
    ("explain --model m x --output o.png --alpha 2", "--alpha is a share, from 0 to 1"),
    ("bench --model m x --peer p", "--peer DIR and --peer-weights FILE go together"),
    ("bench --model m x --pictures 10", "--pictures and --recipe go with --scale"),
    ("bench --model m x --scale --pictures 10,x", "--pictures is one or more numbers, such as 1000,10000"),
    ("data split d --output o --val 0.5 --test 0.5", "--val and --test are shares of the images"),
    ("data split d --output o --seed=-1", "The value '-1' is invalid for '--seed <seed>'"),
  ])
  func wrongUsageIsOneLineAndCode2(_ arguments: String, _ message: String) throws {
    let outcome = try Hilum.bash("$hilum \(arguments)", in: folder.url)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(message))
    #expect(outcome.errors.hasPrefix("hilum: ") && outcome.errors.split(separator: "\n").count == 1)
  }

  @Test(.enabled(if: FullDevice.isThere, "there is no /dev/full"))
  func outputThatCannotBeWrittenIsAnError() throws {
    let help = try Hilum.bash("$hilum --help > /dev/full", in: folder.url)
    #expect(help.code == 1)
    #expect(help.errors == "hilum: cannot write the result to stdout: the disk is full\n")
    let list = try Hilum.bash("$hilum weights list > /dev/full", in: folder.url)
    #expect(list.code == 1)
    #expect(list.errors == "hilum: cannot write the result to stdout: the disk is full\n")
  }

  @Test func aReaderThatLeavesIsNoCrash() throws {
    let outcome = try Hilum.bash("$hilum weights list | head -c 1", in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
  }
}
