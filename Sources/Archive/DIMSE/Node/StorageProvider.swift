import CArchive
import FoundationEssentials

/// The objects of one association, on their way from C to a receiver.
final class StorageProvider {
  private let receiver: any ObjectReceiver
  private let callingAE: String
  private let address: String
  /// The object that comes, and where it goes.
  private var current: (object: OfferedObject, file: URL)?

  init(receiver: any ObjectReceiver, callingAE: String, address: String) {
    self.receiver = receiver
    self.callingAE = callingAE
    self.address = address
  }

  /// Runs an association to its end; blocks.
  func serve(_ channel: Channel, _ options: NodeOptions) -> (ending: carchive_ending, reason: String) {
    var callbacks = carchive_receiver(
      context: Unmanaged.passUnretained(self).toOpaque(),
      place: { context, offer, path, comment in
        guard let provider = StorageProvider.of(context), let offer, let path, let comment else {
          return StoreStatus.outOfResources.code
        }
        return provider.place(offer.pointee, path: path, comment: comment)
      },
      received: { context in
        StorageProvider.of(context)?.received().code ?? StoreStatus.outOfResources.code
      },
      abandoned: { context, reason in
        StorageProvider.of(context)?.abandoned(reason.map { String(cString: $0) } ?? "")
      })
    var message = [CChar](repeating: 0, count: Int(CARCHIVE_MESSAGE_SIZE))
    let ending = withCStrings(StorageClasses.sopClasses) { sopClasses in
      withCStrings(StorageClasses.transferSyntaxes) { transferSyntaxes in
        var acceptance = carchive_acceptance(
          maximum_pdu: UInt32(min(max(4096, options.maximumPDU), 131_072)),
          idle_seconds: options.idle.wholeSeconds,
          object_bytes: UInt64(max(1, options.objectBytes)), sop_classes: sopClasses,
          transfer_syntaxes: transferSyntaxes)
        return withExtendedLifetime(self) {
          carchive_serve(channel.pointer, &acceptance, &callbacks, &message)
        }
      }
    }
    return (ending, String(terminated: message))
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> StorageProvider? {
    context.map { Unmanaged<StorageProvider>.fromOpaque($0).takeUnretainedValue() }
  }

  private func place(
    _ offer: carchive_offer, path: UnsafeMutablePointer<CChar>, comment: UnsafeMutablePointer<CChar>
  ) -> UInt16 {
    let object = OfferedObject(
      sopClass: String(cString: offer.sop_class), sopInstance: String(cString: offer.sop_instance),
      transferSyntax: String(cString: offer.transfer_syntax), callingAE: callingAE, peerAddress: address)
    switch receiver.place(for: object) {
    case .failure(let refusal):
      _ = copy(refusal.reason, to: comment, capacity: Int(CARCHIVE_COMMENT_SIZE))
      return refusal.status.code
    case .success(let file):
      guard copy(file.path, to: path, capacity: Int(CARCHIVE_PATH_SIZE)) else {
        receiver.abandoned(object, file: file, reason: "the file's path is too long")
        return StoreStatus.outOfResources.code
      }
      current = (object, file)
      return StoreStatus.success.code
    }
  }

  private func received() -> StoreStatus {
    guard let (object, file) = take() else { return .outOfResources }
    return receiver.received(object, file: file)
  }

  private func abandoned(_ reason: String) {
    if let (object, file) = take() { receiver.abandoned(object, file: file, reason: reason) }
  }

  private func take() -> (object: OfferedObject, file: URL)? {
    defer { current = nil }
    return current
  }

  /// Copies as much of the text as there is room for; false where that is not all.
  private func copy(_ text: String, to target: UnsafeMutablePointer<CChar>, capacity: Int) -> Bool {
    let bytes = Array(text.utf8).prefix(capacity - 1)
    for (index, byte) in bytes.enumerated() { target[index] = CChar(bitPattern: byte) }
    target[bytes.count] = 0
    return bytes.count == text.utf8.count
  }
}

extension Duration {
  /// Seconds, rounded up, at least one and at most a day.
  var wholeSeconds: Int32 {
    Int32(min(max(1, components.seconds + (components.attoseconds > 0 ? 1 : 0)), 86_400))
  }
}
