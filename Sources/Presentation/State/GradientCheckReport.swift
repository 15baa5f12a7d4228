import ConvEngine

/// A gradient's element checked by two nudges.
struct GradientCheckReport: Hashable, Sendable {
  var tensor: TensorID
  var index: Index4
  var check: GradientCheck?
}
