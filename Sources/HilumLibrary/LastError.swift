import Foundation

/// The last failure of the calling thread, as text that C can look at until the next one.
enum LastError {
  /// What a thread keeps.
  private final class Text {
    let code: UnsafeMutablePointer<CChar>?
    let message: UnsafeMutablePointer<CChar>?

    init(_ failure: Failure) {
      code = strdup(failure.code)
      message = strdup(failure.message)
    }

    deinit {
      free(code)
      free(message)
    }
  }

  /// Where each thread keeps its text; let go of when the thread ends.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { text in
      if let text { Unmanaged<Text>.fromOpaque(text).release() }
    }
    return status == 0 ? key : nil
  }()

  private static let none: StaticString = ""

  /// The name for programs.
  static var code: UnsafePointer<CChar>? { text { $0.code } }

  /// The sentence for people.
  static var message: UnsafePointer<CChar>? { text { $0.message } }

  /// Remembers a failure.
  static func set(_ failure: Failure) {
    guard let key else { return }
    let former = pthread_getspecific(key)
    let text = Unmanaged.passRetained(Text(failure))
    if pthread_setspecific(key, text.toOpaque()) == 0 {
      if let former { Unmanaged<Text>.fromOpaque(former).release() }
    } else {
      text.release()
    }
  }

  private static func text(_ part: (Text) -> UnsafeMutablePointer<CChar>?) -> UnsafePointer<CChar>? {
    let own = key.flatMap { pthread_getspecific($0) }.flatMap {
      part(Unmanaged<Text>.fromOpaque($0).takeUnretainedValue())
    }
    return own.map { UnsafePointer($0) } ?? UnsafeRawPointer(none.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
