extension UInt16 {
  /// Four hexadecimal digits, as the standard writes tags and statuses: `0010`, `A700`.
  var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
