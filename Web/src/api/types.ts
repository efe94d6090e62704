// The answers of the server, as they stand in its OpenAPI description. Absent figures are null.

/** What a server has beside this page. */
export interface Features {
  /** Models that read pictures; a training's own page has none. */
  models: boolean;
  /** A record of past readings, and room for opinions. */
  audit: boolean;
  /** Trainings to look at. */
  runs: boolean;
  /** A node of the hospital's archive, which objects come to. */
  archive: boolean;
  /** A list of the ways in which it explains readings. */
  explain: boolean;
}

export interface Decision {
  positive: boolean;
  threshold: number;
  margin: number;
}

export interface ModelName {
  name: string;
  version: number | string;
}

/** Where the lungs are; boxes and corners are shares of the picture's width and height. */
export interface Lungs {
  found: boolean;
  boxes: [number, number, number, number][];
  share_of_picture: number;
  symmetry: number;
  heat_in_lungs: number | null;
  note: string | null;
  outline?: { size: number[]; counts: number[]; polygons: [number, number][][] };
}

/** A reading in plain sentences. */
export interface ReportText {
  findings: string[];
  impression: string[];
}

/** What a model of more than two classes, or of findings, decides; models of two classes do not say. */
export const tasks = ["multi-class", "multi-label"] as const;
export type Task = (typeof tasks)[number];

/** What a reading says of one class or finding by itself. */
export interface Finding {
  name: string;
  probability: number;
  decision: boolean;
  threshold: number;
}

/** The same with the probability's 95 % interval; null where it is not known. */
export interface ReadFinding extends Finding {
  interval: Interval | null;
}

/** A reading of one X-ray. */
export interface Reading {
  prediction: string;
  confidence: number;
  probabilities: Record<string, number>;
  decision: Decision;
  task?: Task;
  /** Every class or finding, in the model's order; there where there is a task. */
  findings?: ReadFinding[];
  in_distribution: boolean | null;
  quality: string[];
  model: ModelName;
  lungs?: Lungs | null;
  report?: ReportText;
  heatmap: string | null;
  milliseconds: number;
  request_id?: string;
}

export type Interval = [number, number];

/** The figures of `hilum evaluate --json`. */
export interface Metrics {
  n?: number;
  threshold?: number;
  confusion_matrix?: number[][];
  confidence_intervals?: Record<string, Interval>;
  [figure: string]: unknown;
}

/** The figures of one class against the rest, or of one finding where its truth is known. */
export interface ClassMetrics extends Metrics {
  positives?: number;
  unknown?: number;
}

/** The figures of several classes or findings. */
export interface SeveralMetrics extends Metrics {
  task: Task;
  classes: string[];
  per_class: Record<string, ClassMetrics>;
  /** Whether anything is found. */
  screening?: Metrics | null;
}

export interface OperatingPoint {
  threshold: number;
  criterion?: string;
  chosen_on?: string;
  n?: number;
  positives?: number;
  sensitivity?: number;
  specificity?: number;
}

/** The same figures on whole pictures, with the lungs hidden, and with nothing but the lungs. */
export interface Evidence {
  whole: Metrics;
  lungs_hidden: Metrics;
  lungs_only: Metrics;
  without_lungs: number;
  meaning: string;
}

/** Figures on X-rays that were all changed in one way, or the means of several such figures. */
export interface StressFigures {
  n: number;
  auroc: number | null;
  balanced_accuracy: number | null;
  ece: number | null;
  confidence_intervals?: { balanced_accuracy?: [number, number] | null };
}

export interface StressKind extends StressFigures {
  kind: string;
  name: string;
  /** Whether training X-rays were varied in this way; absent or null where that is not known. */
  seen?: boolean | null;
}

/** What the model is worth on X-rays that are changed as other films differ. */
export interface Stress {
  battery: string;
  threshold: number;
  clean: StressFigures;
  mean: StressFigures;
  mean_seen?: StressFigures | null;
  mean_held_out?: StressFigures | null;
  worst: StressKind | null;
  kinds: StressKind[];
}

/** One precision held against f32 on some X-rays. */
export interface Agreement {
  n: number;
  largest_shift: number;
  shift_999: number;
  decisions: number;
  changed: number;
  changed_beyond: number;
  auroc_f32?: number | null;
  auroc?: number | null;
  heatmap_correlation?: { n: number; mean: number; least: number } | null;
}

/** How far the model says the same in faster arithmetic as in f32. */
export interface AgreementRecord {
  date: string;
  data: string;
  processor: string;
  precisions: Record<string, { keeps_word: boolean; clean: Agreement; stressed?: Agreement | null }>;
}

export type VersionState = "ready" | "loading" | "failed" | "shadow" | "canary";

