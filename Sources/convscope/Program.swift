import ArgumentParser

/// Starts the program, and ends it with the status and the sentence that its errors have.
@main
package enum Program {
  package static func main() {
    do { try run(nil) } catch let failure as Failure {
      end(failure)
    } catch {
      endParsing(error)
    }
  }

  /// Runs the command of some words, or of those that the program was started with.
  ///
  /// - Throws: ``Failure``, or an error of the parser.
  package static func run(_ words: [String]?) throws {
    var command = try Convscope.parseAsRoot(words)
    try command.run()
  }

  private static func end(_ failure: Failure) -> Never {
    StandardError.write("convscope: \(failure.sentence)\n")
    Convscope.exit(withError: ExitCode(failure.status))
  }

  /// Help and the version are no errors; others take several lines and have a status of their own.
  private static func endParsing(_ error: any Error) -> Never {
    let code = Convscope.exitCode(for: error)
    guard code != .success else { Convscope.exit(withError: error) }
    let message = Convscope.message(for: error).split(separator: "\n").joined(separator: " ")
    let sentence = message.isEmpty ? "wrong usage" : message
    let stop = sentence.hasSuffix(".") || sentence.hasSuffix("?") ? "" : ";"
    end(Failure(status: 2, "\(sentence)\(stop) see convscope --help"))
  }
}

/// Why the program ends without having done what it was asked to.
package struct Failure: Error {
  /// 1 for a wrong input, 2 for wrong usage or a terminal that cannot be used.
  package let status: Int32
  /// What is wrong, where, and what would be right.
  package let sentence: String

  init(status: Int32, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }
}
