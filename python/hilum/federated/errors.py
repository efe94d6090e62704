"""What can go wrong in a federation."""

from __future__ import annotations

from typing import Literal

from hilum.errors import HilumError

#: What a site may tell others of a failure: a word of these, and nothing else.
SiteFault = Literal["classes", "clipping", "data", "internal", "training", "weights"]


class FederationError(HilumError):
    """A federation that can't begin or go on, on the server's side."""


class SiteError(HilumError):
    """Something that a site could not do.

    Its code leaves the site; its sentence, which may name files, does not.
    """

    def __init__(self, code: SiteFault, message: str) -> None:
        super().__init__(code, message)
