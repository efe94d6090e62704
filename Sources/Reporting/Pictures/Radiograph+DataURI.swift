import FoundationEssentials
import Radiograph

extension Radiograph {
  /// The picture as a `data:` address that holds a PNG file, for pages and drawings that need nothing from outside.
  func pngDataURI() throws(RadiographError) -> String {
    "data:image/png;base64," + Data(try pngFile()).base64EncodedString()
  }
}
