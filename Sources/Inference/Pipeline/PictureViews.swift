public import Radiograph

/// Several views of each picture, such as the picture itself and changed ones, made one after the other of a picture that
/// is decoded once.
///
/// ```swift
/// let views = PictureViews(count: 3) { picture, index in
///   let outline = try network.outline(of: picture)
///   return { view in view == 0 ? picture : try changed(picture, outline, view) }
/// }
/// ```
public struct PictureViews: Sendable {
  /// Makes the view of a number from 0 to `count - 1`.
  public typealias Maker = (_ view: Int) throws -> Radiograph

  /// How many views of each picture there are.
  public let count: Int
  private let maker: @Sendable (_ picture: Radiograph, _ index: Int) throws -> Maker

  /// Views of pictures.
  ///
  /// - Parameter maker: Does once what all views of a picture need, and gives what makes each; it gets the picture and its
  ///   index. What it throws counts for every view of the picture, what the maker throws for one.
  public init(count: Int, maker: @escaping @Sendable (_ picture: Radiograph, _ index: Int) throws -> Maker) {
    self.count = max(1, count)
    self.maker = maker
  }

  /// One view: the picture as it is.
  public static let whole = PictureViews(count: 1) { picture, _ in { _ in picture } }

  /// What makes the views of a picture.
  func maker(for picture: Radiograph, index: Int) throws -> Maker { try maker(picture, index) }
}
