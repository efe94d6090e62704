/// A value of the pickle machine.
///
/// Containers, tensors and storages stand in the machine's `PickleHeap` and are named by their index there, so a pickle that
/// nests or loops as deep as it likes costs no recursion and leaks nothing.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  /// An integer of more than 64 bits, little-endian.
  case long([UInt8])
  case float(Double)
  case string(String)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  case storage(Int)
  case tensor(Int)
  /// Something harmless that nobody needs to look into, such as a device or some bytes.
  case opaque
}

/// What the values of a pickle refer to.
struct PickleHeap {
  var tuples: [[PickleValue]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  var storages: [StorageReference] = []
  var tensors: [TensorReference] = []

  /// Adds an element to an array of the heap and gives its index.
  mutating func add<Element>(_ element: Element, to array: WritableKeyPath<PickleHeap, [Element]>) -> Int {
    self[keyPath: array].append(element)
    return self[keyPath: array].count - 1
  }

  /// The value of a string key in a dictionary; the last one counts, as in Python.
  func value(_ key: String, in dictionary: Int) -> PickleValue? {
    dictionaries[dictionary].last { if case .string(key) = $0.key { true } else { false } }?.value
  }
}

/// A storage that a pickle names: some elements whose bytes stand elsewhere in the file.
struct StorageReference: Equatable {
  /// The storage's name in the file.
  let key: String
  let scalarType: ScalarType
  /// The number of elements of the whole storage.
  let count: Int
  /// The first element of the part that is meant; not 0 only for views in the legacy format.
  let offset: Int
}

/// A tensor that a pickle describes: a strided window on a storage.
struct TensorReference: Equatable {
  let storage: StorageReference
  /// The first element, counted from the start of the storage.
  let offset: Int
  let shape: [Int]
  /// The distance in elements between neighbours, for each dimension.
  let strides: [Int]
}
