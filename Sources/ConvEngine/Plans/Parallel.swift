import Dispatch

/// Does numbered pieces of work, on several threads where that is asked for.
///
/// Pieces must not depend on each other: each writes its own part of the result, so that the result
/// is the same on any number of threads. One thread is the caller's, and starts nothing.
///
/// - Parameters:
///   - count: How many pieces there are.
///   - threads: How many may be done at once.
///   - body: Does the piece of a number.
func inParallel(_ count: Int, threads: Int, _ body: (Int) -> Void) {
  if threads < 2 || count < 2 {
    for piece in 0..<count { body(piece) }
  } else {
    let workers = min(threads, count)
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for piece in count * worker / workers..<count * (worker + 1) / workers { body(piece) }
      }
    }
  }
}
