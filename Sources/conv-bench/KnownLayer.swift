import ConvEngine

/// A layer that is timed, of a network that people know.
struct KnownLayer {
  let name: String
  let layer: Layer
  let inputShape: Shape4

  /// A square kernel and a square input, one batch element.
  private init(
    _ name: String, channels: Int, size: Int, outputChannels: Int, kernel: Int, stride: Int = 1,
    padding: Int = 0, dilation: Int = 1, groups: Int = 1
  ) {
    var layer = Layer(
      inputChannels: channels, outputChannels: outputChannels, kernelSize: Size2D(kernel))
    layer.stride = Size2D(stride)
    layer.padding = .all(padding)
    layer.dilation = Size2D(dilation)
    layer.groups = groups
    (self.name, self.layer) = (name, layer)
    inputShape = Shape4(1, channels, size, size)
  }

  /// Layers of every kind: dense, strided, dilated, depthwise, grouped, of images, and tiny ones.
  static let all = [
    KnownLayer(
      "resnet50 7x7/2 3>64 @224", channels: 3, size: 224, outputChannels: 64, kernel: 7, stride: 2,
      padding: 3),
    KnownLayer(
      "resnet50 3x3 64 @56", channels: 64, size: 56, outputChannels: 64, kernel: 3, padding: 1),
    KnownLayer("resnet50 1x1 256>64 @56", channels: 256, size: 56, outputChannels: 64, kernel: 1),
    KnownLayer(
      "resnet50 3x3/2 128 @56", channels: 128, size: 56, outputChannels: 128, kernel: 3, stride: 2,
      padding: 1),
    KnownLayer(
      "resnet50 3x3 256 @14", channels: 256, size: 14, outputChannels: 256, kernel: 3, padding: 1),
    KnownLayer(
      "resnet50 1x1 1024>256 @14", channels: 1024, size: 14, outputChannels: 256, kernel: 1),
    KnownLayer(
      "resnet50 3x3 512 @7", channels: 512, size: 7, outputChannels: 512, kernel: 3, padding: 1),
    KnownLayer(
      "vgg16 3x3 64 @224", channels: 64, size: 224, outputChannels: 64, kernel: 3, padding: 1),
    KnownLayer(
      "mobilenet dw3x3 128 @56", channels: 128, size: 56, outputChannels: 128, kernel: 3,
      padding: 1, groups: 128),
    KnownLayer(
      "mobilenet dw3x3/2 64 @112", channels: 64, size: 112, outputChannels: 64, kernel: 3,
      stride: 2, padding: 1, groups: 64),
    KnownLayer(
      "deeplab 3x3 d2 256 @33", channels: 256, size: 33, outputChannels: 256, kernel: 3,
      padding: 2, dilation: 2),
    KnownLayer(
      "resnext 3x3 g32 128 @56", channels: 128, size: 56, outputChannels: 128, kernel: 3,
      padding: 1, groups: 32),
    KnownLayer(
      "inception 5x5 16>32 @28", channels: 16, size: 28, outputChannels: 32, kernel: 5, padding: 2),
    KnownLayer(
      "image 3x3 @2048", channels: 1, size: 2048, outputChannels: 1, kernel: 3, padding: 1),
    KnownLayer(
      "image 7x7 @2048", channels: 1, size: 2048, outputChannels: 1, kernel: 7, padding: 3),
    KnownLayer("tiny 5x5 k3", channels: 1, size: 5, outputChannels: 1, kernel: 3),
    KnownLayer("tiny 3>4 8x8 k3", channels: 3, size: 8, outputChannels: 4, kernel: 3, padding: 1),
  ]
}
