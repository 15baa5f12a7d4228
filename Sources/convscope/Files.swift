import Glibc
import Presentation
import Scenes

/// The files that the program reads.
enum Files {
  /// Returns the bytes of a file, and of a larger one so many that it shows.
  ///
  /// - Throws: ``Failure`` where there is no such file, or it is none.
  static func bytes(of path: String, most: Int) throws(Failure) -> [UInt8] {
    try OpenFile(path).bytes(most: most + 1)
  }

  /// Returns the names in a folder.
  ///
  /// - Throws: ``Failure`` where there is no such folder.
  static func names(inFolder path: String) throws(Failure) -> [String] {
    guard let folder = opendir(path) else { throw failure(path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  /// Writes a file where there is none yet; where it cannot be written whole, none is left.
  ///
  /// - Throws: ``Failure`` where there is one, or it cannot be written.
  static func create(_ path: String, _ text: String) throws(Failure) {
    let file = try create(path)
    let isWritten = StandardOutput.send(text, to: file)
    guard close(file) == 0, isWritten else {
      let failure = failure(path)
      unlink(path)
      throw failure
    }
  }

  /// Makes a file that is not there yet, and leaves it open to be written on.
  ///
  /// - Throws: ``Failure`` where there is one, or it cannot be made.
  static func create(_ path: String) throws(Failure) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      guard errno == EEXIST else { throw failure(path) }
      throw Failure(status: 1, "\(path): there is such a file already, and it is kept")
    }
    return file
  }

  /// Writes a file beside the one of its name, and puts it in its place: what is there is whole always.
  ///
  /// - Throws: ``Failure`` where it cannot be written; the old file is then as it was.
  static func replace(_ path: String, _ text: String) throws(Failure) {
    try replace(path) { sink in
      var text = text
      return text.withUTF8 { sink(UnsafeRawBufferPointer($0)) }
    }
  }

  /// Writes a file beside the one of its name, part by part, and puts it in its place.
  ///
  /// - Parameters:
  ///   - path: The file; what is behind a symbolic link is replaced, not the link.
  ///   - write: Hands the parts to the closure that it is given, and returns whether all were taken.
  /// - Throws: ``Failure`` where it cannot be written; the old file is then as it was.
  static func replace(
    _ path: String, write: ((UnsafeRawBufferPointer) -> Bool) -> Bool
  ) throws(Failure) {
    let place = resolved(path) ?? path
    let draft = "\(place).new-\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure(path) }
    var old = stat()
    if stat(place, &old) == 0 { fchmod(file, old.st_mode & 0o7777) }
    let isWritten = write { StandardOutput.send($0, to: file) } && fsync(file) == 0
    guard close(file) == 0, isWritten, rename(draft, place) == 0 else {
      let failure = failure(path)
      unlink(draft)
      throw failure
    }
  }

  /// Writes to what is there and is no file that could be replaced: a device, a pipe.
  ///
  /// - Throws: ``Failure`` where it takes nothing.
  static func fill(
    _ path: String, write: ((UnsafeRawBufferPointer) -> Bool) -> Bool
  ) throws(Failure) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    let isWritten = write { StandardOutput.send($0, to: file) }
    guard close(file) == 0, isWritten else { throw failure(path) }
  }

  /// Whether something is there that is neither a file nor a folder.
  static func isDevice(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The folder that a file is in, by its path.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file behind symbolic links, or nil where there is none.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes a folder and those above it, where they are not there yet.
  static func makeFolder(_ path: String) throws(Failure) {
    guard !path.isEmpty, !isFolder(path) else { return }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    try makeFolder(parts.dropLast().joined(separator: "/"))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(path) }
  }

  /// A name like this one under which there is no file yet: `recording-2.yaml`.
  static func freeName(like name: String) -> String {
    guard exists(name) else { return name }
    let stem = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    var number = 2
    while exists("\(stem)-\(number).yaml") { number += 1 }
    return "\(stem)-\(number).yaml"
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Returns the paths of the scene files in a folder and the folders in it, in their order.
  static func scenes(below folder: String) throws(Failure) -> [String] {
    var paths: [String] = []
    let head = folder.hasSuffix("/") ? folder : folder + "/"
    for name in try names(inFolder: folder).sorted() where !name.hasPrefix(".") {
      if isFolder(head + name) {
        paths += try scenes(below: head + name)
      } else if name.hasSuffix(".yaml") {
        paths.append(head + name)
      }
    }
    return paths
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func failure(_ path: String) -> Failure {
    Failure(status: 1, "\(path): \(String(cString: strerror(errno)))")
  }
}

/// The value of an environment variable that is set to something.
func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

extension Session.SaveRequest {
  /// Does what was asked for, and returns what to say of it.
  var answer: Action {
    do {
      try Files.create(name, text)
      return .report("Saved as \(name).")
    } catch {
      return .report("\(error.sentence).")
    }
  }
}

/// What the program prints.
enum StandardOutput {
  /// - Throws: ``Failure`` where it cannot be written.
  static func write(_ text: String) throws(Failure) {
    guard send(text, to: STDOUT_FILENO) else {
      throw Failure(status: 1, "standard output: \(String(cString: strerror(errno)))")
    }
  }

  static func send(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { send(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      // One call takes at most about 2 GB.
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }
}

/// Where what went wrong is told.
enum StandardError {
  static func write(_ text: String) { _ = StandardOutput.send(text, to: STDERR_FILENO) }
}
