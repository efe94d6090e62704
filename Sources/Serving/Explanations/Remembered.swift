/// A value that is found out once, when it is first asked for, whoever asks meanwhile.
actor Remembered<Value: Sendable> {
  private var finding: Task<Value, Never>?

  /// The value.
  func value(_ find: @escaping @Sendable () async -> Value) async -> Value {
    let task = finding ?? Task { await find() }
    finding = task
    return await task.value
  }
}
