/// What the node takes: objects with a radiograph, in the transfer syntaxes that DCMTK 3.6.7 transports and `Radiograph`
/// reads.
package enum StorageClasses {
  package static let sopClasses = [
    "1.2.840.10008.5.1.4.1.1.1",  // Computed Radiography Image
    "1.2.840.10008.5.1.4.1.1.1.1",  // Digital X-Ray Image - For Presentation
    "1.2.840.10008.5.1.4.1.1.1.1.1",  // Digital X-Ray Image - For Processing
    "1.2.840.10008.5.1.4.1.1.7",  // Secondary Capture Image
    "1.2.840.10008.5.1.4.1.1.7.2",  // Multi-frame Grayscale Byte Secondary Capture Image
    "1.2.840.10008.5.1.4.1.1.7.3",  // Multi-frame Grayscale Word Secondary Capture Image
  ]

  package static let transferSyntaxes = [
    "1.2.840.10008.1.2",  // Implicit VR Little Endian
    "1.2.840.10008.1.2.1",  // Explicit VR Little Endian
    "1.2.840.10008.1.2.1.99",  // Deflated Explicit VR Little Endian
    "1.2.840.10008.1.2.2",  // Explicit VR Big Endian
    "1.2.840.10008.1.2.4.50",  // JPEG Baseline
    "1.2.840.10008.1.2.4.51",  // JPEG Extended
    "1.2.840.10008.1.2.4.57",  // JPEG Lossless
    "1.2.840.10008.1.2.4.70",  // JPEG Lossless, selection value 1
    "1.2.840.10008.1.2.4.80",  // JPEG-LS Lossless
    "1.2.840.10008.1.2.4.81",  // JPEG-LS Near-lossless
    "1.2.840.10008.1.2.4.90",  // JPEG 2000 Lossless
    "1.2.840.10008.1.2.4.91",  // JPEG 2000
    "1.2.840.10008.1.2.5",  // RLE Lossless
  ]
}
