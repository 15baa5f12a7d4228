package import Scenes

/// A list of the home screen.
enum HomeTab: Hashable, Sendable, CaseIterable {
  case lessons, demos, explore, practice

  var word: String {
    switch self {
    case .lessons: "Lessons"
    case .demos: "Demos"
    case .explore: "Explore"
    case .practice: "Practice"
    }
  }

  var title: String { word.uppercased() }
}

extension Scene {
  /// The list of the home screen that the scene stands in.
  var homeTab: HomeTab {
    if name.hasPrefix("practice-") { return .practice }
    switch kind {
    case .lesson: return .lessons
    case .demo: return .demos
    case .stage: return .explore
    }
  }
}

extension Session {
  /// The list that is open.
  var homeTab: HomeTab {
    library.indices.contains(home.selected) ? library[home.selected].homeTab : .explore
  }

  /// The lists that have something in them.
  var homeTabs: [HomeTab] {
    let present = Set(library.map(\.homeTab))
    // The course is read first, and the other lists right after it.
    if present.contains(.lessons) { return HomeTab.allCases }
    return HomeTab.allCases.filter(present.contains)
  }

  /// The places in the library of what the open list shows, in its order.
  var homeList: [Int] {
    let tab = homeTab
    return library.indices.filter { library[$0].homeTab == tab }
  }

  /// The lessons, in the order of the course.
  package var lessons: [Scene] { library.filter { $0.homeTab == .lessons } }

  /// The number of a lesson in the course, from 1.
  func lessonNumber(of scene: Scene) -> Int? {
    lessons.firstIndex { $0.name == scene.name }.map { $0 + 1 }
  }

  /// The title of the stage, with the number of the lesson that it belongs to.
  var stageTitle: String {
    guard let stage else { return "" }
    guard let script, let number = lessonNumber(of: script.scene) else { return stage.title }
    return "Lesson \(number) · \(stage.title)"
  }

  mutating func applyToHome(_ action: Action) {
    let list = homeList
    let place = list.firstIndex(of: home.selected) ?? 0
    switch action {
    case .row(let rows), .step(let rows): select(list, place + rows)
    case .first: select(list, 0)
    case .last: select(list, list.count - 1)
    case .channel(let pages): select(list, place + pages * 10)
    case .focus(let by): showTab(by)
    case .startOver: startAgain()
    default: return
    }
  }

  private mutating func select(_ list: [Int], _ place: Int) {
    guard !list.isEmpty else { return }
    home.selected = list[min(max(place, 0), list.count - 1)]
  }

  private mutating func showTab(_ by: Int) {
    let tabs = homeTabs
    guard tabs.count > 1, let place = tabs.firstIndex(of: homeTab) else { return }
    home.remembered[homeTab] = home.selected
    let next = tabs[((place + by) % tabs.count + tabs.count) % tabs.count]
    guard library.contains(where: { $0.homeTab == next }) else { return }
    home.selected =
      home.remembered[next] ?? library.firstIndex { $0.homeTab == next } ?? home.selected
  }

  private mutating func startAgain() {
    guard library.indices.contains(home.selected), homeTab == .lessons else { return }
    let scene = library[home.selected]
    guard progress[scene.name] != nil else { return say("Nothing of it has been done yet.") }
    guard confirmed(.startOver, "x once more forgets what was done of “\(scene.title)”.") else {
      return
    }
    forgetProgress(of: scene)
  }

  /// Stands at the lesson to go on with, where the library has lessons.
  package mutating func standAtNextLesson() {
    guard let lesson = progress.next(among: lessons),
      let place = library.firstIndex(where: { $0.name == lesson.name })
    else { return }
    home.selected = place
  }
}
