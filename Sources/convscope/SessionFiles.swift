import Glibc
import Presentation
import Scenes

/// Keeps the files that a session asks for: saved scenes, recordings, progress.
struct SessionFiles {
  private let store: ProgressStore?
  private var saved: Int
  private var lastComplaint: String?
  private var journal: (name: String, file: Int32, written: Int)?
  private var finished: Recording?

  init(_ store: ProgressStore?, _ session: Session) {
    self.store = store
    saved = session.savesWanted
  }

  /// Does what a session asks for, and returns what to tell it.
  mutating func answers(to session: Session) -> [Action] {
    var answers: [Action] = []
    if let request = session.saveRequest { answers.append(request.answer) }
    if let name = session.nameWanted { answers.append(.propose(Files.freeName(like: name))) }
    if let complaint = keepProgress(of: session) { answers.append(.report(complaint)) }
    if let complaint = keepRecording(of: session) { answers.append(.lost(complaint)) }
    return answers
  }

  private mutating func keepProgress(of session: Session) -> String? {
    guard session.savesWanted != saved else { return nil }
    saved = session.savesWanted
    let complaint =
      store.map { $0.save(session.progress) }
      ?? "The lesson goes on, but is not saved: neither XDG_STATE_HOME nor HOME is set."
    defer { lastComplaint = complaint }
    return complaint == lastComplaint ? nil : complaint
  }

  // MARK: Recordings

  /// Writes on what was recorded since; the file is a whole scene after each line.
  private mutating func keepRecording(of session: Session) -> String? {
    if let recording = session.recording { return append(recording) }
    guard let last = session.finishedRecording, last != finished else { return nil }
    finished = last
    let complaint = append(last)
    if let journal { close(journal.file) }
    journal = nil
    return complaint
  }

  private mutating func append(_ recording: Recording) -> String? {
    if journal?.name != recording.name {
      do {
        journal = (recording.name, try Files.create(recording.name), 0)
      } catch { return "\(error.sentence)." }
    }
    guard var open = journal else { return nil }
    let text = recording.text.utf8.dropFirst(open.written)
    guard !text.isEmpty else { return nil }
    guard StandardOutput.send(String(decoding: text, as: UTF8.self), to: open.file) else {
      // A line that was cut off would spoil what is there.
      ftruncate(open.file, off_t(open.written))
      return
        "\(recording.name): \(String(cString: strerror(errno))); the recording ends before this."
    }
    open.written += text.count
    journal = open
    return nil
  }
}
