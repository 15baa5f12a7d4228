import Foundation

let usage = """
  usage: conv-bench [interface | program]
         conv-bench layers [TEXT]
         conv-bench monkey [--keys N] [--seed S]
         conv-bench fuzz-scenes [--count N] [--seed S] [--from NUMBER]
         conv-bench fuzz-scene [--seed S] [--from NUMBER]
         conv-bench fuzz-npy [--count N] [--seed S] [--from NUMBER]
         conv-bench fuzz-npy-file [--seed S] [--from NUMBER]
         conv-bench --serve

  without a word: layers, then interface

  layers     times all passes of the layers of known networks (whose name holds TEXT), on one thread
             and on two, beside what the processor could do at most, which it measures first
  interface  times the pictures of every scene, a large layer, and the reading of the scenes
             and then what the program built beside this one takes on a terminal
  program    the latter only
  monkey     presses N random keys (100000) from a seed (1) on screens of random sizes; ends with 1
             where text is cut off or drawn over other text
  fuzz-scenes decodes N damaged scenes (100000) of a seed (1); ends with 1 where one takes more than
             a second, or memory grows by more than 64 MB
  fuzz-scene prints the damaged scene of a number
  fuzz-npy   reads N damaged .npy files (100000) of a seed (1), by the same rules
  fuzz-npy-file prints the damaged file of a number
  --serve    times layers of the engine: a request in JSON on each line, an answer on each line
  """

/// Ends the program after a word about how it is used.
func endWithUsage() -> Never {
  FileHandle.standardError.write(Data((usage + "\n").utf8))
  exit(2)
}

/// Returns the numbers that follow options, by the option's name.
func options(_ arguments: ArraySlice<String>, known: [String]) -> [String: UInt32] {
  var values: [String: UInt32] = [:]
  var rest = arguments
  while let name = rest.popFirst() {
    guard known.contains(name), let value = rest.popFirst().flatMap({ UInt32($0) }) else {
      endWithUsage()
    }
    values[name] = value
  }
  return values
}

/// Prints what the built program takes, or that there is none.
func reportProgram() {
  guard let figures = ProgramFigures() else {
    print("no convscope beside conv-bench: swift build -c release makes both")
    return
  }
  figures.report()
}

/// Prints what the interface takes, and the program.
func reportInterface() {
  InterfaceFigures().report()
  reportProgram()
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case nil:
  LayerTable().report()
  print("")
  reportInterface()
case "layers":
  guard arguments.count < 3 else { endWithUsage() }
  LayerTable(nameHolds: arguments.dropFirst().first).report()
case "interface":
  guard arguments.count < 2 else { endWithUsage() }
  reportInterface()
case "program":
  guard arguments.count < 2 else { endWithUsage() }
  print(Timings.heading)
  reportProgram()
case "monkey":
  let options = options(arguments[1...], known: ["--keys", "--seed"])
  let run = MonkeyRun(seed: UInt64(options["--seed", default: 1]))
  exit(run.press(keys: Int(options["--keys", default: 100_000])) ? 0 : 1)
case "fuzz-scenes", "fuzz-scene":
  let options = options(arguments[1...], known: ["--count", "--seed", "--from"])
  let fuzz = SceneFuzz(
    seed: UInt64(options["--seed", default: 1]), first: Int(options["--from", default: 0]))
  if arguments[0] == "fuzz-scene" {
    fuzz.show()
  } else {
    exit(fuzz.run(count: Int(options["--count", default: 100_000])) ? 0 : 1)
  }
case "fuzz-npy", "fuzz-npy-file":
  let options = options(arguments[1...], known: ["--count", "--seed", "--from"])
  let fuzz = ArrayFuzz(
    seed: UInt64(options["--seed", default: 1]), first: Int(options["--from", default: 0]))
  if arguments[0] == "fuzz-npy-file" {
    fuzz.show()
  } else {
    exit(fuzz.run(count: Int(options["--count", default: 100_000])) ? 0 : 1)
  }
case "--serve":
  guard arguments.count < 2 else { endWithUsage() }
  var serving = Serving()
  serving.run()
default:
  endWithUsage()
}
