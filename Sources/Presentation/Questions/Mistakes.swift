import ConvEngine
import Scenes

/// What a mistake comes to, and the sum that it is where it is one.
struct MistakenNumber {
  var mistake: Mistake
  var value: Double
  /// The products of the mistaken sum.
  var terms: [Term] = []
  /// What was added after them.
  var addend: Double?
}

/// The mistakes that a question can be answered with: each is the engine on an altered layer.
struct Mistakes {
  let examiner: Examiner
  /// The mistakes that are looked for, or nil for all that usually apply.
  let asked: [Mistake]?

  init(_ examiner: Examiner, asked: [Mistake]? = nil) {
    self.examiner = examiner
    self.asked = asked
  }

  var computation: Computation { examiner.computation }

  /// What the mistakes give for a quantity, without those that the network leaves no room for.
  func numbers(for quantity: Quantity) -> [MistakenNumber] {
    switch quantity {
    case .element(let element): numbers(for: element)
    case .share(let source, let target): numbers(forShare: source, target)
    default: plain(quantity)
    }
  }

  func look(for usual: [Mistake]) -> [Mistake] { asked ?? usual }

  // MARK: Elements

  private func numbers(for element: Element) -> [MistakenNumber] {
    guard let pass = examiner.pass(element.tensor) else { return [] }
    switch pass.rule {
    case .contraction(_, let side, _):
      return look(for: pass.isForward ? Self.forward : Self.backward).compactMap {
        contraction($0, element, pass, side)
      }
    case .derivative(let activation):
      return look(for: Self.slopes).compactMap { slope($0, element, pass, activation) }
    case .lossGradient(let loss):
      return look(for: Self.losses).compactMap { gradient($0, element, pass, loss) }
    case .function:
      return look(for: [.activationForgotten]).compactMap { function($0, element, pass) }
    case .sum, .loss: return look(for: [.meanForSum]).compactMap { mean($0, element, pass) }
    case .update: return look(for: [.signReversed]).compactMap { update($0, element, pass) }
    }
  }

  private static let forward: [Mistake] = [
    .turned, .transposed, .rowsFlipped, .columnsFlipped, .strideForgotten, .dilationForgotten,
    .dilationFromZero, .paddingForgotten, .biasForgotten, .biasPerChannel, .biasPerProduct,
    .oneKernelForAll, .oneChannelOnly, .axesExchanged,
  ]
  private static let backward: [Mistake] = [
    .turned, .transposed, .strideForgotten, .dilationForgotten, .channelSwapForgotten,
    .axesExchanged,
  ]
  private static let slopes: [Mistake] = [.slopeForgotten, .slopeOfOtherZ, .signReversed]
  private static let losses: [Mistake] = [.signReversed, .meanForSum, .sumForMean]
}
