package import ConvEngine

extension ArrayHeader {
  /// Returns the numbers that follow the header, rows first.
  ///
  /// - Parameters:
  ///   - _: The kind of number.
  ///   - fill: Fills a buffer of ``byteCount`` bytes with what follows the header.
  /// - Returns: The numbers in row-major order.
  /// - Precondition: `Scalar` is of the header's kind.
  /// - Complexity: O(numbers); columns-first ones are held twice meanwhile.
  package func values<Scalar: ArrayScalar>(
    of _: Scalar.Type, fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows -> [Scalar] {
    precondition(Scalar.kind == kind, "Numbers of one kind are read as another.")
    var values = [Scalar](repeating: 0, count: count)
    try values.withUnsafeMutableBytes { try fill($0) }
    if isBigEndian != Machine.isBigEndian {
      for place in values.indices { values[place] = values[place].byteSwapped }
    }
    return isFortranOrder && shape.count > 1 ? rowsFirst(values) : values
  }

  /// Puts numbers whose first index changes fastest in row-major order.
  private func rowsFirst<Scalar: ArrayScalar>(_ values: [Scalar]) -> [Scalar] {
    var steps = [1]
    for extent in shape.dropLast() { steps.append(steps[steps.count - 1] * extent) }
    var index = Array(repeating: 0, count: shape.count)
    var source = 0
    return values.indices.map { _ in
      let value = values[source]
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        source += steps[axis]
        if index[axis] < shape[axis] { break }
        source -= steps[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
      return value
    }
  }
}

extension Tensor<Double> {
  /// Reads a `.npy` file of either kind of number; float32 are widened, which changes none.
  ///
  /// - Parameters:
  ///   - file: The bytes of the whole file.
  ///   - role: What its numbers are, which says how many axes it may have.
  /// - Throws: ``ArrayError`` where it is no such file.
  package init(file: [UInt8], as role: ArrayRole) throws(ArrayError) {
    let header = try ArrayHeader(file, fileSize: file.count)
    let shape = try role.shape(of: header)
    switch header.kind {
    case .float32:
      self.init(shape: shape, values: header.values(of: Float.self, in: file).map(Double.init))
    case .float64: self.init(shape: shape, values: header.values(of: Double.self, in: file))
    }
  }
}

extension ArrayHeader {
  /// Returns the numbers of a file that is in memory, rows first.
  ///
  /// - Precondition: `Scalar` is of the header's kind, and the file is the header's.
  package func values<Scalar: ArrayScalar>(of _: Scalar.Type, in file: [UInt8]) -> [Scalar] {
    values(of: Scalar.self) { $0.copyBytes(from: file[length..<length + byteCount]) }
  }
}
