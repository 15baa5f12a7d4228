import ConvEngine
import Foundation
import Presentation
import Scenes
import Screen
import Testing

@Suite("The keys that the footer names")
struct FooterTests {
  @Test(
    "are those of the place at hand",
    arguments: [
      ("padding", "", ["o options", "+ - change"]), ("padding", "o", ["+ - change", "Esc close"]),
      ("convolution", "", ["f turn", "* operation", "c one again"]),
      ("convolution", "c", ["f turn", "* operation", "c side by side"]),
      ("kernel-gradient", "", ["weight", "# check"]),
      ("stride-backwards", "", ["# check", "v view"]),
      ("channels", "", ["PgUp PgDn channel"]), ("padding", "tab", ["cell", "e edit", "Esc close"]),
      ("padding", "tab tab tab tab tab", ["symbol", "= form"]),
      ("padding", "shift-tab", ["n p scroll"]),
      ("padding", "y", ["n p scroll", "Esc close"]),
    ])
  func hints(scene: String, keys: String, hints: [String]) throws {
    let foot = try opened(scene).after(keys).screen.foot
    for hint in hints { #expect(foot.contains(hint), "no “\(hint)” in \(foot)") }
  }

  @Test("stand there once", arguments: ["y", "P", "shift-tab"])
  func once(keys: String) throws {
    let foot = try opened("padding").after(keys).screen.foot
    #expect(foot.components(separatedBy: "n p scroll").count == 2, "\(foot)")
  }

  @Test(
    "lead nowhere that is not there",
    arguments: [("padding", "# check"), ("activation", "v view"), ("padding", "e edit")])
  func absent(scene: String, hint: String) {
    #expect(!opened(scene).screen.foot.contains(hint))
  }
}
