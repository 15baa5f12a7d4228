import NcursesTerminal
import Presentation
import Screen

/// Runs a session for a person: on screens, or in lines where there are none.
struct Interface {
  /// How the session is shown.
  enum Mode { case screens, prompt, once }

  let options: InterfaceOptions
  private let configuration: Configuration

  init(_ options: InterfaceOptions) throws {
    self.options = options
    configuration = try Configuration()
  }

  /// - Parameter seed: What exercises are drawn from where the person names no seed.
  func run(_ session: Session, seed: Int = PracticeCommand.newSeed) throws {
    var session = session
    session.preferences = preferences
    session.seed = seed
    switch try mode() {
    case .screens: try Screens(depth: depth).run(&session)
    case .prompt: try Lines().run(&session)
    case .once: try Lines().show(session)
    }
  }

  /// Lines are for whoever wants them, and for terminals and pipes that cannot show screens.
  private func mode() throws -> Mode {
    if options.plain { return .prompt }
    guard Terminal.isTerminal(1) else { return Terminal.isTerminal(0) ? .once : .prompt }
    guard Terminal.isTerminal(0) else { return .prompt }
    do {
      _ = try TerminalKind(term: environment("TERM"))
      return .screens
    } catch .cannotPositionCursor {
      return .prompt
    } catch {
      throw Failure(status: 2, error.description)
    }
  }

  // MARK: Preferences

  /// What the options say, else the configuration, else the environment.
  private var preferences: Preferences {
    var preferences = Preferences()
    let isUTF8 = TerminalLocale.prepare()
    preferences.theme = options.theme ?? configuration.theme ?? preferences.theme
    preferences.motion = options.motion ?? configuration.motion ?? preferences.motion
    preferences.speed = options.speed ?? configuration.speed ?? preferences.speed
    let glyphs = options.glyphs ?? configuration.glyphs ?? (isUTF8 ? .unicode : .ascii)
    preferences.symbols = glyphs == .unicode ? .unicode : .ascii
    return preferences
  }

  /// `--color`, then `NO_COLOR`, then the configuration, then what terminfo says.
  private var depth: ColorDepth? {
    let noColor = environment("NO_COLOR").map { _ in InterfaceOptions.Color.never }
    switch options.color ?? noColor ?? configuration.color ?? .auto {
    case .auto: return nil
    case .never: return .mono
    case .sixteen: return .sixteen
    case .full: return .full
    }
  }
}
