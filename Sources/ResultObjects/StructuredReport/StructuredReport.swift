/// A reading as an Imaging Measurement Report (PS3.16 TID 1500) in a Comprehensive 3D SR.
public enum StructuredReport {
  /// The report of a reading, which nobody has verified.
  ///
  /// A picture that was refused gives a report that says so and why, and holds no finding.
  ///
  /// - Throws: ``ResultError/overlongValue(group:element:count:)``.
  public static func file(_ reading: ObjectReading, of source: SourceObject) throws(ResultError) -> ResultFile {
    let series = ResultSeries.structuredReport
    var object = series.object(for: reading, of: source)
    object.add(document(reading, of: source))
    object.add(ReportContent(reading, of: source).root.dataSet)
    return try series.file(object, for: reading, of: source)
  }

  /// SR document series and general modules (PS3.3 C.17.1, C.17.2).
  private static func document(_ reading: ObjectReading, of source: SourceObject) -> DataSet {
    let now = Timestamp(reading.time, in: source.timeZone)
    var document = DataSet()
    document[.contentDate] = .text(now.date)
    document[.contentTime] = .text(now.time)
    document[.referencedPerformedProcedureStep] = .items([])
    document[.performedProcedureCode] = source.value(.procedureCode) ?? .items([])
    document[.currentRequestedProcedureEvidence] = .item(evidence(source))
    document[.completionFlag] = .text(reading.isRefused ? "PARTIAL" : "COMPLETE")
    if reading.isRefused { document[.completionFlagDescription] = .text("The picture was refused") }
    document[.verificationFlag] = .text("UNVERIFIED")
    document[.preliminaryFlag] = .text("PRELIMINARY")
    document[.codingSchemeIdentification] = .items(ConceptCode.Scheme.allCases.map(\.item))
    return document
  }

  /// Where the source stands (PS3.3 table 10-4 with C.17.2).
  private static func evidence(_ source: SourceObject) -> DataSet {
    var instance = source.reference
    instance[.referencedFrame] = nil
    var series = DataSet()
    series[.seriesInstance] = .text(source.series)
    series[.referencedSOP] = .item(instance)
    var study = DataSet()
    study[.studyInstance] = .text(source.study)
    study[.referencedSeries] = .item(series)
    return study
  }
}
