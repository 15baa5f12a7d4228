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

/// A raw string literal of one line.
func word(_ text: String) -> String { "##\"\(text)\"##" }

/// What stands behind a key in a line of its own of a document's head, without quotes.
func value(_ key: String, in head: [Substring]) -> String? {
  guard let line = head.first(where: { $0.hasPrefix("\(key): ") }) else { return nil }
  let value = line.dropFirst(key.count + 2)
  return String(value.hasPrefix("\"") ? value.dropFirst().dropLast() : value)
}

/// The call that makes what lists say of a lesson; it is read off the lines, as the lessons are written.
func outline(_ name: String, _ text: String) -> String {
  let lines = text.split(separator: "\n")
  let head = Array(lines.prefix { $0 != "events:" })
  func quoted(_ key: String) -> String { value(key, in: head).map(word) ?? "nil" }
  let needs = value("needs", in: head)?.dropFirst().dropLast().split(separator: ",") ?? []
  let names = needs.map { word(String($0.drop { $0 == " " })) }.joined(separator: ", ")
  let questions = lines.count { $0.hasPrefix("  - question:") }
  return """
        Scene(
          outlineOf: \(word(name)), title: \(quoted("title")), summary: \(quoted("summary")),
          section: \(quoted("section")), page: \(quoted("page")), needs: [\(names)],
          minutes: \(value("minutes", in: head) ?? "nil"), questionCount: \(questions)),
    """
}

guard CommandLine.arguments.count == 4 else {
  FileHandle.standardError.write(Data("usage: embed-scenes FOLDER FILE.swift STAMP\n".utf8))
  exit(2)
}
let folder = URL(filePath: CommandLine.arguments[1])
let texts = try files(below: folder).map { name in
  (name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
}
let entries = texts.map { "    (name: \(literal($0.name)), text: \(literal($0.text)))," }
let outlines = texts.filter { $0.name.hasPrefix("lessons/") }.map(outline)
let source = """
  /// The files of the `Scenes` folder, compiled in.
  package enum EmbeddedScenes {
    /// Path inside the folder and text of each, in the order of their paths.
    package static let files: [(name: String, text: String)] = [
  \(entries.joined(separator: "\n"))
    ]

    /// What lists say of the lessons, in the order of their paths, read off when this was compiled.
    package static let outlines: [Scene] = [
  \(outlines.joined(separator: "\n"))
    ]
  }

  """
let output = URL(filePath: CommandLine.arguments[2])
if (try? Data(contentsOf: output)) != Data(source.utf8) {
  try Data(source.utf8).write(to: output, options: .atomic)
}
let time = "\(Date.now.timeIntervalSince1970)"
try Data(time.utf8).write(to: URL(filePath: CommandLine.arguments[3]))
