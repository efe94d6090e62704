/// What can go wrong with the spool and its store.
public enum SpoolError: Error, Sendable, Equatable {
  /// The folder or its store can't be opened, or is none; the reason.
  case cannotOpen(folder: String, reason: String)
  /// Another node uses the folder.
  case inUse(folder: String)
  /// A record can't be written or read; the reason.
  case failed(reason: String)
  /// There is no object of this number.
  case unknownObject(Int)
  /// Everything of the object was delivered; there is nothing to try again.
  case alreadyDone(Int)
}
