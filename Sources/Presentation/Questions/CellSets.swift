import ConvEngine
import Scenes

extension Examiner {
  /// The cells of a set, or nil where the network has none of it.
  func cells(of set: CellSet) -> Set<Index4>? {
    switch set {
    case .window(let output): linked(with: output, on: \.inputSide)
    case .reached(let input): linked(with: input, on: \.outputSide)
    case .inputs(let weight): linked(with: weight, on: \.inputSide)
    case .weight(let input, let output): weights(between: input, and: output)
    case .unread(let layer): unreadCells(layer)
    case .kept(let stride): kept(stride)
    case .differing(let layer): differingCells(layer)
    case .flat(let id): flatCells(of: id)
    }
  }

  /// The elements of a layer's input or output that one of its elements meets.
  private func linked(with element: Element, on side: KeyPath<Layer, Side>) -> Set<Index4>? {
    guard let taps = taps(of: element), let number = self.side(of: element.tensor)?.layer,
      let layer = layer(number)
    else { return nil }
    let side = layer[keyPath: side]
    return Set(taps.lazy.filter { $0.blank == nil }.map { $0.index(on: side) })
  }

  private func weights(between input: Element, and output: Element) -> Set<Index4>? {
    guard let taps = taps(of: output), let side = side(of: input.tensor)?.side else { return nil }
    return Set(
      taps.lazy.filter { $0.blank == nil && $0.index(on: side) == input.index }.map(\.kernel))
  }

  /// The inputs of the first map that no window reads; every map has the same ones.
  func unreadCells(_ number: Int) -> Set<Index4>? {
    guard let geometry = direct(number) else { return nil }
    let rows = Set(geometry.rows.unreadInputs)
    let columns = Set(geometry.columns.unreadInputs)
    let size = geometry.inputShape.size
    return Set(
      (0..<size.height).flatMap { row in
        (0..<size.width).filter { rows.contains(row) || columns.contains($0) }
          .map { Index4(0, 0, row, $0) }
      })
  }

  /// The outputs of layer 1 whose windows a larger stride visits as well.
  private func kept(_ stride: Int) -> Set<Index4>? {
    guard var layer = layer(1), let geometry = direct(1) else { return nil }
    layer.stride = Size2D(stride)
    guard let coarse = try? layer.geometry(inputShape: geometry.inputShape) else { return nil }
    let fine = geometry.outputShape
    let windows = Set(
      (0..<coarse.outputShape.count).compactMap { place in
        Taps(coarse, of: .output, at: coarse.outputShape.index(at: place)).first?.place
      })
    return Set(
      (0..<fine.count).map { fine.index(at: $0) }.filter { index in
        Taps(geometry, of: .output, at: index).first.map { windows.contains($0.place) } ?? false
      })
  }

  /// The cells of a layer's output that differ between the two operations.
  func differingCells(_ number: Int) -> Set<Index4>? {
    guard let alone = LayerAlone(number, of: computation),
      let other = alone.altered({ $0.operation = $0.operation.other }),
      let output = computation.tensor(TensorID(.output, number)),
      let turned = other.computation.tensor(TensorID(.output, 1)), output.shape == turned.shape
    else { return nil }
    return Set(
      output.values.indices.filter { !Examiner.isSame(output.values[$0], turned.values[$0]) }
        .map { output.shape.index(at: $0) })
  }

  /// The cells of z where σ is flat.
  func flatCells(of id: TensorID) -> Set<Index4>? {
    guard let layer = layer(id.layer), let z = computation.tensor(id) else { return nil }
    return Set(
      z.values.indices.filter { layer.activation.derivative(z.values[$0]) == 0 }
        .map { z.shape.index(at: $0) })
  }
}
