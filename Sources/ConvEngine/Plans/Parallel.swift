import CConvKernels
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
  inParallel([count], threads: threads) { _, piece, _ in body(piece) }
}

/// Does stages of numbered pieces of work, each stage after all pieces of the one before.
///
/// Threads claim pieces one by one, since the others start some time after the caller's: who comes
/// late does less. Nobody waits for a piece that no thread has begun, so that it does not matter
/// how many threads there are indeed.
///
/// - Parameters:
///   - stages: How many pieces each stage has.
///   - threads: How many may be done at once.
///   - body: Does the piece of a number in a stage; `worker` is less than `threads`, and no two pieces
///     have the same at the same time.
func inParallel(
  _ stages: [Int], threads: Int, _ body: (_ stage: Int, _ piece: Int, _ worker: Int) -> Void
) {
  let workers = min(threads, stages.max() ?? 0)
  guard workers > 1 else {
    for (stage, count) in stages.enumerated() {
      for piece in 0..<count { body(stage, piece, 0) }
    }
    return
  }
  withUnsafeTemporaryAllocation(of: conv_stage.self, capacity: stages.count) { claims in
    claims.initialize(repeating: conv_stage())
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let (body, claims) = (body, claims)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        work(stages, claims, worker, body)
      }
    }
  }
}

private func work(
  _ stages: [Int], _ claims: UnsafeMutableBufferPointer<conv_stage>, _ worker: Int,
  _ body: (_ stage: Int, _ piece: Int, _ worker: Int) -> Void
) {
  guard let claims = claims.baseAddress else { return }
  for (stage, count) in stages.enumerated() {
    var done = 0
    while true {
      let piece = conv_stage_claim(claims + stage)
      if piece >= count { break }
      body(stage, piece, worker)
      done += 1
    }
    conv_stage_finish(claims + stage, done)
    // The last stage is waited for by who started the threads.
    if stage < stages.count - 1 { conv_stage_wait(claims + stage, count) }
  }
}
