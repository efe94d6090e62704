import OpenInference

/// What the Open Inference Protocol asks and answers.
enum ProtocolSchemas {
  static let all: [String: JSONValue] = [
    "ProtocolError": Schema.object(["error": Schema.text]).with(["examples": [["error": "there is no such model"]]]),
    "ServerMetadata": Schema.object([
      "name": Schema.text, "version": Schema.text, "extensions": Schema.list(Schema.text),
    ]).with([
      "examples": [["name": "hilum", "version": "0.1.0", "extensions": ["binary_tensor_data", "classification"]]]
    ]),
    "ModelTensors": Schema.object(
      [
        "name": Schema.text, "versions": Schema.list(Schema.text), "platform": Schema.text,
        "inputs": Schema.list(tensor), "outputs": Schema.list(tensor),
      ],
      optional: [
        "parameters": Schema.map(Schema.text).described(
          "task, labels and thresholds, where there are more than two classes.")
      ]
    ).with([
      "examples": [
        [
          "name": "pneumonia", "versions": ["3"], "platform": "openvino",
          "inputs": [["name": "image", "datatype": "FP32", "shape": [-1, 3, 224, 224]]],
          "outputs": [["name": "logits", "datatype": "FP32", "shape": [-1, 2]]],
        ]
      ]
    ]),
    "ModelConfiguration": Schema.object(
      [
        "name": Schema.text, "platform": Schema.text, "backend": Schema.text, "max_batch_size": Schema.integer,
        "input": Schema.list(configuredTensor), "output": Schema.list(configuredTensor),
      ], optional: ["parameters": Schema.map(Schema.object(["string_value": Schema.text]))]
    ).with([
      "examples": [
        [
          "name": "pneumonia", "platform": "openvino", "backend": "openvino", "max_batch_size": 64,
          "input": [["name": "image", "data_type": "TYPE_FP32", "dims": [3, 224, 224]]],
          "output": [["name": "logits", "data_type": "TYPE_FP32", "dims": [2]]],
        ]
      ]
    ]),
    "ModelStatistics": Schema.object([
      "model_stats": Schema.list(
        Schema.object([
          "name": Schema.text, "version": Schema.text, "last_inference": Schema.integer,
          "inference_count": Schema.integer, "execution_count": Schema.integer,
          "inference_stats": Schema.object([
            "success": duration, "fail": duration, "queue": duration, "compute_input": duration,
            "compute_infer": duration, "compute_output": duration,
          ]),
        ]))
    ]).with(["examples": [["model_stats": []]]]),
    "RepositoryIndex": Schema.list(
      Schema.object([
        "name": Schema.text, "version": Schema.text, "state": Schema.word(["READY", "LOADING", "UNAVAILABLE"]),
        "reason": Schema.text,
      ])
    ).with(["examples": [[["name": "pneumonia", "version": "3", "state": "READY", "reason": ""]]]]),
    "RepositoryRequest": Schema.object([:], optional: ["ready": Schema.boolean, "parameters": parameters]),
    "InferenceRequest": Schema.object(
      [
        "inputs": Schema.list(
          Schema.object(
            ["name": Schema.text, "shape": Schema.list(Schema.integer), "datatype": Schema.word(of: Datatype.self)],
            optional: ["data": data, "parameters": parameters]))
      ],
      optional: [
        "id": Schema.text,
        "outputs": Schema.list(Schema.object(["name": Schema.text], optional: ["parameters": parameters])),
        "parameters": parameters,
      ]
    ).with([
      "examples": [["inputs": [["name": "file", "shape": [1], "datatype": "BYTES", "data": ["…"]]]]]
    ]),
    "InferenceResponse": Schema.object(
      [
        "model_name": Schema.text, "model_version": Schema.text,
        "outputs": Schema.list(
          Schema.object(
            ["name": Schema.text, "datatype": Schema.word(of: Datatype.self), "shape": Schema.list(Schema.integer)],
            optional: ["data": data, "parameters": Schema.object(["binary_data_size": Schema.integer])])),
      ], optional: ["id": Schema.text]
    ).with([
      "examples": [
        [
          "model_name": "pneumonia", "model_version": "3", "id": "5f0c2f5f9a1b4c0e",
          "outputs": [
            ["name": "probabilities", "datatype": "FP32", "shape": [1, 2], "data": [0.0519, 0.9481]],
            ["name": "prediction", "datatype": "BYTES", "shape": [1], "data": ["PNEUMONIA"]],
          ],
        ]
      ]
    ]),
  ]

  private static let tensor = Schema.object([
    "name": Schema.text, "datatype": Schema.word(of: Datatype.self), "shape": Schema.list(Schema.integer),
  ])

  private static let configuredTensor = Schema.object([
    "name": Schema.text, "data_type": Schema.text, "dims": Schema.list(Schema.integer),
  ])

  private static let duration = Schema.object(["count": Schema.integer, "ns": Schema.integer])

  /// Numbers or texts; arrays within arrays are taken, too.
  private static let data: JSONValue = ["type": "array", "items": [:]]

  /// The protocol leaves them open.
  private static let parameters: JSONValue = ["type": "object", "additionalProperties": true]
}
