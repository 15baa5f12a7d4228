/// The characters that screens can show, as the module `Screen` lists them.
let isShowable: @Sendable (Unicode.Scalar) -> Bool = { scalar in
  (scalar.value >= 0x20 && scalar.value < 0x7F) || beyondASCII.contains(scalar)
}

private let beyondASCII = Set(
  "ωσδΣ∂η′·×⋆∗⊙∘≈≠≤≥⌊⌋▸◂✓✗−←→↑↓↕↔⇄─│…½°¹²³⁴⁵⁶⁷⁸⁹ᵀ█±“”’".unicodeScalars)
