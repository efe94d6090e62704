public import Radiograph

/// What can be wrong with pictures and masks of lungs.
///
/// The sentences stand in `LungDataError+Description.swift`.
public enum LungDataError: Error, Sendable, Equatable {
  /// No mask is called like a picture.
  case noPairs(pictures: Int, masks: Int)
  /// Many masks are of pictures that are not there; some examples.
  case picturesMissing(count: Int, masks: Int, examples: [String])
  /// There are too few pairs, or all are of one patient, so that nothing can be held out.
  case tooFew(pairs: Int, patients: Int)
  /// Two files with different content have the same name.
  case nameTwice(String)
  /// A mask has other proportions than its picture.
  case maskSize(String, mask: ImageSize, picture: ImageSize)
  /// A mask has colours.
  case maskColored(String)
  /// A mask is not black and white.
  case maskGrey(String)
  /// A mask is black all over.
  case maskEmpty(String)
  /// A mask is white around the lungs.
  case maskInverted(String)
  /// A picture or mask can't be read.
  case unreadable(String, reason: String)
  /// A file has weights of something else than the network of lungs.
  case notLungs(file: String)
  /// No pair is of a patient that was held out when the network learnt.
  case nothingHeldOut(pairs: Int)
}
