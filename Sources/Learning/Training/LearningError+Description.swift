import Datasets
import Inference
import Metrics

extension LearningError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .nothingReadable(let split):
      "no image of the \(split.rawValue) part can be read"
    case .lossIsNotFinite(let epoch, let batch, let value):
      "the loss \(batch.map { "of batch \($0)" } ?? "on validation data") in epoch \(epoch) is \(value): a lower "
        + "learning rate (--set optimizer.lr=…) or gradient clipping (--set clip_norm=1) may help; the last good "
        + "checkpoint is kept"
    case .interrupted:
      "interrupted; --resume goes on from here"
    case .rankLost(let reason):
      "another rank of the training is gone (\(reason)); the last checkpoint is kept, and --resume goes on from it with "
        + "as many ranks as there are then"
    case .ranksDiffer(let rank, let differences):
      "rank \(rank) does not have the same \(differences.joined(separator: " and ")) as rank 0"
    case .precisionNeedsCUDA:
      "precision fp16 is for graphics processors; use bf16 or f32 on the processor"
    case .outputsDoNotFit(let task, let outputs):
      "outputs: \(outputs.rawValue) can't decide a \(task.rawValue) task: several classes of which one is true need outputs: "
        + "softmax, findings of which several may be there need outputs: sigmoid"
    case .tasksDiffer(let model, let data):
      "the model's task is \(model.rawValue), that of what it is held against \(data.rawValue); they can't be compared"
    case .noSuchDevice(let name, let reason):
      "there is no device '\(name)' that LibTorch can use: \(reason)"
    case .nothingToResume(let name):
      "the folder \(name) has no checkpoint to resume from; leave --resume out to begin"
    case .resumeDiffers(let differences):
      "the checkpoint is of another training: \(differences.joined(separator: "; "))"
    case .malformedCheckpoint(let file, let reason):
      "the checkpoint \(file) can't be read: \(reason)"
    case .noPretrainedWeights(let architecture, let name):
      "there are no pretrained weights '\(name)' for \(architecture); give a file with --weights, or --weights none"
    case .otherArchitecture(let bundle, let model, let recipe):
      "\(bundle) is a \(model), the recipe's network a \(recipe); --set model.architecture=\(model), or a recipe for it, "
        + "goes on from it"
    case .ensembleAsStart(let bundle):
      "\(bundle) is an ensemble, whose members read together; a training goes on from one of them, in its folder members"
    case .unknownArchitecture(let name):
      "the model's network is '\(name)', which this version of Hilum does not know"
    case .ensembleAsWeights(let bundle):
      "\(bundle) is an ensemble, whose members have weights of their own; they are in its folder members"
    case .graphAlone:
      "the model was imported as an ONNX graph: it can be run, measured and calibrated, but has no layers here that could be "
        + "trained, differentiated or written as weights"
    case .outputExists(let name):
      "the folder \(name) is there already and not empty; choose another --output"
    case .notAFinishedRun(let name):
      "\(name) is not the folder of a finished run: it needs bundle/ and predictions.csv"
    case .crossValidationUnfinished(let name):
      "the cross-validation in \(name) has not come to its end; `hilum cross-validate --resume` goes on with it"
    case .foldMissing(let name, let fold, let folds):
      "the model of fold \(fold) of \(folds) is missing in \(name); all of them read together"
    case .noTestPredictions(let run):
      "\(run) was not measured on a test part, so there is nothing to compare"
    case .testSetsDiffer(let first, let second, let examples, let count):
      "\(first) and \(second) were not tested on the same images and can't be compared: \(count) differ, such as "
        + examples.joined(separator: ", ")
    case .noSuchClass(let name, let classes):
      "the model has no class '\(name)'; it tells \(classes.joined(separator: ", ")) apart"
    case .noGradients(let method):
      "\(method.rawValue) takes no gradients"
    case .noAttention(let network):
      "\(network) has no attention to show; --method grad-cam says where it looked"
    case .referencesNeeded:
      "expected gradients start from other X-rays; give a folder of them with --references"
    case .graphNeedsLibTorch(let bundle):
      "\(bundle) has no model.onnx, and LibTorch, which would make it, is not there; run `hilum export --onnx` where it is"
    case .torchIsExact(let precision):
      "the engine torch does not compute in \(precision.rawValue) here: f32 goes everywhere, bf16 on graphics processors"
    case .agreementOfEnsemble:
      "an ensemble goes by its members' records: measure each of them before they are joined"
    case .inputSizeUnknown:
      "the recipe's input steps give pictures of no fixed size; end them with resize, center_crop or letterbox"
    }
  }
}
