import ConvEngine
import Scenes

extension Session {
  /// The most characters that a typed line can have.
  static let longestDraft = 60

  mutating func applyTyping(_ action: Action) {
    switch action {
    case .ask(let field): ask(field)
    case .type(let character) where draft == nil && openQuestion != nil: type(character)
    case .erase where draft == nil && openQuestion != nil:
      if script?.question?.draft.isEmpty == false { script?.question?.draft.removeLast() }
    case .commit where draft == nil && openQuestion != nil: commitAnswer()
    case .type(let character):
      guard draft != nil, (draft?.text.count ?? 0) < Session.longestDraft else { return }
      draft?.text.unicodeScalars.append(character)
      if draft?.field == .search { searchNow(from: home.selected) }
    case .erase: if draft?.text.isEmpty == false { draft?.text.removeLast() }
    case .commit: commit()
    case .match(let by): match(by)
    default: break
    }
  }

  private mutating func ask(_ field: Action.Field) {
    isPlaying = false
    if field == .number { focusOnSomethingEditable() }
    if field == .number, editedElement == nil {
      say("Nothing here can be edited: the panels of this pass are computed.")
      return
    }
    if field != .search, stage == nil { return }
    draft = Draft(field: field, text: field == .file ? "stage.yaml" : "")
    draft?.start = home.selected
  }

  /// The element that a number field changes.
  var editedElement: (id: TensorID, index: Index4)? {
    guard let stage, case .tensor(let id)? = stage.focus, stage.document.network.isLeaf(id) else {
      return nil
    }
    return (id, stage.cell(of: id))
  }

  private mutating func focusOnSomethingEditable() {
    guard let stage, editedElement == nil else { return }
    let editable = stage.focusOrder.first {
      if case .tensor(let id) = $0 { stage.document.network.isLeaf(id) } else { false }
    }
    guard let editable else { return }
    recording?.note(.focus(stage.focusSteps(to: editable)), at: clock)
    self.stage?.isComparing = false
    self.stage?.setFocus(editable)
  }

  private mutating func commit() {
    guard let draft else { return }
    self.draft = nil
    switch draft.field {
    case .number: commitNumber(draft.text)
    case .place: commitPlace(draft.text)
    case .search: search = draft.text.isEmpty ? nil : draft.text
    case .recording: if !draft.text.isEmpty { apply(.record(draft.text)) }
    case .file: if !draft.text.isEmpty { apply(.save(draft.text)) }
    }
  }

  private mutating func commitNumber(_ text: String) {
    guard let (id, index) = editedElement, !text.isEmpty else { return }
    guard let value = TypedNumber.value(of: text) else {
      say("“\(text)” is no number: write it as −1.5, 3/4 or 2e3.")
      return
    }
    apply(.edit(id, index, value))
  }

  private mutating func commitPlace(_ text: String) {
    guard !text.isEmpty else { return }
    if let action = try? Action(parsing: "seek \(text)") {
      apply(action)
    } else {
      say("“\(text)” is no place: write a step as 7, a product as 7.5, a cell as 1,1.")
    }
  }

  private mutating func searchNow(from place: Int) {
    guard let text = draft?.text, !text.isEmpty else { return }
    search = text
    if stage == nil, overlay == nil {
      home.selected = draft?.start ?? place
      jump(from: home.selected, by: 1, includingThis: true)
    }
  }

  private mutating func match(_ by: Int) {
    guard search != nil else {
      say("There is nothing to search for yet: / asks for it.")
      return
    }
    if overlay == .help {
      overlayOffset = max(overlayOffset + by, 0)
    } else if stage == nil {
      jump(from: home.selected, by: by, includingThis: false)
    }
  }

  private mutating func jump(from place: Int, by: Int, includingThis: Bool) {
    guard let search, !library.isEmpty else { return }
    let list = homeList
    let start = list.firstIndex(of: place) ?? 0
    for distance in (includingThis ? 0 : 1)...list.count {
      let next = list[((start + by * distance) % list.count + list.count) % list.count]
      if library[next].matches(search) {
        home.selected = next
        return
      }
    }
    say("Nothing here has “\(search)” in it.")
  }
}

extension Scene {
  /// What home lists the scene under.
  var heading: String { section?.title ?? (name == "explore" ? "Explore" : "Your own") }

  func matches(_ text: String) -> Bool {
    let wanted = text.lowercased()
    return [title, summary, section?.title ?? ""].contains { $0.lowercased().contains(wanted) }
  }
}

extension StringProtocol {
  /// Whether a text stands in this one, without Foundation.
  func contains(_ part: String) -> Bool {
    guard !part.isEmpty else { return true }
    return indices.contains { self[$0...].hasPrefix(part) }
  }
}

/// Numbers in the forms in which people write them.
enum TypedNumber {
  static func value(of text: String) -> Double? {
    let plain = text.unicodeScalars.map { $0 == "−" ? "-" : ($0 == "," ? "." : String($0)) }
      .joined()
    let trimmed = plain.filter { $0 != " " }
    let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = finite(parts[0]) else { return nil }
    guard parts.count == 2 else { return first }
    guard let second = finite(parts[1]), second != 0 else { return nil }
    return first / second
  }

  private static func finite(_ text: Substring) -> Double? {
    let allowed = text.allSatisfy { "0123456789+-.eE".contains($0) }
    guard allowed, let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
