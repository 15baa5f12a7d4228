import NcursesTerminal
import Presentation
import Scenes
import Screen

/// Runs a session for a person: on screens, or in lines where there are none.
struct Interface {
  /// How the session is shown.
  enum Mode { case screens, prompt, once }

  let options: InterfaceOptions
  private let configuration: Configuration

  private let speed: Int?

  init(_ options: InterfaceOptions, _ walk: WalkOptions? = nil) throws {
    self.options = options
    speed = walk?.speed
    configuration = try Configuration()
  }

  /// Gives a session what the options and the configuration say, and the progress that was kept.
  func prepare(_ session: inout Session) {
    session.preferences = preferences
    session.seed = PracticeCommand.newSeed
    guard let store else { return }
    let (progress, remark) = store.load()
    session.progress = progress
    session.standAtNextLesson()
    if let remark {
      StandardError.write("convscope: \(remark)\n")
      session.remark = remark
    }
  }

  /// Runs a session that is prepared.
  ///
  /// - Parameters:
  ///   - session: What runs.
  ///   - rate: How many of its milliseconds pass in one.
  ///   - first: What is done before anything else.
  ///   - library: Reads the scenes that the session can do without at first.
  /// - Throws: ``Failure`` where the terminal cannot be used.
  func run(
    _ session: Session, rate: Double = 1, first: Action? = nil, library: (() -> [Scene])? = nil
  ) throws {
    var session = session
    switch try mode() {
    case .screens:
      try Screens(depth: depth, store: store, rate: rate, library: library, first: first).run(
        &session)
    case .prompt:
      if let library { session.complete(library: library()) }
      if let first { session.apply(first) }
      try Lines(store: store).run(&session)
    case .once:
      if first != nil { throw Failure(status: 2, "a recording needs a terminal, or --plain") }
      try Lines(store: store).show(session)
    }
  }

  private var store: ProgressStore? { ProgressStore() }

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
    preferences.speed = speed ?? configuration.speed ?? preferences.speed
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
