"""Parameters and multiply-accumulates of networks, as torchvision publishes them ("num_params" and "_ops" of its weights).

    python make_costs.py        # torchvision

Writes costs.json.
"""

import json
import os

from torchvision import models

NAMES = ["resnet18", "resnet50", "densenet121", "mobilenet_v2", "efficientnet_b0", "convnext_tiny"]
costs = []
for name in NAMES:
    meta = models.get_model_weights(name)["IMAGENET1K_V1"].meta
    costs.append({"architecture": name, "parameters": meta["num_params"], "giga_macs": meta["_ops"]})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "costs.json"), "w") as file:
    json.dump(costs, file, indent=1)
    file.write("\n")
