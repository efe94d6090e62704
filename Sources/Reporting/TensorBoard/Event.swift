/// One event of TensorBoard's log: `tensorflow.Event` in event.proto.
package struct Event {
  /// When it happened, in seconds since 1970.
  package let time: Double

  /// The epoch or step that it belongs to.
  package let step: Int

  package let content: Content

  /// An event at `time`.
  package init(time: Double, step: Int, content: Content) {
    self.time = time
    self.step = step
    self.content = content
  }

  /// What an event says.
  package enum Content {
    /// Opens every file.
    case fileVersion
    /// A run goes on at `step`: TensorBoard forgets what earlier files say of it and later steps.
    case sessionStart
    /// A value under a tag.
    case summary(tag: String, Summary)
  }

  /// The record of the event.
  package var record: [UInt8] {
    TFRecord.framed(
      ProtobufWriter.message { event in
        event.double(1, time)
        if step != 0 { event.integer(2, step) }
        switch content {
        case .fileVersion: event.string(3, "brain.Event:2")
        case .sessionStart: event.message(7) { $0.integer(1, 1) }
        case .summary(let tag, let summary): event.message(5) { $0.message(1) { summary.write(tag: tag, to: &$0) } }
        }
      })
  }
}
