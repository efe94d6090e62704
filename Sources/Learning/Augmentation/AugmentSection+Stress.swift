package import Stress

extension AugmentSection {
  /// The kinds of stress that it varies pictures in, by whatever amount.
  ///
  /// A rectangle that is cut out shows less of the film, in other proportions: it is zoomed in, narrowed and widened.
  var stressKinds: Set<StressKind> {
    let acquired = (acquisition?.probability ?? 0) > 0 ? acquisition?.kinds ?? [] : []
    var kinds = Set(acquired.flatMap(\.stressKinds))
    if brightness > 0 { kinds.formUnion(AcquisitionKind.brightness.stressKinds) }
    if contrast > 0 { kinds.formUnion(AcquisitionKind.contrast.stressKinds) }
    if gamma > 0 { kinds.formUnion(AcquisitionKind.gamma.stressKinds) }
    if blur > 0 { kinds.formUnion(AcquisitionKind.blur.stressKinds) }
    if noise > 0 { kinds.formUnion(AcquisitionKind.noise.stressKinds) }
    guard geometry > 0 else { return kinds }
    if rotation > 0 { kinds.formUnion([.rotationClockwise, .rotationCounterclockwise]) }
    if zoom > 1 { kinds.formUnion([.zoomIn, .zoomOut]) }
    if translate > 0 { kinds.insert(.shift) }
    if aspect > 1 { kinds.formUnion([.narrow, .wide]) }
    if cropScale < 1 { kinds.formUnion([.zoomIn, .narrow, .wide]) }
    return kinds
  }
}

extension Recipe {
  /// The kinds of stress that training pictures are varied in, in any stage.
  package var variedKinds: Set<StressKind> { plan.reduce(into: []) { $0.formUnion($1.augment.stressKinds) } }
}

extension AcquisitionKind {
  /// The kinds of stress that do the same to a picture, in one direction or the other.
  var stressKinds: [StressKind] {
    switch self {
    case .brightness: [.brightnessUp, .brightnessDown]
    case .contrast: [.contrastUp, .contrastDown]
    case .gamma: [.gammaUp, .gammaDown]
    case .blur: [.gaussianBlur]
    case .noise: [.gaussianNoise]
    case .jpeg: [.jpegCompression]
    case .lowResolution: [.lowResolution]
    case .shotNoise: [.shotNoise]
    case .unsharpMask: [.unsharpMask]
    case .windowNarrow: [.windowNarrow]
    case .windowWide: [.windowWide]
    case .equalization: [.equalization]
    case .impulseNoise: [.impulseNoise]
    case .borders: [.borders]
    case .collimation: [.collimation]
    case .text: [.text]
    case .halfDark: [.halfDark]
    }
  }
}
