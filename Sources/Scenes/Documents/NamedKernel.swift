/// A kernel that is known by a name.
package enum NamedKernel: String, Hashable, Sendable, CaseIterable {
  case identity, box, gaussian, laplacian, sharpen
  case sobelX = "sobel-x"
  case sobelY = "sobel-y"
  case prewittX = "prewitt-x"
  case prewittY = "prewitt-y"
  case emboss

  /// The weights.
  package var rows: [[Double]] {
    switch self {
    case .identity: [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    case .box: [[1, 1, 1], [1, 1, 1], [1, 1, 1]]
    case .gaussian: [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    case .laplacian: [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
    case .sharpen: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    case .sobelX: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    case .sobelY: [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    case .prewittX: [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
    case .prewittY: [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]
    case .emboss: [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]
    }
  }
}
