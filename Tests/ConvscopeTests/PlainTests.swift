import Testing

@Suite("The linear mode of the program")
struct PlainTests {
  @Test func `a pipe gets the stage in sentences`() throws {
    let outcome = try Program.run(["explore"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Input a, 5 rows, 5 columns, padding 1.\nrow 0: 1 2 3 4 5\n"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func `lines are actions`() throws {
    let outcome = try Program.run(["explore"], input: "seek 7.5\nproduct 1\nfrob\n\nquit\n1\nend\n")
    #expect(outcome.output.contains("row 1 column 1: 7 × 5 = 35, sum 117\n"))
    #expect(outcome.output.contains("> product 1\nrow 1 column 2: 8 × 4 = 32, sum 149\n"))
    #expect(outcome.output.contains("> frob\n\"frob\" is no action;"))
    #expect(outcome.output.contains("Window 8 of 25, z[1,2], product 9 of 9.\n"))
    #expect(outcome.output.contains(" scenes.\nLessons, Forward:\n1. The window and the sum."))
    #expect(outcome.status == 0)
  }

  @Test func `the locale C gets ASCII alone`() throws {
    let outcome = try Program.run(["explore"], input: "seek 7.5\n", environment: ["LC_ALL": "C"])
    #expect(outcome.output.isASCII)
    #expect(outcome.output.contains("row 1 column 1: 7 * 5 = 35, sum 117\n"))
  }

  @Test func `a sum of many products is counted to its end`() throws {
    let options = "--input-size 64 --kernel-size 64 --in-channels 512 --out-channels 2048"
    let outcome = try Program.run(
      ["explore"] + options.split(separator: " ").map(String.init), input: "last\n")
    #expect(outcome.output.contains("sum of 2097152 products = "))
  }

  @Test
  func `a sum that nobody can wait for is counted as far as can be, and the prompt comes back`()
    throws
  {
    let outcome = try Program.run(
      ["explore"], input: "set input-size 20000\npass 2\nlast\ntick 1\nfirst\nend\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("still counting, 1 % of 400000000 products"))
    #expect(outcome.output.contains("tick 1 goes on counting; any other line leaves it."))
    #expect(outcome.output.contains("> first\nWeight 1 of 9"))
  }
}
