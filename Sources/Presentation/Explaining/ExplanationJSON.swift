extension Explanation {
  /// Writes the explanation as one line of JSON, part by part, however many terms there are.
  ///
  /// Numbers are as short as they read back to the same ones; JSON has none for NaN and the infinities,
  /// which are the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
  package func writeJSON(to sink: (String) throws -> Void) rethrows {
    try sink("{\"pass\":\"\(pass.rawValue)\",\"at\":\(Self.list(at)),\"terms\":[")
    var sum = Scalar(0)
    for (position, term) in enumerated() {
      try sink((position == 0 ? "" : ",") + json(term))
      sum += term.product
    }
    try sink("],\"bias\":\(Self.json(bias)),\"value\":\(Self.json(sum + bias))}\n")
  }

  private func json(_ term: Term) -> String {
    var text = "{"
    for case (let name, let index?) in zip(pass.operands, [term.left, term.right]) {
      text += "\"\(name)\":\(Self.list(index.parts)),"
    }
    text += "\"left\":\(Self.json(term.leftValue)),\"right\":\(Self.json(term.rightValue))"
    text += ",\"product\":\(Self.json(term.product)),\"padding\":\(term.isPadding)"
    return text + (term.isFolded ? ",\"folded\":true}" : "}")
  }

  private static func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ","))]"
  }

  private static func json(_ number: Scalar) -> String {
    if number.isNaN { return "\"NaN\"" }
    if number.isInfinite { return number < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
    return text(number)
  }

  /// A number without the fraction that whole ones do not have, and without the sign of a zero.
  static func text(_ number: Scalar) -> String {
    if number == 0 { return "0" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
