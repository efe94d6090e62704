import Files
public import Foundation
import Inference
public import Logging
public import ResultObjects
public import Stress

/// Reads objects, and compares each with the latest earlier picture of the same patient.
///
/// That there is none, or that it can't be had in time, is told in the report and is no failure. The earlier picture is
/// read as any other object, and both in varied copies, so a comparison takes the time of some twenty-five readings.
public struct PriorReader<Base: ObjectReader & PictureReader>: ObjectReader {
  private let base: Base
  private let finder: PriorFinder
  private let time: Duration
  private let repeatability: Repeatability
  private let logger: Logger

  /// A reader that adds comparisons to what another reads.
  ///
  /// - Parameter time: How long an earlier picture is looked for, and as long again for reading it.
  public init(
    _ base: Base, finder: PriorFinder, time: Duration = .seconds(30), repeatability: Repeatability = .standard,
    logger: Logger
  ) {
    self.base = base
    self.finder = finder
    self.time = time
    self.repeatability = repeatability
    self.logger = logger
  }

  /// Reads an object and its earlier picture, which is fetched meanwhile.
  ///
  /// - Throws: what reading the object throws.
  public func read(_ source: SourceObject, file: Data, receivedAt time: Date) async throws -> ObjectReading {
    async let fetched = prior(of: source)
    var reading = try await base.read(source, file: file, receivedAt: time)
    guard !reading.isRefused else { return reading }
    do throws(PriorError) {
      let (prior, current) = (try await fetched.get(), reading)
      reading = try await comparison { try await compared(current, with: prior, at: time) }
    } catch {
      try Task.checkCancellation()
      reading.setComparison(error.note)
      logger.notice("no comparison with an earlier picture", metadata: ["reason": "\(error)"])
    }
    return reading
  }

  /// The earlier picture, which the archive has its time to give.
  private func prior(of source: SourceObject) async -> Result<FetchedObject, PriorError> {
    do {
      return .success(try await withTimeLimit(time) { [finder] in try await finder.prior(of: source) })
    } catch let error as PriorError {
      return .failure(error)
    } catch {
      return .failure(.timedOut)
    }
  }

  /// What comes of reading, which has its time: the archive has done its part.
  private func comparison(
    _ step: @escaping @Sendable () async throws -> ObjectReading
  ) async throws(PriorError) -> ObjectReading {
    do {
      return try await withTimeLimit(time, step)
    } catch let error as PriorError {
      throw error
    } catch is TimeLimitExceeded {
      throw .readingTimedOut
    } catch {
      throw .unreadable("\(error)")
    }
  }

  private func compared(
    _ reading: ObjectReading, with prior: FetchedObject, at time: Date
  ) async throws -> ObjectReading {
    let file = try FileReading.mapped(prior.file)
    let model = reading.reading.model
    let earlier = try await base.read(prior.source, file: file, receivedAt: time, with: model)
    guard !earlier.isRefused else { throw PriorError.refused }
    guard let date = prior.source.studyDate.flatMap({ StudyDate($0) }) else { throw PriorError.noStudyDate }
    let finding = reading.followed
    let deviations = PriorComparison.Deviations(
      prior: try await repeatability.deviation(of: earlier.picture) {
        try await base.probability(of: finding, in: $0, with: model)
      },
      current: try await repeatability.deviation(of: reading.picture) {
        try await base.probability(of: finding, in: $0, with: model)
      })
    let comparison = PriorComparison(
      of: finding, since: date, prior: earlier.probability(of: finding), current: reading.probability(of: finding),
      deviations: deviations)
    var compared = reading
    compared.prior = comparison
    compared.priorPicture = earlier.picture
    compared.setComparison(comparison.sentence)
    return compared
  }
}

extension ObjectReading {
  /// Says in the report how the picture compares with an earlier one, or why it is compared with none.
  fileprivate mutating func setComparison(_ sentence: String) {
    report = ReportText(reading, positiveClass: positiveClass, findings: findings, comparison: sentence)
  }
}
