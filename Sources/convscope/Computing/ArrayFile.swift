import ConvEngine
import Glibc
import Scenes

/// A `.npy` file that is known to hold what its header says; its numbers are not read yet.
struct ArrayFile {
  /// The file as it was named.
  let path: String
  /// What it says of its numbers.
  let header: ArrayHeader
  /// The four axes of the numbers.
  let shape: Shape4

  /// Reads the header of a file.
  ///
  /// - Throws: ``Failure`` where it is no such file, or larger than the memory.
  init(_ path: String, as role: ArrayRole) throws(Failure) {
    self.path = path
    let file = try OpenFile(path)
    do {
      header = try ArrayHeader(
        file.bytes(most: ArrayHeader.mostBytes), fileSize: file.size)
      shape = try role.shape(of: header)
    } catch let error as ArrayError {
      throw Failure(status: 1, "\(path): \(error.reason)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(status: 1, "\(path): \(error)")
    }
    guard header.byteCount <= Memory.bytes else {
      throw Failure(
        status: 1,
        "\(path): \(header.byteCount) bytes of numbers, expected at most the memory's \(Memory.bytes)"
      )
    }
  }

  /// Reads the numbers.
  ///
  /// - Throws: ``Failure`` where the file is no longer what it was.
  /// - Precondition: `Scalar` is the kind of the file's numbers.
  func tensor<Scalar: ArrayScalar>(of _: Scalar.Type) throws(Failure) -> Tensor<Scalar> {
    let file = try OpenFile(path)
    do {
      let found = try ArrayHeader(file.bytes(most: ArrayHeader.mostBytes), fileSize: file.size)
      guard found == header else {
        throw Failure(status: 1, "\(path): it changed while it was read")
      }
      let values = try header.values(of: Scalar.self) { try file.fill($0, from: header.length) }
      return Tensor(shape: shape, values: values)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(status: 1, "\(path): \(error)")
    }
  }
}

/// What the machine has room for.
enum Memory {
  /// The bytes of memory that this program may have at most.
  static let bytes: Int = {
    let pages = max(sysconf(Int32(_SC_PHYS_PAGES)), 1)
    let (physical, overflow) = pages.multipliedReportingOverflow(
      by: max(sysconf(Int32(_SC_PAGESIZE)), 1))
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    return min(overflow ? .max : physical, Int(clamping: limit.rlim_cur))
  }()
}
