/// A mistake that people make: each is the engine on an altered layer.
package enum Mistake: String, Hashable, Sendable, CaseIterable {
  case turned
  case transposed
  case rowsFlipped
  case columnsFlipped
  case strideForgotten
  case dilationForgotten
  case dilationFromZero
  case paddingForgotten
  case paddingOnce
  case biasForgotten
  case biasPerProduct
  case biasPerChannel
  case biasUntied
  case biasTied
  case roundedUp
  case oneLess
  case oneMore
  case axesExchanged
  case activationForgotten
  case slopeForgotten
  case slopeOfOtherZ
  case meanForSum
  case sumForMean
  case signReversed
  case channelSwapForgotten
  case oneKernelForAll
  case oneChannelOnly
  case paddingCounted
}
