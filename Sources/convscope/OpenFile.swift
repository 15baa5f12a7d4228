import Glibc

/// A regular file that is open for reading until it is let go.
struct OpenFile: ~Copyable {
  /// How many bytes it has.
  let size: Int
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``Failure`` where there is no such file, or it is none.
  init(_ path: String) throws(Failure) {
    // A pipe would be waited for.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw Files.failure(path) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw Failure(status: 1, "\(path): expected a file")
    }
    self.path = path
    descriptor = file
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Returns the first bytes, at most so many.
  func bytes(most: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let count = read(descriptor, &buffer, min(buffer.count, most - bytes.count))
      guard count >= 0 else { throw Files.failure(path) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Fills a buffer with the bytes from a place on.
  ///
  /// - Throws: ``Failure`` where there are fewer.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from place: Int) throws(Failure) {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(place + done))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure(path) }
      guard count > 0 else { throw Failure(status: 1, "\(path): it changed while it was read") }
      done += count
    }
  }
}
