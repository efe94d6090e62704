"""What can go wrong, each with a code that programs can rely on and a sentence for people."""

from __future__ import annotations


class HilumError(Exception):
    """Something that Hilum could not do.

    Attributes
    ----------
    code : str
        What went wrong, in a word that does not change: the codes of ``hilum predict --json``.
    message : str
        The same as a sentence.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class PictureError(HilumError):
    """A picture that can't be read, or not used."""


class BundleError(HilumError):
    """A bundle that is missing, damaged, or of a version that is not known."""


class ProgramError(HilumError):
    """The program `hilum` is missing, was used wrongly (``code == "usage"``), or failed (``"failed"``)."""
