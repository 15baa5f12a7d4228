import Presentation
import Scenes
import Screen

/// What the configuration file says.
struct Configuration {
  private var values: [String: String] = [:]

  /// Reads the file where there is one; unknown keys are told and passed over.
  ///
  /// - Throws: ``Failure`` where a value is wrong.
  init() throws {
    guard let path = Configuration.path, Files.exists(path) else { return }
    let bytes = try Files.bytes(of: path, most: SceneLimits.bytes)
    do {
      let file = try SettingsFile(
        file: path, bytes: bytes,
        choices: Setting.allCases.map { (key: $0.rawValue, words: $0.words) })
      for warning in file.warnings { StandardError.write("convscope: \(warning)\n") }
      values = file.values
    } catch { throw Failure(status: 1, error.description) }
  }

  private static var path: String? {
    let folder = environment("XDG_CONFIG_HOME") ?? environment("HOME").map { $0 + "/.config" }
    return folder.map { $0 + "/convscope/config.yaml" }
  }

  private subscript(setting: Setting) -> String? { values[setting.rawValue] }

  var theme: Theme? { self[.theme].flatMap(Theme.init) }
  var glyphs: InterfaceOptions.Glyphs? { self[.glyphs].flatMap(InterfaceOptions.Glyphs.init) }
  var color: InterfaceOptions.Color? { self[.color].flatMap(InterfaceOptions.Color.init) }
  var motion: Preferences.Motion? { self[.motion].flatMap(Preferences.Motion.init) }
  var speed: Int? { self[.speed].flatMap { Setting.speed.words.firstIndex(of: $0) } }
}
