"""Readings: what a model says of a picture, or why it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hilum.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from hilum.pictures import Picture


@dataclass(frozen=True)
class Failure:
    """Why a picture was not read.

    Attributes
    ----------
    code : str
        In a word that does not change, such as ``truncated_image``.
    message : str
        The same as a sentence.
    """

    code: str
    message: str


@dataclass(frozen=True, repr=False)
class FailedReading:
    """A picture that was not read.

    Attributes
    ----------
    error : Failure
        Why.
    file : str or None
        The path, where the picture was given by one.
    """

    error: Failure
    file: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The object that ``hilum predict --json`` prints."""
        error = {"code": self.error.code, "message": self.error.message}
        return {"error": error} if self.file is None else {"error": error, "file": self.file}

    def exception(self) -> PictureError:
        """The same as an exception."""
        name = "" if self.file is None else f"{self.file}: "
        return PictureError(self.error.code, name + self.error.message)

    def __repr__(self) -> str:
        name = "" if self.file is None else f" {self.file}"
        return f"<FailedReading{name}: {self.error.message}>"

    def _repr_html_(self) -> str:
        from hilum.notebook import failure_html

        return failure_html(self)


class Reading:
    """What a model says of a picture.

    Every part of ``hilum predict --json`` is an attribute; ``to_dict()`` is all of them. What there is not is None.
    """

    #: None: this picture was read. So ``reading.error is None`` tells readings from failures.
    error: None = None

    def __init__(
        self,
        content: dict[str, Any],
        classes: Sequence[str] = (),
        heatmap: npt.NDArray[np.float32] | None = None,
        overlay: bytes | None = None,
        picture: Picture | None = None,
    ) -> None:
        self._content = content
        self._classes = tuple(classes) or tuple(content["probabilities"])
        self._picture = picture
        #: How much each place of the picture speaks for the class, from 0 to 1: float32 [height, width].
        self.heatmap = heatmap
        #: The picture with the heat-map over it, as the bytes of a PNG.
        self.overlay = overlay

    @property
    def file(self) -> str | None:
        """The path, where the picture was given by one."""
        return self._content.get("file")

    @property
    def prediction(self) -> str:
        """The class with the highest probability; of findings the leading one, or none."""
        return str(self._content["prediction"])

    @property
    def confidence(self) -> float:
        """The probability of the prediction."""
        return float(self._content["confidence"])

    @property
    def probabilities(self) -> dict[str, float]:
        """The calibrated probability of each class or finding, in the model's order."""
        probabilities = self._content["probabilities"]
        return {name: float(probabilities[name]) for name in self._classes}

    @property
    def decision(self) -> Mapping[str, Any]:
        """``positive`` (bool), ``threshold`` and ``margin``: what the operating point makes of the probability."""
        return dict(self._content["decision"])

    @property
    def positive(self) -> bool:
        """Whether anything is found, at the operating point."""
        return bool(self._content["decision"]["positive"])

    @property
    def in_distribution(self) -> bool | None:
        """Whether the picture is like those that the model has learnt from."""
        return self._content["in_distribution"]  # type: ignore[no-any-return]

    @property
    def quality(self) -> list[str]:
        """Reasons to doubt the reading, as sentences."""
        return list(self._content["quality"])

    @property
    def lungs(self) -> Mapping[str, Any] | None:
        """Where the lungs are (fractions of the picture), and how much of the evidence lies in them."""
        return self._content.get("lungs")

    @property
    def uncertainty(self) -> Mapping[str, Any] | None:
        """How far looks at the picture, or models, are apart."""
        return self._content.get("uncertainty")

    @property
    def findings(self) -> list[Mapping[str, Any]] | None:
        """What is said of each class or finding, in the model's order; None for two classes."""
        return self._content.get("findings")

    @property
    def milliseconds(self) -> float:
        """How long the picture took, beside the others."""
        return float(self._content["milliseconds"])

    def to_dict(self) -> dict[str, Any]:
        """The object that ``hilum predict --json`` prints."""
        return dict(self._content)

    def __repr__(self) -> str:
        name = "" if self.file is None else f" {self.file}"
        answer = "positive" if self.positive else "negative"
        return f"<Reading{name}: {self.prediction} {self.confidence:.3f}, {answer}>"

    def _repr_html_(self) -> str:
        from hilum.notebook import reading_html

        return reading_html(self, self._picture)
