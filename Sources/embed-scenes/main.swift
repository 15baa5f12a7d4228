import Foundation

/// The files below a folder, by their path inside it, in the order of their names.
func files(below folder: URL) -> [String] {
  let walk = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
  let names = walk?.compactMap { $0 as? String } ?? []
  return names.filter { name in
    var isFolder: ObjCBool = false
    let path = folder.appending(path: name).path(percentEncoded: false)
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
    return exists && !isFolder.boolValue && !isHidden
  }.sorted()
}

/// A raw string literal with more number signs than any run of them in the text.
func literal(_ text: String) -> String {
  var longest = 0
  var run = 0
  for byte in text.utf8 {
    run = byte == UInt8(ascii: "#") ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "#", count: longest + 1)
  return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
}

guard CommandLine.arguments.count == 4 else {
  FileHandle.standardError.write(Data("usage: embed-scenes FOLDER FILE.swift STAMP\n".utf8))
  exit(2)
}
let folder = URL(filePath: CommandLine.arguments[1])
let entries = try files(below: folder).map { name in
  let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  return "    (name: \(literal(name)), text: \(literal(text))),"
}
let source = """
  /// The files of the `Scenes` folder, compiled in.
  package enum EmbeddedScenes {
    /// Path inside the folder and text of each, in the order of their paths.
    package static let files: [(name: String, text: String)] = [
  \(entries.joined(separator: "\n"))
    ]
  }

  """
let output = URL(filePath: CommandLine.arguments[2])
if (try? Data(contentsOf: output)) != Data(source.utf8) {
  try Data(source.utf8).write(to: output, options: .atomic)
}
let time = "\(Date.now.timeIntervalSince1970)"
try Data(time.utf8).write(to: URL(filePath: CommandLine.arguments[3]))
