import Bundles
import Foundation
import HTTPBody
import HTTPTypes
import Serving
import Testing

/// The documentation, the metrics, the web page and the runs.
struct PageTests {
  @Test func everyRouteIsDocumented() async throws {
    let server = try await TestServer()
    let document = try await server.get("/openapi.json").object()
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    for route in server.server.routes {
      let operation = try #require(paths[route.path]?[route.method.lowercased()] as? [String: Any])
      let declared = (operation["parameters"] as? [[String: Any]] ?? []).filter { $0["in"] as? String == "path" }
      #expect(declared.count == route.path.count { $0 == "{" })
    }
    let ids = paths.values.flatMap(\.values).compactMap { ($0 as? [String: Any])?["operationId"] as? String }
    #expect(Set(ids).count == ids.count)
    for path in ["/docs", "/docs/page.js", "/docs/page.css"] {
      let page = try await server.get(path)
      #expect(page.status == 200)
      #expect(!page.text.contains("https://"))
    }
  }

  @Test func metricsTellWhatWasDone() async throws {
    let server = try await TestServer()
    _ = try await server.upload([SampleModel.picture()])
    _ = try await server.upload([Data("x".utf8)])
    let text = try await server.get("/metrics").text
    #expect(text.contains(#"hilum_requests_total{route="/predict",method="POST",status="200"} 1.0"#))
    #expect(text.contains(#"hilum_stage_seconds_count{stage="inference",model="chest",version="1"} 1"#))
    #expect(text.contains(#"hilum_rejections_total{reason="unsupported_media_type"} 1.0"#))
  }

  @Test func aTraceIsPassedThrough() async throws {
    let server = try await TestServer()
    let name = try #require(HTTPField.Name("traceparent"))
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    #expect(try await server.get("/health", [name: trace]).headers[name] == trace)
  }

