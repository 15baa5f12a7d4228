/// Why a plan cannot exist.
public enum PlanError: Error, Hashable, Sendable {
  /// The layer does not fit the input.
  case geometry(GeometryError)
  /// An algorithm that was asked for by name cannot compute the layer.
  case unsupported(Algorithm, reason: String)
}

extension PlanError: CustomStringConvertible {
  /// One sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .geometry(let error): error.description
    case .unsupported(let algorithm, let reason):
      "the algorithm \(algorithm.rawValue) cannot compute this pass: \(reason); "
        + "automatic finds one that can"
    }
  }
}
