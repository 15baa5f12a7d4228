import Presentation
import Scenes
import Screen
import Testing

@Suite("The list of scenes and help")
struct HomeTests {
  private let home = Session(library: shippedScenes)

  /// The title that is chosen in the list.
  private func chosen(_ session: Session) -> String {
    let line = session.screen.lines.dropFirst(2).first { $0.hasPrefix("  ▸") } ?? ""
    return line.dropFirst(4).split(separator: "  ").first.map(String.init) ?? ""
  }

  @Test func `all scenes are listed under their sections`() throws {
    let screen = home.screen(80, 40)
    for scene in shippedScenes { #expect(screen.shows(String(scene.title.prefix(38)))) }
    for section in ["FORWARD", "CONVOLUTION AND CROSS-CORRELATION", "BACK-PROPAGATION"] {
      #expect(screen.shows(section))
    }
  }

  @Test(
    "keys choose a scene",
    arguments: [
      ("", 0), ("down", 1), ("j j", 2), ("down down up", 1), ("up", 0), ("G", 14), ("end", 14),
      ("G g", 0), ("home", 0), ("pgdn", 10), ("pgdn pgdn", 14), ("pgdn pgup", 0), ("G down", 14),
    ])
  func choosing(keys: String, place: Int) throws {
    let session = try home.after(keys)
    let shown = chosen(session)
    let title = shippedScenes[place].title
    #expect(shown == title || (shown.hasSuffix("…") && title.hasPrefix(shown.dropLast())))
    #expect(shown.count > 20 || shown == title)
    #expect(try session.after("enter").screen == opened(shippedScenes[place].name).screen)
  }

  @Test func `the preview says what the chosen scene is about`() throws {
    let screen = try home.after("down").screen
    #expect(screen.shows("Stride leaves windows out"))
    #expect(screen.shows("▸stride=2◂"))
  }

  @Test func `the list scrolls, and the chosen scene is always in sight`() throws {
    for (columns, rows) in [(40, 12), (80, 24), (60, 14)] {
      for count in shippedScenes.indices {
        let keys = String(repeating: "down ", count: count)
        let lines = try home.after(keys).screen(columns, rows).lines
        #expect(lines.contains { $0.hasPrefix("  ▸ \(shippedScenes[count].title.prefix(20))") })
      }
    }
  }

  @Test(
    "/ searches while it is typed, n and N go on",
    arguments: [
      ("stride", "", "Stride · page example 2"), ("STRIDE", "", "Stride · page example 2"),
      ("stride", "n", "Stride · an inexact one"), ("stride", "n n", "Stride 2, backwards"),
      ("stride", "N", "Stride 2, backwards"), ("tanh", "", "δ of the layer below"),
      ("inexact", "n", "Stride · an inexact one"),
    ])
  func search(text: String, keys: String, title: String) throws {
    let session = try home.typing(text, into: "/").after(keys)
    #expect(chosen(session) == title)
    #expect(session.context == .home)
  }

  @Test func `a search that finds nothing says so`() throws {
    let session = try home.typing("zebra", into: "/").after("n")
    #expect(session.screen.says("Nothing here has “zebra” in it."))
    #expect(try home.after("n").screen.says("There is nothing to search for yet"))
  }

  @Test(
    "q goes back, and from the list it quits",
    arguments: [
      ("enter", KeyContext.stage, false), ("enter q", .home, false), ("enter q q", .home, true),
      ("q", .home, true), ("enter ? q", .stage, false), ("enter o q", .stage, false),
      ("enter P q", .stage, false), ("enter Q", .stage, true), ("enter ? Q", .help, true),
      ("Q", .home, true), ("? q", .home, false), ("esc esc", .home, false),
    ])
  func quitting(keys: String, context: KeyContext, hasEnded: Bool) throws {
    let session = try home.after(keys)
    #expect(session.context == context)
    #expect(session.hasEnded == hasEnded)
  }

  @Test func `the list remembers the scene that one comes back from`() throws {
    #expect(chosen(try home.after("down down enter q")) == "Stride · an inexact one")
    #expect(chosen(try opened("delta").after("q")) == "δ through a layer")
  }

  @Test func `a session without scenes can be looked at and left`() throws {
    let empty = Session(library: [])
    #expect(empty.frame(columns: 80, rows: 24).clippedCount == 0)
    #expect(try empty.after("down G enter / a enter n").hasEnded == false)
    #expect(try empty.after("q").hasEnded)
  }

  @Test(
    "help begins with the keys of the screen that it was asked for on",
    arguments: [
      ("", "The list of scenes"), ("enter", "The stage"), ("enter o", "The layer's options"),
    ])
  func helpHere(keys: String, title: String) throws {
    let screen = try home.after("\(keys) ?").screen
    #expect(screen.title.contains("Help"))
    #expect(screen.lines[2].contains(title))
  }

  @Test func `help holds every key of every place`() throws {
    let screen = try opened("padding").after("?").screen(120, 100)
    for binding in KeyTable.bindings { #expect(screen.says(binding.description)) }
    for title in ["The list of scenes", "The layer's options", "A line that is typed", "Help"] {
      #expect(screen.shows(title))
    }
  }

  @Test func `help scrolls to its end and no further`() throws {
    let pages = String(repeating: "pgdn ", count: 20)
    let end = try opened("padding").after("? \(pages)")
    #expect(end.screen.says("0 is a number."))
    #expect(try end.after("up").screen != end.screen)
    #expect(try end.after("home").screen == opened("padding").after("?").screen)
  }

  @Test func `help can be searched, and Esc brings all of it back`() throws {
    let all = try opened("padding").after("?")
    let found = try all.typing("redo", into: "/")
    #expect(found.screen.shows("undo / redo"))
    #expect(!found.screen.shows("one row up / down"))
    #expect(try found.after("esc ?").screen == all.screen)
  }

  @Test("F1 and ? open and close help", arguments: ["? esc", "f1 esc", "? ?", "f1 f1", "? q"])
  func helpCloses(keys: String) throws {
    #expect(try opened("padding").after(keys).screen == opened("padding").screen)
  }

  @Test("no title is cut in the list", arguments: [(40, 12), (80, 24)], [true, false])
  func titles(size: (columns: Int, rows: Int), isUnicode: Bool) throws {
    var session = home.after(.glyphs(isUnicode))
    for _ in shippedScenes {
      let line = session.screen(size.columns, size.rows).lines.first {
        $0.hasPrefix("  ▸") || $0.hasPrefix("  >")
      }
      #expect(line?.contains("…") == false && line?.contains("..") == false, "\(line ?? "none")")
      session = try session.after("down")
    }
  }

  @Test func `help that is open behind the notice of too small a screen is named there`() throws {
    let session = try opened("padding").after("?")
    #expect(session.screen(30, 10).says("help is open, Esc closes it"))
    #expect(!(try session.after("esc").screen(30, 10).says("open")))
  }

  @Test func `a screen that is too small says so and loses nothing`() throws {
    let session = opened("padding")
    #expect(session.screen(39, 11).says("needs 40x12, has 39x11"))
    #expect(session.screen(200, 11).says("needs 40x12, has 200x11"))
    #expect(try session.after("right").screen.shows("window 8/25"))
    #expect(try session.after("?").screen(39, 11).says("needs 40x12, has 39x11"))
    #expect(try session.after("? q").context == .stage)
    #expect(try session.after("Q").hasEnded)
  }

  @Test("themes go round, and are named", arguments: [KeyContext.home, .stage, .help])
  func themes(context: KeyContext) throws {
    let start = context == .home ? home : try opened("padding").after(context == .help ? "?" : "")
    let count = Theme.allCases.count
    let names = try (1...count).map { try start.after(String(repeating: "T ", count: $0)) }
      .map(\.preferences.theme)
    #expect(Set(names).count == count)
    #expect(names.last == start.preferences.theme)
    #expect(try start.after("T").screen.says("theme \(names[0].rawValue)"))
  }

  @Test func `A changes between Unicode and ASCII`() throws {
    let ascii = try opened("padding").after("A")
    #expect(ascii.screen.shows("KERNEL w' 3x3"))
    #expect(!ascii.screen.description.unicodeScalars.contains { !$0.isASCII })
    #expect(try ascii.after("A").screen == opened("padding").screen)
  }
}
