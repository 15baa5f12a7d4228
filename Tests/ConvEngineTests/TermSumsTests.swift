import ConvEngine
import Testing

@Suite("Sums of terms")
struct TermSumsTests {
  /// The sum as it is defined: one product after another.
  private func plain(_ terms: Terms, _ range: Range<Int>) -> Double {
    range.reduce(0) { $0 + terms[$1].product }
  }

  @Test(
    "the sum of a range is that of its products, in every pass and view",
    arguments: RandomLayer.ofBothKinds(200))
  func ranges(_ row: RandomLayer) throws {
    let computation = try Computation(row.network)
    for pass in computation.passes {
      for view in Trace.views(of: pass) {
        let trace = Trace(computation, pass: pass, view: view)
        for step in [0, trace.count / 2, trace.count - 1] {
          let terms = trace[step].terms
          let (third, end) = (terms.count / 3, terms.count)
          for range in [0..<end, third..<end, 0..<third, third..<third] {
            #expect(terms.sum(of: range) == plain(terms, range), "\(pass.target) \(view) \(range)")
          }
        }
      }
    }
  }

  /// Too large to be stored: some numbers are given, one is edited, the others are made.
  @Test("numbers that are not stored are read alike", arguments: PaddingMode.allCases)
  func generated(_ mode: PaddingMode) throws {
    var layer = Layer(inputChannels: 2, outputChannels: 3, kernelSize: Size2D(height: 3, width: 2))
    layer.padding = .all(1)
    layer.paddingMode = mode
    layer.activation = .relu
    var input = Leaf(Tensor(rows: [[0.5, -7, 3], [1, 2, 0.25]]), seed: 5)
    input.edits[Index4(0, 1, 1, 2)] = 41
    let network = Network(
      inputShape: Shape4(1, 2, 700, 600),
      layers: [
        layer,
        Layer(
          inputChannels: 3, outputChannels: 1, kernelSize: Size2D(2)),
      ],
      leaves: [TensorID(.activation, 0): input])
    let computation = try Computation(network)
    for pass in computation.passes {
      for view in Trace.views(of: pass) {
        let terms = Trace(computation, pass: pass, view: view)[0].terms
        let range = 0..<min(terms.count, 40)
        #expect(terms.sum(of: range) == plain(terms, range), "\(pass.target) \(view)")
      }
    }
  }
}
