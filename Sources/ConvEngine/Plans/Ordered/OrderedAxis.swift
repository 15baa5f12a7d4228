/// Sums along one axis: which places they read, what stands there, and where they go.
struct OrderedAxis {
  /// What each sum reads; the weights are numbered as stored.
  var reach: AxisReach
  /// The source's element of each place from the reach's first one on; -1 reads zero.
  var elements: [Int]
  /// The first target element, and the distance to the next one.
  var target: (first: Int, step: Int)

  /// How many neighbouring places are read, each `reach.step` from the other.
  ///
  /// The source is laid out so that what neighbouring sums read stands side by side.
  var extent: Int { (elements.count + reach.step - 1) / reach.step }

  /// Where the source's place of a tap stands for the first sum: its phase, and the place within.
  func place(of tap: AxisReach.Tap) -> (phase: Int, index: Int) {
    let (index, phase) = (tap.offset - reach.places.first).quotientAndRemainder(
      dividingBy: reach.step)
    return (phase, index)
  }

  /// Returns the element at a place of a phase, or -1 where zero is read.
  func element(phase: Int, index: Int) -> Int {
    let place = index * reach.step + phase
    return place < elements.count ? elements[place] : -1
  }
}

extension AxisGeometry {
  /// The sums of all outputs.
  var orderedOutputs: OrderedAxis {
    var reach = plain.outputReach
    for tap in reach.taps.indices { reach.taps[tap].weight = offset(ofWeight: tap) }
    let places = reach.places
    return OrderedAxis(
      reach: reach,
      elements: (places.first..<places.first + places.count).map { element(at: $0).input ?? -1 },
      target: (0, 1))
  }

  /// The sums of the inputs, without what folds back onto them: one list for each phase of the stride.
  var orderedInputs: [OrderedAxis] {
    (0..<min(stride, input)).map { phase in
      var reach = plain.inputReach(phase: phase)
      for tap in reach.taps.indices {
        reach.taps[tap].weight = offset(ofWeight: reach.taps[tap].weight)
      }
      let places = reach.places
      return OrderedAxis(
        reach: reach,
        elements: (places.first..<places.first + places.count).map {
          $0 >= 0 && $0 < output ? $0 : -1
        },
        target: (phase, stride))
    }
  }

  private var plain: AxisGeometry {
    var result = self
    (result.turned, result.mode) = (false, .zeros)
    return result
  }
}
