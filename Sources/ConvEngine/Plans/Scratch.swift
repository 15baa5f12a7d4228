/// Memory that a plan keeps from run to run, on a cache line's border.
final class Scratch<Scalar> {
  /// The first element.
  let start: UnsafeMutablePointer<Scalar>
  /// How many elements there are.
  let count: Int

  /// Allocates elements, all zero.
  init(count: Int) where Scalar: BinaryFloatingPoint {
    let bytes = max(count, 1) * MemoryLayout<Scalar>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    start = raw.bindMemory(to: Scalar.self, capacity: max(count, 1))
    start.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
