"""What all sites of a federation do alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Task:
    """What all sites do alike, as the server tells them with every message.

    Attributes
    ----------
    recipe : str
        The name of a recipe, or a recipe itself, as YAML.
    classes : list of str
        The classes that every site must have, in this order: heads whose outputs mean the same can be averaged.
    changes : list of str
        Changes of the recipe, as ``--set`` takes them.
    epochs : int
        Epochs a round.
    rounds : int
        Rounds; a site that trains alone gets as many epochs as all of them have together.
    limit : float
        The greatest magnitude of a weight that can be aggregated securely; 0 where that is not asked for.
    proximal : float
        μ of FedProx's proximal term, 0 for none: Flower's strategy says it, not `record`.
    """

    recipe: str
    classes: list[str]
    changes: list[str]
    epochs: int
    rounds: int
    limit: float = 0.0
    proximal: float = 0.0

    def record(self) -> dict[str, Any]:
        """The task as a message carries it."""
        content = asdict(self)
        del content["proximal"]
        return {"task": json.dumps(content)}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Task:
        """The task that a message carries; Flower's two APIs have two names for μ."""
        mu = record.get("proximal-mu", record.get("proximal_mu", 0.0))
        return cls(**json.loads(record["task"]), proximal=float(mu))
