import DICOMTesting
import Foundation

/// Part 10 files as other programs write them.
enum ObjectFiles {
  static let digitalXRay = "1.2.840.10008.5.1.4.1.1.1.1"

  /// A file with complete meta information, whose data set is written in a transfer syntax.
  static func file(
    instance: String, transferSyntax: String = DICOMBuilder.explicitLittle, sopClass: String = digitalXRay
  ) -> [UInt8] {
    let isExplicit = transferSyntax != DICOMBuilder.implicitLittle
    let isBigEndian = transferSyntax == DICOMBuilder.explicitBig
    var dataSet = DICOMBuilder(isExplicit: isExplicit, isBigEndian: isBigEndian)
    dataSet.add(0x0008, 0x0016, "UI", sopClass)
    dataSet.add(0x0008, 0x0018, "UI", instance)
    dataSet.add(0x0010, 0x0010, "PN", "Doe^Jane")
    dataSet.add(0x0020, 0x000D, "UI", "1.2.3")
    dataSet.add(0x0020, 0x000E, "UI", "1.2.3.1")
    dataSet.addImagePixel()
    if transferSyntax.hasPrefix("1.2.840.10008.1.2.4") || transferSyntax == "1.2.840.10008.1.2.5" {
      // Nobody looks into the fragment.
      dataSet.addFragments([Array(repeating: 0xAB, count: 400)])
    } else {
      dataSet.addPixels(Array(0..<256))
    }
    return dataSet.file(sopClass: sopClass, instance: instance, transferSyntax: transferSyntax)
  }

  /// What follows the meta information of a file.
  static func dataSet(of file: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(file)
    let length = bytes[140..<144].reversed().reduce(0) { $0 << 8 | Int($1) }
    return Array(bytes[(144 + length)...])
  }
}
