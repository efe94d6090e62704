import FolderTesting
import Foundation
import Testing

/// The layout of NIH ChestX-ray14.
@Suite struct NIHTests {
  /// Writes images in two folders, their table and the official lists; three images a patient.
  private func write(to folder: TemporaryFolder, patients: Int) throws {
    var rows = ["Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"]
    var (training, test): ([String], [String]) = ([], [])
    for patient in 0..<patients {
      for image in 0..<3 {
        let name = String(format: "%08d_%03d.png", patient + 1, image)
        let hasSpot = patient % 2 == 1
        let finding = hasSpot ? (patient % 4 == 1 ? "Pneumonia" : "Effusion|Mass") : "No Finding"
        let number = patient * 3 + image
        try folder.write(
          SampleXrays.picture(number, hasSpot: hasSpot), "nih/images_00\(1 + patient % 2)/images/\(name)")
        rows.append("\(name),\(finding),\(image),\(patient + 1),\(30 + patient % 30),F,PA,")
        if patient % 5 == 4 { test.append(name) } else { training.append(name) }
      }
    }
    try folder.write(rows.joined(separator: "\n") + "\n", "nih/Data_Entry_2017_v2020.csv")
    try folder.write(training.joined(separator: "\n"), "nih/train_val_list.txt")
    try folder.write(test.joined(separator: "\n"), "nih/test_list.txt")
  }

  @Test func checkTrainPredict() throws {
    let folder = try TemporaryFolder()
    try write(to: folder, patients: 40)
    let check = try Hilum.run("data", "check", "nih", "--json", in: folder.url)
    #expect(check.code == 0, "\(check.errors)")
    let report = try check.json()
    #expect(report["layout"]?.string == "nih_chestxray14")
    #expect(report["images"]?.number == 120 && report["patients"]?.number == 40)
    #expect(report["classes"] == .array([.string("Normal"), .string("Abnormal")]))

    try folder.write(Example.recipeText, "small.yaml")
    let training = try Hilum.run(
      "train", "--recipe", "small.yaml", "--data", "nih", "--output", "run", "--weights", "none", in: folder.url)
    #expect(training.code == 0, "\(training.errors)")
    let metadata = try JSONValue(folder.text("run/bundle/model.json"))
    #expect(metadata["data"]?["patients"]?["test"]?.number == 8)
    #expect(metadata["population"]?["minimum_age_years"]?.number ?? 0 >= 30)
    #expect(try JSONValue(folder.text("run/metrics.json"))["test"]?["n"]?.number == 24)

    let image = "nih/images_002/images/00000002_000.png"
    let predicting = try Hilum.run("predict", "--model", "run", "--json", image, in: folder.url)
    #expect(predicting.code == 0)
    #expect(try predicting.json()["probabilities"]?.keys == ["Normal", "Abnormal"])
    #expect(try predicting.json()["prediction"]?.string == "Abnormal")
  }
}
