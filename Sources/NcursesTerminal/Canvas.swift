import CNcurses
import Glibc
import Screen

/// The part of a terminal that is written: knows what is shown, and writes what changed.
struct Canvas {
  /// Whether frames are wrapped in synchronized output.
  var synchronizes = false
  private let output: Int32
  private let depth: ColorDepth
  private var shown: (frame: Frame, theme: Theme)?
  private var paints: [Style: Paint] = [:]
  private var hasAsked = false

  /// An appearance in curses' terms.
  private struct Paint {
    let attributes: attr_t
    let pair: Int32
  }

  init(output: Int32, depth: ColorDepth) {
    self.output = output
    self.depth = depth
  }

  /// Makes the next frame painted whole.
  mutating func forget() { shown = nil }

  mutating func show(_ frame: Frame, theme: Theme) {
    if shown?.theme != theme { start(theme) }
    write(frame)
    shown = (frame, theme)
    paint()
    ask()
  }

  /// Blanks everything in a theme's own colours, for a whole paint.
  private mutating func start(_ theme: Theme) {
    paints = [:]
    for role in Role.allCases {
      for ground in Ground.allCases {
        let style = Style(role, on: ground)
        paints[style] = Canvas.paint(theme.appearance(of: style, depth: depth))
      }
    }
    var blank = character(.blank)
    wbkgrndset(curses_screen(), &blank)
    werase(curses_screen())
    clearok(curses_physical_screen(), true)
    shown = nil
  }

  private mutating func write(_ frame: Frame) {
    let before = shown?.frame
    let isComparable = before?.columns == frame.columns && before?.rows == frame.rows
    if before != nil && !isComparable { werase(curses_screen()) }
    let rows = min(frame.rows, Int(getmaxy(curses_screen())))
    let columns = min(frame.columns, Int(getmaxx(curses_screen())))
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = frame[row, column]
        let old = isComparable ? before?[row, column] : .blank
        if cell != old { put(cell, row: row, column: column) }
      }
    }
  }

  /// Terminals scroll when their last cell is written, so that it stays blank.
  private func put(_ cell: Cell, row: Int, column: Int) {
    let screen = curses_screen()
    guard row < getmaxy(screen) - 1 || column < getmaxx(screen) - 1 else { return }
    var character = character(cell)
    mvwadd_wch(screen, Int32(row), Int32(column), &character)
  }

  /// A frame holds characters of width 1 only; where the locale disagrees, `?` keeps the columns.
  private func character(_ cell: Cell) -> cchar_t {
    let symbol = wchar_t(cell.symbol.value)
    let text: [wchar_t] = [cell.symbol.isASCII || curses_width(symbol) == 1 ? symbol : 0x3F, 0]
    let paint = paints[cell.style] ?? Paint(attributes: 0, pair: 0)
    var pair = paint.pair
    var result = cchar_t()
    setcchar(&result, text, paint.attributes, 0, &pair)
    return result
  }

  private static func paint(_ appearance: Appearance) -> Paint {
    let masks: [(Appearance.Attributes, attr_t)] = [
      (.bold, curses_bold()), (.dim, curses_dim()), (.underline, curses_underline()),
      (.reverse, curses_reverse()),
    ]
    let attributes = masks.reduce(attr_t(0)) {
      appearance.attributes.contains($1.0) ? $0 | $1.1 : $0
    }
    return Paint(attributes: attributes, pair: pair(appearance))
  }

  /// The pair 0 is the terminal's own colours, and all there is without colours.
  private static func pair(_ appearance: Appearance) -> Int32 {
    guard appearance.foreground != nil || appearance.background != nil else { return 0 }
    let colors = [appearance.foreground, appearance.background].map { $0.map(Int32.init) ?? -1 }
    return max(alloc_pair(colors[0], colors[1]), 0)
  }

  private func paint() {
    wnoutrefresh(curses_screen())
    if synchronizes { send(SynchronizedOutput.begin) }
    doupdate()
    if synchronizes { send(SynchronizedOutput.end) }
  }

  /// Asks after the first frame, which is then not held up.
  private mutating func ask() {
    guard !hasAsked else { return }
    hasAsked = true
    if SynchronizedOutput.canAsk { send(SynchronizedOutput.question) }
  }

  /// Writes past curses, whose own buffer is empty before and after an update.
  private func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
