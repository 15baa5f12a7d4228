import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Saving the stage, and its code")
struct SavingTests {
  /// The session that what was saved opens.
  private func reopened(_ session: Session) throws -> Session {
    let saved = try session.waiting(4000).typing("", into: "W")
    let request = try #require(saved.saveRequest)
    let name = Scene.name(ofFile: request.name)
    var again = Session(
      library: [try Scene(file: request.name, text: request.text, isShowable: isShowable)])
    again.apply(.open(name))
    return again
  }

  @Test func `W asks for a file name, and Enter takes it`() throws {
    let asked = try opened("padding").after("W")
    #expect(asked.screen.foot.contains("save the stage as: stage.yaml"))
    #expect(asked.saveRequest == nil)
    #expect(try asked.after("enter").saveRequest?.name == "stage.yaml")
    let other = try asked.after("backspace backspace backspace backspace backspace 2 enter")
    #expect(other.saveRequest?.name == "stage2")
  }

  @Test func `a name that is taken back is no save`() throws {
    #expect(try opened("padding").after("W esc").saveRequest == nil)
    let empty = String(repeating: "backspace ", count: 10)
    #expect(try opened("padding").after("W \(empty) enter").saveRequest == nil)
  }

  @Test func `the answer of the front end is shown and ends the request`() throws {
    let session = try opened("padding").after("W enter").after(.report("saved as stage.yaml"))
    #expect(session.saveRequest == nil)
    #expect(session.screen.foot.contains("saved as stage.yaml"))
  }

  @Test("what is saved puts the same stage up again", arguments: sceneNames)
  func everyScene(scene: String) throws {
    let start = opened(scene)
    #expect(try reopened(start).screen == start.screen)
    let walked = try start.after("g right . .")
    #expect(try reopened(walked).screen == walked.screen)
  }

  @Test(
    "changes are saved with it",
    arguments: [
      Action.set(.stride, "2"), .set(.padding, "1,0,2,1"), .set(.dilation, "2,1"),
      .set(.inputSize, "7,6"), .set(.kernelSize, "2,3"), .set(.outputChannels, "2"),
      .set(.inputChannels, "2"), .set(.bias, "tied"), .set(.bias, "untied"),
      .set(.activation, "gelu"), .set(.activation, "leaky-relu 0.2"), .operation(nil), .turn,
      .edit(TensorID(.activation, 0), Index4(0, 0, 1, 1), 0.1),
      .edit(TensorID(.kernel, 1), Index4(0, 0, 0, 2), -1e-7), .compare(true), .view(.scatter),
      .pass(.number(3)),
    ])
  func changes(action: Action) throws {
    let changed = opened("convolution").after(.compare(false), action).waiting(4000)
    #expect(try reopened(changed).screen == changed.screen)
  }

  @Test("a number keeps all its digits in a file", arguments: [0.1, 1.0 / 3, 1e-300, 1e300, -7])
  func digits(value: Double) throws {
    let edited = opened("padding").after(.edit(TensorID(.kernel, 1), Index4(0, 0, 0, 0), value))
    let text = try #require(try edited.after("W enter").saveRequest?.text)
    let scene = try Scene(file: "stage.yaml", text: text, isShowable: isShowable)
    let kernel = try Computation(scene.network).value(TensorID(.kernel, 1), at: Index4(0, 0, 0, 0))
    #expect(kernel == value)
  }

  @Test(
    "y lists the network as framework code",
    arguments: [
      ("padding", "z1 = F.conv2d(a0, w1, padding=1)"), ("padding", "a0 = torch.tensor(["),
      ("padding", "reshape(1, 1, 5, 5)"), ("stride", "stride=2"), ("dilation", "dilation=2"),
      ("channels", "z1 = F.conv2d(a0, w1, b1)"), ("channels", "reshape(3, 2, 3, 3)"),
      ("activation", "a1 = F.relu(z1)"), ("bias-untied", "z1 = z1 + b1"),
      ("two-layers", "a1 = F.relu(z1)"),
    ])
  func code(scene: String, text: String) throws {
    #expect(try opened(scene).after("y").screen(120, 60).says(text))
  }
}
