import Glibc
import Scenes

/// Where an array is written to; whether it can be is seen before anything is computed.
struct ArrayTarget {
  private enum Kind { case file, device, standardOutput }

  private let path: String
  private let kind: Kind

  /// Looks at a place for a file, or `-` for standard output.
  ///
  /// - Throws: ``Failure`` where no file can be written.
  init(_ path: String) throws(Failure) {
    self.path = path
    guard path != "-" else {
      guard isatty(STDOUT_FILENO) == 0 else {
        throw Failure(status: 2, "standard output is a terminal, expected -o with a file's name")
      }
      kind = .standardOutput
      return
    }
    guard !Files.isFolder(path), !path.isEmpty, !path.hasSuffix("/") else {
      throw Failure(status: 1, "\(path): expected the name of a file to write")
    }
    kind = Files.isDevice(path) ? .device : .file
    let folder = Files.folder(of: Files.resolved(path) ?? path)
    guard kind == .device || access(folder, W_OK | X_OK) == 0 else { throw Files.failure(folder) }
  }

  /// Writes an array; what is there already is replaced once all of it is written.
  ///
  /// - Throws: ``Failure`` where it cannot be written; no part of a file is left.
  func write<Scalar: ArrayScalar>(_ values: [Scalar], axes: [Int]) throws(Failure) {
    func parts(_ sink: (UnsafeRawBufferPointer) -> Bool) -> Bool {
      var isTaken = true
      ArrayWriting.write(values, shape: axes) { isTaken = isTaken && sink($0) }
      return isTaken
    }
    switch kind {
    case .file: try Files.replace(path, write: parts)
    case .device: try Files.fill(path, write: parts)
    case .standardOutput:
      guard parts({ StandardOutput.send($0, to: STDOUT_FILENO) }) else {
        throw Files.failure("standard output")
      }
    }
  }
}