export interface ModelVersion {
  version: number | string;
  state: VersionState;
  error?: string | null;
  architecture?: string;
  task?: Task;
  classes?: string[];
  positive_class?: string;
  metrics?: Metrics | SeveralMetrics | null;
  evidence?: Evidence | null;
  stress?: Stress | null;
  precision?: string | null;
  agreement?: AgreementRecord | null;
  operating_point?: OperatingPoint | null;
  created?: string;
  has?: { card?: boolean; report?: boolean; evaluation?: boolean };
}

/** One class or finding as `/model-info` describes it. */
export interface FindingDescription {
  name: string;
  operating_point: OperatingPoint;
}

/** What this page uses of `/model-info`. */
export interface ModelInfo {
  provenance?: { recipe?: unknown };
  findings?: FindingDescription[];
}

export interface Model {
  name: string;
  default_version: number | string | null;
  versions: ModelVersion[];
}

/** One row of a run's history: the epoch and whatever was measured in it. */
export type Epoch = Record<string, number | null>;

export interface Labelled {
  labels: number[];
  probabilities: number[];
}

/** A measured part of the data: whether anything is found, and each class or finding by itself where there are several. */
export interface MeasuredPart extends Labelled {
  findings?: (Labelled & { name: string })[] | null;
}

export interface Evaluation {
  history?: Epoch[];
  validation?: MeasuredPart | null;
  test?: MeasuredPart | null;
}

/** What a person holds to be right: a class, or the findings that are there. */
export type Opinion = string | readonly string[];

export interface PastReading {
  id: string;
  time: string;
  model: string;
  version: number | string;
  prediction: string;
  probability: number;
  positive: boolean;
  milliseconds: number;
  feedback: string | null;
  task?: Task;
  findings?: Finding[] | null;
  /** The findings that a person named; null where a class was said, or nothing. */
  feedback_findings?: string[] | null;
}

export interface History {
  readings: PastReading[];
  next: string | number | null;
}

/** Live performance: what people's feedback says of the readings. */
export interface LiveReport {
  n: number;
  with_feedback: number;
  confusion_matrix?: number[][] | null;
  sensitivity?: number | null;
  specificity?: number | null;
  accuracy?: number | null;
}

export type RunEnd = "finished" | "stopped";

export interface Run {
  name: string;
  epochs: number;
  state: "running" | RunEnd;
  last?: Epoch | null;
}

/** How far a run is. */
export interface Progress {
  stage: string;
  /** How much of the stage is done: batches of an epoch, or pictures. */
  done?: number;
  total?: number;
  epoch?: number;
  epochs?: number;
  /** Of the last batch. */
  loss?: number;
}

export const objectStates = ["waiting", "reading", "sending", "done", "failed"] as const;
/** How far an object of the archive is. */
export type ObjectState = (typeof objectStates)[number];

export const deliveryStates = ["waiting", "sent", "failed"] as const;

/** One result on its way to one destination. */
export interface Delivery {
  kind: string;
  destination: string;
  state: (typeof deliveryStates)[number];
  attempts: number;
  next_attempt: string | null;
  error: string | null;
}

/** An object that came from the archive, and what became of it. Its texts are whatever a peer has sent. */
export interface ArchivedObject {
  id: string;
  received: string;
  calling_ae: string | null;
  modality: string | null;
  view: string | null;
  body_part: string | null;
  study_date: string | null;
  accession_number: string | null;
  state: ObjectState;
  /** The likeliest class; null until it is read, as the two after it. */
  prediction: string | null;
  /** Of the class that counts as positive. */
  probability: number | null;
  positive: boolean | null;
  refused: boolean;
  error: string | null;
  attempts: number;
  next_attempt: string | null;
  deliveries: Delivery[];
}

/** The server as the archive sees it. */
export interface ArchiveNode {
  ae_title: string;
  port: number;
  accepting: boolean;
  free_bytes: number | null;
}

export interface Archive {
  node: ArchiveNode;
  counts: Record<ObjectState, number>;
  /** Newest first. */
  objects: ArchivedObject[];
  next: string | null;
}

/** A reading in plain sentences. */
export interface ReportText {
  findings: string[];
  impression: string[];
}

/** A way of explaining a reading. */
export interface ExplanationMethod {
  name: string;
  /** Whether it waits for its turn. */
  slow: boolean;
  /** How many layers may be chosen. */
  layers: number;
}

/** How a model can be explained. */
export interface ExplanationMethods {
  methods: ExplanationMethod[];
  /** The layers that have a class-activation map, from the first to the last. */
  layers: string[];
}

/** What a part of the picture adds to the probability. */
export interface Player {
  name: string;
  value: number;
}

/** What speaks for a class or finding. */
export interface ExplanationMap {
  /** A data URL of a grey picture. */
  url: string;
  /** What the lungs’ zones add, where that is what was asked for. */
  players: Player[] | null;
}
