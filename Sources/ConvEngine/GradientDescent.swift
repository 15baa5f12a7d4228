extension Computation {
  /// Returns the network after one step of gradient descent: every kernel and bias less η times its
  /// gradient.
  ///
  /// - Parameter rate: η.
  /// - Returns: The network, or nil where its tensors are too large to be kept.
  /// - Complexity: O(weights).
  public func descended(rate: Double) -> Network? {
    guard isComplete else { return nil }
    var result = network
    for layer in 1...network.layers.count {
      for (role, gradient) in [
        (TensorID.Role.kernel, TensorID.Role.kernelGradient), (.bias, .biasGradient),
      ] {
        let id = TensorID(role, layer)
        guard let old = tensor(id), let slope = tensor(TensorID(gradient, layer)) else { continue }
        var new = old
        for place in new.values.indices { new.values[place] -= rate * slope.values[place] }
        result.leaves[id] = Leaf(new)
      }
    }
    return result
  }
}
