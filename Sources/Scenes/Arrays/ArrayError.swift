/// Why a `.npy` file cannot be taken: what was found and what was expected, without the file's name.
package struct ArrayError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence, without a full stop.
  package var reason: String

  /// Makes an error of its sentence.
  package init(_ reason: String) { self.reason = reason }

  /// The reason.
  package var description: String { reason }
}
