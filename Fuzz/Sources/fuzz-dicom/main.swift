import Fuzzing
import Radiograph

fuzz { bytes in
  let file = try DICOMFile(bytes: bytes, limits: DecodingLimits(minimumSide: 1))
  _ = QualityFinding.findings(in: file.acquisition, population: TrainingPopulation(minimumAgeYears: 1))
  for frame in 0..<min(file.frameCount, 3) { _ = try file.radiograph(frame: frame) }
}
