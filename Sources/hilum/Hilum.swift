import ArgumentParser
import CTorch

@main
struct Hilum: ParsableCommand {
  func run() {
    var error: UnsafePointer<CChar>?
    if let api = ct_load(&error) { print(api.pointee.thread_count()) } else if let error { print(String(cString: error)) }
  }
}
