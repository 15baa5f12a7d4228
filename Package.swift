// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "convscope",
  products: [
    .library(name: "ConvEngine", targets: ["ConvEngine"]),
    .executable(name: "convscope", targets: ["convscope"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // The mathematics.
    .target(name: "CConvKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "ConvEngine", dependencies: ["CConvKernels"], swiftSettings: strict),

    // What is shown: documents, state, pictures of it.
    .target(name: "Screen", swiftSettings: strict),
    .target(
      name: "Scenes",
      dependencies: ["ConvEngine", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict,
      plugins: ["EmbedScenes"]),
    .target(
      name: "Presentation",
      dependencies: ["ConvEngine", "Scenes", "Screen"],
      swiftSettings: strict),

    // The scenes, compiled in.
    .plugin(
      name: "EmbedScenes", capability: .buildTool(), dependencies: ["embed-scenes"],
      path: "Sources/EmbedScenes"),
    .executableTarget(name: "embed-scenes", swiftSettings: strict),

    // The terminal.
    .target(name: "CNcurses"),
    .target(
      name: "NcursesTerminal", dependencies: ["CNcurses", "Screen"], swiftSettings: strict),

    // The programs.
    .executableTarget(
      name: "convscope",
      dependencies: [
        "ConvEngine", "Scenes", "Presentation", "Screen", "NcursesTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "conv-bench",
      dependencies: ["CConvKernels", "ConvEngine", "Presentation", "Screen", "Scenes"],
      swiftSettings: strict),

    // The second manual.
    .testTarget(
      name: "ConvEngineTests", dependencies: ["ConvEngine"],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(name: "ScreenTests", dependencies: ["Screen", "CNcurses"], swiftSettings: strict),
    .testTarget(
      name: "ScenesTests",
      dependencies: ["Scenes", "ConvEngine", "Screen", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .testTarget(
      name: "PresentationTests",
      dependencies: ["Presentation", "Screen", "Scenes", "ConvEngine"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "Screen"],
      swiftSettings: strict),
    .testTarget(
      name: "ConvscopeTests", dependencies: ["convscope"], swiftSettings: strict),
  ]
)
