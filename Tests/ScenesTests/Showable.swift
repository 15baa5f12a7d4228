import Screen

/// The characters that screens can show.
let isShowable: @Sendable (Unicode.Scalar) -> Bool = { Symbols.canShow(String($0)) }
