/// A node of a structured report's content tree (PS3.3 C.17.3).
struct ContentItem: Sendable, Equatable {
  /// How an item belongs to the one above it.
  enum Relationship: String, Sendable {
    case contains = "CONTAINS"
    case hasObservationContext = "HAS OBS CONTEXT"
    case hasAcquisitionContext = "HAS ACQ CONTEXT"
    case hasConceptModifier = "HAS CONCEPT MOD"
  }

  /// What an item says.
  enum Value: Sendable, Equatable {
    case code(ConceptCode)
    /// `template`: the number of the DCMR template that the container follows.
    case container(template: String?)
    case image(DataSet)
    case number(Double, unit: ConceptCode)
    case text(String)
    case uid(String)
  }

  let relationship: Relationship?
  let name: ConceptCode
  let value: Value
  let children: [ContentItem]

  /// An item below another one, or the root where `relationship` is nil.
  init(_ relationship: Relationship?, _ name: ConceptCode, _ value: Value, children: [ContentItem] = []) {
    self.relationship = relationship
    self.name = name
    self.value = value
    self.children = children
  }

  /// The item with all that is below it, as attributes.
  var dataSet: DataSet {
    var item = DataSet()
    if let relationship { item[.relationshipType] = .text(relationship.rawValue) }
    item[.conceptName] = .item(name.item)
    switch value {
    case .code(let code):
      item[.valueType] = .text("CODE")
      item[.conceptCode] = .item(code.item)
    case .container(let template):
      item[.valueType] = .text("CONTAINER")
      // Separate: the items are to be shown one by one.
      item[.continuityOfContent] = .text("SEPARATE")
      if let template { item[.contentTemplate] = .item(Self.template(template)) }
    case .image(let reference):
      item[.valueType] = .text("IMAGE")
      item[.referencedSOP] = .item(reference)
    case .number(let number, let unit):
      item[.valueType] = .text("NUM")
      item[.measuredValue] = .item(Self.measured(number, unit))
    case .text(let text):
      item[.valueType] = .text("TEXT")
      item[.textValue] = .text(text)
    case .uid(let uid):
      item[.valueType] = .text("UIDREF")
      item[.uidValue] = .text(uid)
    }
    if !children.isEmpty { item[.content] = .items(children.map(\.dataSet)) }
    return item
  }

  private static func template(_ identifier: String) -> DataSet {
    var item = DataSet()
    item[.mappingResource] = .text("DCMR")
    item[.templateIdentifier] = .text(identifier)
    return item
  }

  private static func measured(_ number: Double, _ unit: ConceptCode) -> DataSet {
    var item = DataSet()
    item[.measurementUnits] = .item(unit.item)
    item[.numericValue] = .decimal(number)
    item[.floatingPointValue] = .doubles([number])
    return item
  }
}
