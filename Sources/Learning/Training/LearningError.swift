public import Datasets
public import Inference
public import Metrics

/// What can keep a training from its end.
///
/// The sentences stand in `LearningError+Description.swift`.
public enum LearningError: Error, Sendable, Equatable {
  /// A part of the data set has no readable image.
  case nothingReadable(Split)
  /// A loss is infinite or not a number: that of a batch, counted from 1, or on validation data.
  case lossIsNotFinite(epoch: Int, batch: Int?, value: Double)
  /// Training was stopped by ``Interruption``; its state is saved.
  case interrupted
  /// Another rank of the training is gone or does not answer; `reason` says how that was noticed.
  case rankLost(reason: String)
  /// A rank has other things to train with than the first.
  case ranksDiffer(rank: Int, in: [String])
  /// float16 was asked for on the processor.
  case precisionNeedsCUDA
  /// The recipe's outputs can't decide the data's task.
  case outputsDoNotFit(ClassificationTask, outputs: HeadSection.Outputs)
  /// A model and the data that it is measured on, or two models, decide different things.
  case tasksDiffer(model: ClassificationTask, data: ClassificationTask)
  /// LibTorch can't use a device; `reason` is its own.
  case noSuchDevice(String, reason: String)
  /// There is nothing to resume in the folder.
  case nothingToResume(String)
  /// A checkpoint is of another training.
  case resumeDiffers([String])
  /// A checkpoint breaks its format.
  case malformedCheckpoint(file: String, reason: String)
  /// A network has no attention that could be shown.
  case noAttention(String)
  /// A method of explaining takes no gradients.
  case noGradients(ExplanationMethod)
  /// The recipe names pretrained weights that are not those of a backbone in the catalogue.
  case noPretrainedWeights(architecture: String, name: String)
  /// The model that a training shall go on from has another network than the recipe's.
  case otherArchitecture(bundle: String, model: String, recipe: String)
  /// The model that a training shall go on from is an ensemble.
  case ensembleAsStart(String)
  /// A bundle's network is none that this program knows.
  case unknownArchitecture(String)
  /// A state dict was asked for of a model that is an ensemble.
  case ensembleAsWeights(String)
  /// A bundle's network is known by its graph alone.
  case graphAlone
  /// The run's folder has something in it already.
  case outputExists(String)
  /// A folder is not that of a finished run.
  case notAFinishedRun(String)
  /// A cross-validation has not come to its end.
  case crossValidationUnfinished(String)
  /// A fold of a cross-validation, counted from 1, has no model.
  case foldMissing(String, fold: Int, folds: Int)
  /// A run has measured no test images.
  case noTestPredictions(run: String)
  /// Two runs were measured on other test images; `examples` are the first few of the `count` that differ.
  case testSetsDiffer(first: String, second: String, examples: [String], count: Int)
  /// The model has no such class.
  case noSuchClass(String, classes: [String])
  /// Expected gradients were asked for without pictures to start from.
  case referencesNeeded
  /// A bundle has no graph, and LibTorch, which could make one, is absent.
  case graphNeedsLibTorch(bundle: String)
  /// LibTorch was asked for other arithmetic than f32 or, on a graphics processor, bf16.
  case torchIsExact(Precision)
  /// An ensemble has no record of its own of how precisions agree.
  case agreementOfEnsemble
  /// The recipe asks for a preprocessing whose output has no fixed size.
  case inputSizeUnknown
}
