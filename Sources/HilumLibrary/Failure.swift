import Bundles
import CHilum
import Files
import Inference
import Radiograph

/// An error as callers are told of it.
struct Failure {
  /// Its `hilum_status`.
  let status: hilum_status
  /// Its name for programs.
  let code: String
  /// Its sentence for people.
  let message: String

  /// What is told of an error.
  init(_ error: any Error) {
    message = "\(error)"
    (status, code) =
      switch error {
      case LibraryError.cancelled: (hilum_status(HILUM_CANCELLED), "cancelled")
      case LibraryError.forked: (hilum_status(HILUM_FORKED), "forked")
      case is LibraryError: (hilum_status(HILUM_BAD_ARGUMENT), "bad_argument")
      case InferenceError.invalidOption: (hilum_status(HILUM_BAD_ARGUMENT), "bad_argument")
      case let error as RadiographError: (hilum_status(HILUM_BAD_PICTURE), error.code)
      case BundleError.notFound: (hilum_status(HILUM_BAD_BUNDLE), "not_found")
      case is BundleError, is FileError: (hilum_status(HILUM_BAD_BUNDLE), "bad_bundle")
      default: (hilum_status(HILUM_FAILED), "prediction_failed")
      }
  }
}
