import FolderTesting
import Foundation
import Testing

/// The header is C and C++, and the example, linked against the library that the build puts beside the tests, reads.
@Suite struct ExampleTests {
  private let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/CHilum")
  private let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

  /// Runs a command; its status, and what it wrote on stdout and stderr.
  private func run(_ line: String, in folder: TemporaryFolder) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "(\(line)) > output 2>&1"]
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging([
      "header": sources.appending(path: "include").path, "example": sources.appending(path: "example.c").path,
      "library": products.appending(path: "libHilumLibrary.so").path, "products": products.path,
      "bundle": CLibrary.bundle, "picture": CLibrary.picture, "HILUM_CACHE": folder.url.path,
      "HILUM_LUNGS": "/nowhere.safetensors",
    ]) { $1 }
    try process.run()
    process.waitUntilExit()
    let output = try String(contentsOf: folder.url.appending(path: "output"), encoding: .utf8)
    return (process.terminationStatus, output)
  }

  /// Compiles a program in C that stands at `source`, with no warning.
  private func compile(_ source: String, in folder: TemporaryFolder) throws {
    let compiled = try run(
      """
      cc -std=c11 -pedantic -Wall -Wextra -Werror -I "$header" "\(source)" "$library" -o program \
        -Wl,-rpath,"$products"
      """, in: folder)
    try #require(compiled.status == 0, "\(compiled.output)")
  }

  @Test func theExampleReads() throws {
    let folder = try TemporaryFolder()
    try compile(sources.appending(path: "example.c").path, in: folder)
    let good = try run(#"./program "$bundle" "$picture""#, in: folder)
    #expect(good.status == 0 && good.output.contains(#""prediction":"NORMAL""#), "\(good.output)")
    let mixed = try run(#"./program "$bundle" /nowhere.png "$picture""#, in: folder)
    #expect(mixed.status == 1 && mixed.output.contains(#""code":"unreadable_file""#), "\(mixed.output)")
    let none = try run(#"./program /nowhere "$picture""#, in: folder)
    #expect(none.status == 2 && none.output.contains("(not_found)"), "\(none.output)")
  }

  @Test func aProcessThatWasForkedIsRefused() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      """
      #define _POSIX_C_SOURCE 200809L
      #include "hilum.h"
      #include <sys/wait.h>
      #include <unistd.h>
      int main(int count, char **arguments) {
        hilum_model *model = NULL;
        if (count < 2 || hilum_load(arguments[1], NULL, &model)) return 100;
        pid_t child = fork();
        if (child == 0) _exit((int)hilum_predict(model, NULL, 0, NULL, NULL, &(hilum_results *){NULL}));
        int status = 0;
        waitpid(child, &status, 0);
        hilum_model_release(model);
        return WEXITSTATUS(status);
      }
      """, "fork.c")
    try compile(source.path, in: folder)
    #expect(try run(#"./program "$bundle""#, in: folder).status == 6)
  }

  @Test func theHeaderIsCxx() throws {
    let folder = try TemporaryFolder()
    let compiled = try run(
      #"c++ -std=c++17 -pedantic -Wall -Wextra -Werror -x c++ -fsyntax-only -I "$header" "$example""#, in: folder)
    #expect(compiled.status == 0, "\(compiled.output)")
  }
}
