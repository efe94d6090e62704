/// Why a file can't be read as HDF5.
public enum HDF5Fault: Error, Sendable, Equatable {
  /// The superblock is of a version that h5py doesn't write unless told to.
  case unsupportedSuperblock(version: Int)
  /// A structure does not begin as it must, or says something impossible.
  case damaged(structure: String, offset: Int)
  /// A dataset or an attribute is stored in a way that Keras does not use.
  case unsupported(feature: String, name: String)
  /// Groups lead back to themselves, or there are more structures than are read.
  case tooManyStructures(limit: Int)
  /// The attributes have more text than is kept.
  case tooMuchText(limit: Int)
  /// Groups stand so deep in each other, or have such names, that the path to one is longer than is read.
  case pathTooLong(limit: Int)
}
