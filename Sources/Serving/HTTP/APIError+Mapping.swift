import Bundles
import HTTPBody
import HTTPTypes
import Hummingbird
import Inference
import Radiograph

extension APIError {
  /// How an error of any module is told to a client.
  init(_ error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let error as RadiographError: self.init(picture: error)
    case let error as HTTPBodyError: self.init(body: error)
    case let error as ExplanationError where error == .noZones: self = .unusable(["\(error)"])
    case is CancellationError: self = .connectionLost
    case BundleError.unknownModel, BundleError.badName:
      self.init(.notFound, "unknown_model", "there is no such model or version")
    case let error as HTTPError where error.status == .notFound: self = .notFound
    case let error as HTTPError where error.status.code < 500:
      self.init(error.status, "bad_request", "the request can't be understood")
    default: self = .internalError
    }
  }

  private init(picture error: RadiographError) {
    let status: HTTPResponse.Status =
      switch error {
      case .unknownFormat, .foreignFormat, .unsupportedVariety, .alsoAnotherFormat: .unsupportedMediaType
      case .tooManyBytes, .tooManyPixels, .sideTooLong, .tooManyScans, .tooManyElements, .nestedTooDeeply,
        .tooMuchMemory:
        .contentTooLarge
      case .tooSmall, .noLungs: .unprocessableContent
      case .inconsistentPixels, .invalidPreprocessing, .wrongBufferSize, .noLungNetwork: .internalServerError
      case .emptyFile, .unreadableFile, .truncated, .malformed, .noSuchFrame, .noSuchWindow: .badRequest
      }
    self.init(status, error.code, status == .internalServerError ? APIError.internalError.message : "\(error)")
    if status == .unprocessableContent { reasons = ["\(error)"] }
  }

  private init(body error: HTTPBodyError) {
    switch error {
    case .tooLarge, .tooManyParts, .headersTooLarge: self = .tooLarge("\(error)")
    case .missingBoundary: self = .badRequest("missing_boundary", "\(error)")
    case .malformed, .truncated: self = .badRequest("malformed_body", "\(error)")
    case .damagedCompression: self = .badRequest("damaged_compression", "\(error)")
    }
  }
}
