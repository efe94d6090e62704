import Radiograph

extension LungDataError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .noPairs(let pictures, let masks):
      "no mask is called like a picture: \(pictures) pictures and \(masks) PNG masks were found"
    case .picturesMissing(let count, let masks, let examples):
      "the pictures of \(count) of \(masks) masks are missing, such as \(examples.joined(separator: ", "))"
    case .tooFew(let pairs, let patients):
      "\(pairs) pairs of \(patients) patients are too few to learn from and to hold some out"
    case .nameTwice(let name):
      "two different files are called \(name); names tell which mask is whose"
    case .maskSize(let name, let mask, let picture):
      "the mask \(name) is \(mask.width) × \(mask.height) and its picture \(picture.width) × \(picture.height): other "
        + "proportions, so it is of another picture or cut"
    case .maskColored(let name):
      "the mask \(name) has colours; a mask is white where a lung is and black elsewhere"
    case .maskGrey(let name):
      "the mask \(name) is not black and white; a mask is white (255) where a lung is and black elsewhere"
    case .maskEmpty(let name):
      "the mask \(name) is black all over"
    case .maskInverted(let name):
      "the mask \(name) is white around the lungs; a mask is white where a lung is"
    case .unreadable(let name, let reason):
      "\(name) can't be read: \(reason)"
    case .notLungs(let file):
      "\(file) does not have the weights of the network that outlines lungs"
    case .nothingHeldOut(let pairs):
      "all \(pairs) pairs are of patients that the network learnt from; --all measures them all the same"
    }
  }
}