  @Test func browsersGetThePageAndProgramsTheRoutes() async throws {
    let server = try await TestServer { folder, options in
      let web = folder.appending(path: "web")
      try FileManager.default.createDirectory(at: web.appending(path: "assets"), withIntermediateDirectories: true)
      try Data("<p>page</p>".utf8).write(to: web.appending(path: "index.html"))
      try Data("1".utf8).write(to: web.appending(path: "assets/app.js"))
      options.web = web
    }
    let page = try await server.get("/", [.accept: "text/html,*/*"])
    #expect(page.text == "<p>page</p>")
    #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
    let root = try await server.get("/", [.accept: "application/json"]).object()
    #expect(root["name"] as? String == "hilum")
    #expect(
      root["features"] as? [String: Bool]
        == ["models": true, "audit": false, "runs": false, "archive": false, "explain": true])
    let script = try await server.get("/assets/app.js")
    #expect(script.headers[.contentType]?.hasPrefix("text/javascript") == true)
    let tag = try #require(script.headers[.eTag])
    #expect(try await server.get("/assets/app.js", [.ifNoneMatch: tag]).status == 304)
    #expect(try await server.get("/assets/none.js").status == 404)
  }

  @Test func whatIsGzippedBeforehandGoesToThoseWhoTakeIt() async throws {
    let content = Data(String(repeating: "let x = 1;\n", count: 100).utf8)
    let packed = try #require(Compression.gzip.deflated(content))
    let server = try await TestServer { folder, options in
      let web = folder.appending(path: "web")
      try FileManager.default.createDirectory(at: web.appending(path: "assets"), withIntermediateDirectories: true)
      try Data("<p>page</p>".utf8).write(to: web.appending(path: "index.html"))
      try content.write(to: web.appending(path: "assets/app.js"))
      try packed.write(to: web.appending(path: "assets/app.js.gz"))
      options.web = web
      options.allowedOrigins = ["*"]
    }
    let plain = try await server.get("/assets/app.js")
    #expect(plain.body == content)
    #expect(plain.headers[.contentEncoding] == nil)
    #expect(plain.headers[.vary] == "Accept-Encoding")
    let small = try await server.get(
      "/assets/app.js", [.acceptEncoding: "br, gzip", .origin: "https://viewer.example"])
    #expect(small.body == packed)
    #expect(small.headers[.contentEncoding] == "gzip")
    #expect(small.headers[.contentType] == plain.headers[.contentType])
    #expect(small.headers[values: .vary] == ["Accept-Encoding", "Origin"])
    let tag = try #require(small.headers[.eTag])
    #expect(tag != plain.headers[.eTag])
    let again = try await server.get("/assets/app.js", [.acceptEncoding: "gzip", .ifNoneMatch: tag])
    #expect(again.status == 304)
    #expect(again.headers[.contentEncoding] == nil)
    #expect(try await server.get("/assets/app.js", [.acceptEncoding: "gzip;q=0"]).body == content)
    #expect(try await server.get("/assets/app.js.gz").status == 404)
    #expect(
      try await server.get("/", [.accept: "text/html", .acceptEncoding: "gzip"]).headers[.contentEncoding] == nil)
  }

  @Test func programsAreToldWhichPartsAreOn() async throws {
    let bare = try await TestServer().get("/", [.accept: "application/json"]).object()
    #expect(
      bare["features"] as? [String: Bool]
        == ["models": true, "audit": false, "runs": false, "archive": false, "explain": true])
    let server = try await TestServer { folder, options in
      options.audit = folder.appending(path: "audit.db")
      options.runs = folder
    }
    let full = try await server.get("/").object()
    #expect(
      full["features"] as? [String: Bool]
        == ["models": true, "audit": true, "runs": true, "archive": false, "explain": true])
  }

  @Test func whatIsReadCanBeHeldAgainstTheTraining() async throws {
    let server = try await TestServer { folder, _ in
      try SampleModel.write(to: folder.appending(path: "models/chest/1"), levels: [0.25, 0.75])
    }
    let picture = try SampleModel.picture()
    _ = try await server.upload([picture])
    let text = try await server.get("/metrics").text
    let labels = #"model="chest",version="1""#
    #expect(text.contains("hilum_input_level_reference{\(labels),statistic=\"mean\"} 0.5"))
    #expect(text.contains("hilum_input_level_reference{\(labels),statistic=\"standard_deviation\"} 0.25"))
    #expect(text.contains("hilum_input_level_count{\(labels)} 1"))
    let sum = try #require(text.firstMatch(of: /hilum_input_level_sum\{[^}]*\} ([0-9.]+)/).flatMap { Double($0.1) })
    // The picture's own mean, which a resize hardly changes.
    let samples = (0..<96 * 96).map { (index: Int) -> Double in
      let texture = (index * 7 + index / 96 * 13) % 120
      return Double(60 + texture) / 255
    }
    #expect(abs(sum - samples.reduce(0, +) / Double(samples.count)) < 0.01)
  }

  @Test func aRunsEpochsAreEvents() async throws {
    let server = try await TestServer { folder, options in
      let run = folder.appending(path: "runs/first")
      try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
      try Data("epoch,train_loss,validation_loss\n1,0.5,\n2,nan,0.25\n3,0.1".utf8)
        .write(to: run.appending(path: "history.csv"))
      try Data("{}".utf8).write(to: run.appending(path: "metrics.json"))
      options.runs = folder.appending(path: "runs")
    }
    let runs = try #require(try await server.get("/runs").object()["runs"] as? [[String: Any]])
    #expect(runs.first?["name"] as? String == "first")
    #expect(runs.first?["epochs"] as? Int == 2)
    #expect(runs.first?["running"] as? Bool == false)
    #expect(runs.first?["state"] as? String == "finished")
    let events = try await server.get("/runs/first/events")
    #expect(events.text.components(separatedBy: "event: epoch").count == 3)
    #expect(events.text.hasSuffix("event: end\ndata: {\"state\":\"finished\"}\n\n"))
    #expect(try await server.get("/runs/none/events").code == "unknown_run")
  }

  @Test func aRunGoesOnWhileItsProgressIsFresh() async throws {
    let server = try await TestServer { folder, options in
      options.runs = folder.appending(path: "runs")
    }
    let run = server.folder.appending(path: "runs/second")
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
    func runs() async throws -> [[String: Any]] {
      try #require(try await server.get("/runs").object()["runs"] as? [[String: Any]])
    }
    #expect(try await runs().isEmpty, "a folder that nothing was trained in")

    var progress = RunProgress(stage: "Training")
    (progress.epoch, progress.epochs, progress.done, progress.total, progress.loss) = (1, 3, 4, 9, 0.5)
    try progress.write(to: run)
    let running = try #require(try await runs().first)
    #expect(running["state"] as? String == "running" && running["epochs"] as? Int == 0)
    #expect((running["progress"] as? [String: Any])?["done"] as? Int == 4)

    async let following = server.get("/runs/second/events")
    try await Task.sleep(for: .milliseconds(300))
    try Data("epoch,train_loss\n1,0.5\n".utf8).write(to: run.appending(path: "history.csv"))
    try FileManager.default.removeItem(at: RunProgress.file(in: run))
    let text = try await following.text
    #expect(
      text == """
        event: progress
        data: {"done":4,"epoch":1,"epochs":3,"loss":0.5,"stage":"Training","total":9}

        event: epoch
        data: {"epoch":1,"train_loss":0.5}

        event: end
        data: {"state":"stopped"}


        """)

    try progress.write(to: run)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: RunProgress.file(in: run).path)
    #expect(try await runs().first?["state"] as? String == "stopped", "what a killed run has left")
  }
}
