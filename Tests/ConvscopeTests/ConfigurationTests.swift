import Foundation
import Testing

/// A folder for the configuration, which holds the program's file.
func folder(holding configuration: String?) throws -> String {
  guard let configuration else { return "" }
  let folder = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
  let own = folder.appending(path: "convscope")
  try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
  try configuration.write(
    to: own.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
  return folder.path(percentEncoded: false)
}

@Suite("The configuration file")
struct ConfigurationTests {
  @Test func `its glyphs hold where no option says otherwise`() throws {
    let environment = ["XDG_CONFIG_HOME": try folder(holding: "glyphs: ascii\n")]
    let plain = try Program.run(["explore"], environment: environment)
    #expect(plain.output.isASCII)
    let other = try Program.run(["explore", "--unicode"], environment: environment)
    #expect(other.output.contains("ω′"))
  }

  @Test func `a wrong value is told with its place`() throws {
    let folder = try folder(holding: "theme: dark\nmotion: fast\n")
    let outcome = try Program.run([], environment: ["XDG_CONFIG_HOME": folder])
    #expect(outcome.status == 1)
    #expect(
      outcome.error.hasPrefix(
        "convscope: \(folder)/convscope/config.yaml:2:9: motion: found \"fast\", "
          + "expected none, basic or full\nmotion: fast\n        ^"))
  }

  @Test func `an unknown key is told, and passed over`() throws {
    let folder = try folder(holding: "them: dark\nspeed: 4\n")
    let outcome = try Program.run([], environment: ["XDG_CONFIG_HOME": folder])
    #expect(outcome.status == 0)
    #expect(
      outcome.error == "convscope: \(folder)/convscope/config.yaml:1:1: unknown key \"them\"; "
        + "did you mean \"theme\"?\n")
  }

  @Test("an empty one is fine", arguments: ["", "\n", "# nothing\n"])
  func empty(text: String) throws {
    let folder = try folder(holding: text)
    let outcome = try Program.run([], environment: ["XDG_CONFIG_HOME": folder])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
  }
}
