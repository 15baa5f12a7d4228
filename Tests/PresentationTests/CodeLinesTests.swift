import Presentation
import Screen
import Testing

@Suite("Code on a screen")
struct CodeLinesTests {
  /// The lines of code of a screen that is tall enough for all of them.
  private func code(_ scene: String, columns: Int) throws -> [String] {
    let lines = try opened(scene).after("y").screen(columns, 90).lines
    return lines.dropFirst(2).dropLast().filter { $0.contains { $0 != " " } }
  }

  @Test("begins in the first column, so that it can be copied", arguments: [40, 80, 200])
  func margin(columns: Int) throws {
    #expect(try code("padding", columns: columns).contains { $0.hasPrefix("import torch") })
  }

  @Test("is the same program in narrow lines", arguments: sceneNames)
  func narrow(scene: String) throws {
    func joined(_ columns: Int) throws -> String {
      try code(scene, columns: columns).filter { !$0.contains("#") }
        .joined().filter { $0 != " " }
    }
    // A comment behind code moves above it, so the wide lines with one are left out by their code.
    let wide = try joined(200)
    let small = try joined(40)
    #expect(small.hasPrefix(String(wide.prefix(60))))
    #expect(small.count >= wide.count)
  }

  @Test("goes on with an indent where a line is broken", arguments: ["padding", "channels"])
  func indent(scene: String) throws {
    var depth = 0
    for line in try code(scene, columns: 40) {
      if depth > 0 { #expect(["    ", "]", "}"].contains { line.hasPrefix($0) }, "\(line)") }
      for character in line {
        depth += "([{".contains(character) ? 1 : (")]}".contains(character) ? -1 : 0)
      }
    }
    #expect(depth == 0)
  }
}
