/// The documents that were on a stage, to go back to and forth again.
struct History: Sendable {
  /// What the scene itself puts on stage.
  private(set) var original: Document
  private var past: [Document] = []
  private var future: [Document] = []

  /// The most changes that can be undone: a demo that plays for ever does not grow.
  private static let mostPast = 1_000

  init(_ original: Document) { self.original = original }

  /// Whether nothing was changed yet.
  var isUntouched: Bool { past.isEmpty && future.isEmpty }

  /// Notes what was on stage before a change.
  mutating func note(_ old: Document) {
    if past.count == History.mostPast { past.removeFirst() }
    past.append(old)
    future = []
  }

  /// Takes back a change of the document that is on stage; nil where there is none.
  mutating func undo(from present: Document) -> Document? {
    guard let old = past.popLast() else { return nil }
    future.append(present)
    return old
  }

  /// Makes a change again that was taken back; nil where there is none.
  mutating func redo(from present: Document) -> Document? {
    guard let next = future.popLast() else { return nil }
    past.append(present)
    return next
  }

  /// Puts the changes of a former history in front of these.
  mutating func takeUp(_ former: History) {
    if isUntouched { future = former.future }
    past = Array((former.past + past).suffix(History.mostPast))
    original = former.original
  }
}
