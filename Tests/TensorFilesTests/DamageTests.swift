import FoundationEssentials
import TensorFiles
import Testing

/// Damaged files give tensors or a `TensorFileError`, but never a trap.
@Suite struct DamageTests {
  private static let files = [
    "every_dtype.safetensors", "metadata.safetensors", "every_dtype.pth", "every_dtype_legacy.pth", "strided.pth",
    "strided_legacy.pth", "module.pth", "module_protocol4.pth", "wrapped.pth", "wrapped_legacy.pth", "zip64.pth",
    "zip_descriptors.pth",
  ]

  private func read(_ bytes: Data, _ name: String) throws(TensorFileError) -> [String: StoredTensor] {
    name.hasSuffix("pth") ? try TorchFile.tensors(bytes, file: name) : try Safetensors(bytes, file: name).tensors
  }

  @Test(arguments: files) func cutOffAnywhere(name: String) throws {
    let bytes = try Golden.bytes(name)
    for count in 0..<bytes.count {
      #expect(throws: TensorFileError.self, "cut at \(count)") { try read(bytes.prefix(count), name) }
    }
  }

  @Test(arguments: files) func flippedBits(name: String) throws {
    let bytes = try Golden.bytes(name)
    var generator = SeededGenerator(seed: 20_260_101)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let offset = Int.random(in: 0..<bytes.count, using: &generator)
        damaged[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      do throws(TensorFileError) {
        let tensors = try read(damaged, name)
        #expect(tensors.values.allSatisfy { $0.floats().count == $0.count })
      } catch {
        #expect(!error.description.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test(arguments: files) func overwrittenWithExtremes(name: String) throws {
    let bytes = try Golden.bytes(name)
    for offset in stride(from: 0, to: bytes.count, by: 2) {
      for value in [0x7F, 0xFF] as [UInt8] {
        var damaged = bytes
        for index in offset..<min(offset + 4, bytes.count) { damaged[index] = value }
        do throws(TensorFileError) {
          #expect(try read(damaged, name).values.allSatisfy { $0.floats().count == $0.count })
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
  }
}
