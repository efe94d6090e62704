"""The demonstration's pictures: read from class folders and a list of names, or from one packed file."""
import io
import pathlib

import numpy as np
from PIL import Image

CLASSES = ["NORMAL", "PNEUMONIA"]


class Pictures:
    """Files of grey pictures with their classes and parts; `files` holds them as they were stored, not decoded."""

    def __init__(self, files, labels, names, is_validation):
        self.files, self.labels, self.names, self.is_validation = files, labels, names, is_validation

    @classmethod
    def from_folders(cls, folder, validation_list):
        """The class folders of `folder`; the names of a list, which may have the class before them, validate."""
        wanted = {pathlib.PurePath(line).name for line in pathlib.Path(validation_list).read_text().split("\n") if line}
        paths = [(label, path) for label, name in enumerate(CLASSES) for path in sorted((folder / name).iterdir())]
        names = [path.name for _, path in paths]
        missing = wanted - set(names)
        if missing:
            raise SystemExit(f"{len(missing)} names of the list are not in {folder}, such as {min(missing)}")
        return cls(
            [path.read_bytes() for _, path in paths],
            np.array([label for label, _ in paths]),
            names,
            np.array([name in wanted for name in names]),
        )

    @classmethod
    def from_pack(cls, path):
        """What `pack` wrote."""
        with np.load(path) as pack:
            ends, data = pack["ends"], pack["bytes"].tobytes()
            files = [data[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
            return cls(files, pack["labels"], pack["names"].tolist(), pack["is_validation"])

    def pack(self, path):
        """Writes one .npz of the files' bytes, classes, names and parts."""
        np.savez(
            path,
            bytes=np.frombuffer(b"".join(self.files), np.uint8),
            ends=np.cumsum([len(file) for file in self.files]),
            labels=self.labels.astype(np.uint8),
            names=np.array(self.names),
            is_validation=self.is_validation,
        )

    def part(self, validation, limit=None):
        """Pictures uint8 [N, 224, 224] and classes [N] of a part; of at most `limit`, spread over it."""
        places = np.flatnonzero(self.is_validation == validation)
        if limit and limit < len(places):
            places = places[np.linspace(0, len(places) - 1, limit).astype(int)]
        return np.stack([decoded(self.files[place]) for place in places]), self.labels[places].astype(np.int64)


def decoded(file, side=224):
    """A file as grey levels, squeezed to the side where it has another."""
    picture = Image.open(io.BytesIO(file)).convert("L")
    return np.asarray(picture if picture.size == (side, side) else picture.resize((side, side), Image.BILINEAR))
