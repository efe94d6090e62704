import Anatomy
import CHilum
import CLinux
import Foundation

/// The library in a process.
enum Library {
  /// The process that the library came into use in, by its number; with it comes the network for lungs.
  private static let process: pid_t = {
    LungFinder.bootstrap(installedWith: file)
    return getpid()
  }()

  /// The library's own file, beside which networks are installed.
  private static var file: URL {
    var info = hilum_dl_info()
    guard hilum_dladdr(#dsohandle, &info) != 0, let name = info.file else { return LungWeightsFile.executable }
    return URL(filePath: String(cString: name)).resolvingSymlinksInPath()
  }

  /// Does what a function of the library is for: hands the pointer that `body` makes to `result`.
  ///
  /// - Returns: a `hilum_status`; what `body` throws is the thread's last error.
  static func make<Pointer>(
    _ result: UnsafeMutablePointer<Pointer?>?, _ body: () throws -> Pointer
  ) -> hilum_status {
    result?.pointee = nil
    do {
      guard let result else { throw LibraryError.missing("the last parameter") }
      guard process == getpid() else { throw LibraryError.forked }
      result.pointee = try body()
      return hilum_status(HILUM_OK)
    } catch {
      let failure = Failure(error)
      LastError.set(failure)
      return failure.status
    }
  }
}
