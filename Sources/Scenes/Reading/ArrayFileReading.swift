import ConvEngine

/// Returns the bytes of a `.npy` file that a scene names, by its place in the scene's folder.
package typealias ArrayLoader = (String) throws(ArrayError) -> [UInt8]

extension SceneReader {
  /// Reads the numbers of a `.npy` file that stands in the scene's folder or below.
  mutating func array(_ place: Place, as role: ArrayRole) -> Tensor<Double>? {
    guard let name = text(place) else { return nil }
    guard SceneReader.isBelow(name) else {
      report(expected: "a .npy file in the scene's folder or below", at: place)
      return nil
    }
    guard let arrays else {
      report("a scene that is no file itself has no files beside it", at: place)
      return nil
    }
    do throws(ArrayError) {
      let tensor = try Tensor(file: arrays(name), as: role)
      guard tensor.values.allSatisfy(\.isFinite) else {
        throw ArrayError("it holds NaN or an infinity, expected numbers that a scene can write")
      }
      return count(tensor.shape.count, at: place) ? tensor : nil
    } catch {
      report("\(Quotation.of(name)): \(error.reason)", at: place)
      return nil
    }
  }

  /// Whether a name is that of a `.npy` file which no step leads out of the folder to.
  private static func isBelow(_ name: String) -> Bool {
    let steps = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.hasSuffix(".npy") && steps.allSatisfy { !$0.isEmpty && $0 != ".." }
  }
}
