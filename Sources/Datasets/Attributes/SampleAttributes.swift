/// What is known of a sample besides its class, by which figures are broken down; `nil` where it is not known.
public struct SampleAttributes: Sendable, Hashable {
  /// View position, such as `PA` or `AP`.
  public var view: String?
  /// Age in years.
  public var age: Double?
  /// Sex: `F`, `M` or `O`.
  public var sex: String?
  /// A finer kind of the class, such as `bacteria` or `virus` for pneumonia.
  public var subtype: String?
  /// Where the picture was taken, as a table names it, or numbered (`site-01`) from DICOM files.
  public var site: String?
  /// What the picture was taken with: manufacturer and model.
  public var device: String?

  /// Attributes of your own.
  public init(
    view: String? = nil, age: Double? = nil, sex: String? = nil, subtype: String? = nil, site: String? = nil,
    device: String? = nil
  ) {
    self.view = view
    self.age = age
    self.sex = sex
    self.subtype = subtype
    self.site = site
    self.device = device
  }

  /// The group in which an attribute puts the sample; `nil` where it is not known.
  public subscript(attribute: SampleAttribute) -> String? {
    switch attribute {
    case .age: age.map(AgeBand.name)
    case .sex: sex
    case .view: view
    case .site: site
    case .device: device
    case .subtype: subtype
    }
  }

  /// The same with what others know, where these don't.
  func completed(by other: SampleAttributes) -> SampleAttributes {
    SampleAttributes(
      view: view ?? other.view, age: age ?? other.age, sex: sex ?? other.sex, subtype: subtype ?? other.subtype,
      site: site ?? other.site, device: device ?? other.device)
  }
}
