import Datasets
import Foundation

// How long reading a table of NIH ChestX-ray14's size takes: 112,120 lines, and as many (empty) files in twelve folders.
//
//   swift run -c release table-benchmark [ROWS] [TURNS]

let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 112_120
let turns = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 5
let folder = FileManager.default.temporaryDirectory.appending(path: "hilum-tables-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: folder) }

let labels = ["No Finding", "Effusion", "Infiltration|Mass", "Pneumonia", "Atelectasis|Effusion|Pneumothorax"]
var text = "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,\n"
for part in 1...12 {
  try FileManager.default.createDirectory(
    at: folder.appending(path: "images_\(part)/images"), withIntermediateDirectories: true)
}
for row in 0..<rows {
  let name = String(format: "%08d_%03d.png", row / 4 + 1, row % 4)
  text += "\(name),\(labels[row % labels.count]),\(row % 4),\(row / 4 + 1),058Y,M,PA,\n"
  close(open(folder.appending(path: "images_\(row % 12 + 1)/images/\(name)").path, O_CREAT | O_WRONLY, 0o644))
}
try text.write(to: folder.appending(path: "Data_Entry_2017.csv"), atomically: true, encoding: .utf8)

let clock = ContinuousClock()
for _ in 0..<turns {
  let start = clock.now
  let table = try CSVTable(contentsOf: folder.appending(path: "Data_Entry_2017.csv"))
  let parsed = start.duration(to: clock.now)
  let dataset = try Dataset.read(folder)
  let all = start.duration(to: clock.now) - parsed
  print(
    String(
      format: "%d lines: table alone %.2f s; data set of %d images, %d patients with its files %.2f s", table.rows.count,
      parsed / .seconds(1), dataset.samples.count, Set(dataset.samples.map(\.patient)).count, all / .seconds(1)))
}
