import Foundation
import PackagePlugin

/// Compiles every file of the package's `Scenes` folder into the target.
///
/// The tool looks at the folder in every build. The folder's files are no inputs of the command, because
/// SwiftPM keeps a list of inputs until a manifest changes, and stops where one of them was removed.
/// Instead the tool renews its one input, a stamp, so that the command is never up to date; the Swift
/// file is written only where it differs.
@main
struct EmbedScenes: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Scenes")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedScenes.swift")
    let stamp = context.pluginWorkDirectoryURL.appending(path: "stamp")
    try Data("planned".utf8).write(to: stamp)
    return [
      .buildCommand(
        displayName: "Embed the scenes",
        executable: try context.tool(named: "embed-scenes").url,
        arguments: [folder, output, stamp].map { $0.path(percentEncoded: false) },
        inputFiles: [stamp],
        outputFiles: [output])
    ]
  }
}
