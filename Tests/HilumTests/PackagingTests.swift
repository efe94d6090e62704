import FolderTesting
import Foundation
import Testing
import Yams

/// What is written for clusters runs as it stands, with places of a test in place of a cluster's.
@Suite struct PackagingTests {
  private static let packaging = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Packaging").standardizedFileURL

  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  @Test func theKubernetesJobReadsEachPictureOnce() throws {
    let text = try String(contentsOf: Self.packaging.appending(path: "kubernetes/predict-job.yaml"), encoding: .utf8)
    let job = try #require(try Yams.load(yaml: text) as? [String: Any])
    #expect(job["kind"] as? String == "Job" && job["apiVersion"] as? String == "batch/v1")
    let spec = try #require(job["spec"] as? [String: Any])
    #expect(spec["completionMode"] as? String == "Indexed")
    let pod = try #require((spec["template"] as? [String: Any])?["spec"] as? [String: Any])
    #expect(pod["restartPolicy"] as? String == "Never", "which podFailurePolicy needs")
    let container = try #require((pod["containers"] as? [[String: Any]])?.first)
    let environment = try #require(container["env"] as? [[String: String]])
    let shards = try #require(environment.first { $0["name"] == "SHARDS" }?["value"])
    #expect(Int(shards) == spec["completions"] as? Int)
    let mounts = try #require(container["volumeMounts"] as? [[String: Any]]).compactMap { $0["name"] as? String }
    let volumes = try #require(pod["volumes"] as? [[String: Any]]).compactMap { $0["name"] as? String }
    #expect(mounts == volumes)
    let command = try #require(container["command"] as? [String])
    #expect(command == ["hilum", "predict"])
    let arguments = try #require(container["args"] as? [String])
    for index in 0..<2 {
      // As the kubelet does, with two shards for all.
      let line = (command.dropFirst() + arguments).map { argument in
        argument.replacing("$(JOB_COMPLETION_INDEX)", with: "\(index)").replacing("$(SHARDS)", with: "2")
          .replacing("/models/pneumonia/1", with: example.run.path).replacing("/output", with: folder.url.path)
          .replacing("/data", with: example.data.path)
      }
      let outcome = try Hilum.bash("$hilum \(line.joined(separator: " "))", in: folder.url)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("readings-\(index).parquet: 60 pictures, 0 of them could not be read."))
    }
    #expect(folder.names() == ["readings-0.parquet", "readings-1.parquet"])
  }

  @Test func theSlurmArrayReadsEachPictureOnce() throws {
    let script = Self.packaging.appending(path: "slurm/predict.sbatch").path
    for index in 0..<2 {
      let outcome = try Hilum.bash(
        """
        mkdir -p bin && ln -sf "$hilum" bin/hilum
        export PATH=$PWD/bin:$PATH SLURM_ARRAY_TASK_ID=\(index) SLURM_ARRAY_TASK_COUNT=2
        exec bash \(script) \(example.run.path) \(example.data.path) out/readings
        """, in: folder.url)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("readings-\(index).parquet: 60 pictures, 0 of them could not be read."))
    }
    #expect(folder.names("out/readings") == ["readings-0.parquet", "readings-1.parquet"])
  }
}
