"""Images a second from files to probabilities, a DataLoader with two workers, batch 32.

    evaluate.py WEIGHTS FILE...     the clock starts with the first batch, so neither imports nor workers' starts count
    evaluate.py WEIGHTS FOLDER      of two class folders: also the AUROC, of the class that comes last by name
"""
import json
import pathlib
import sys
import time

from PIL import Image

from common import TRANSFORM, network, torch


class Files(torch.utils.data.Dataset):
    def __init__(self, files):
        self.files = files

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return TRANSFORM(Image.open(self.files[index]).convert("RGB"))


def labelled(folder):
    """The files of the class folders, and for each whether it is of the last class."""
    classes = sorted(place for place in folder.iterdir() if place.is_dir())
    files = [(file, place == classes[-1]) for place in classes for file in sorted(place.iterdir())]
    return [file for file, _ in files], torch.tensor([positive for _, positive in files])


def auroc(scores, positive):
    """The share of pairs in order (Mann and Whitney); equal scores count half."""
    above = scores[positive][:, None] - scores[~positive][None]
    return float(((above > 0).double() + (above == 0).double() / 2).mean())


if __name__ == "__main__":
    model, files, positive = network(sys.argv[1]), sys.argv[2:], None
    if len(files) == 1 and pathlib.Path(files[0]).is_dir():
        files, positive = labelled(pathlib.Path(files[0]))
    else:
        files = files * max(1, -(-192 // len(files)))
    with torch.inference_mode():
        started, count, scores = None, 0, []
        for images in torch.utils.data.DataLoader(Files(files), 32, num_workers=2):
            scores.append(torch.softmax(model(images), 1)[:, 1])
            if started is None:
                started = time.perf_counter()
            else:
                count += len(images)
    answer = {"value": count / (time.perf_counter() - started)}
    if positive is not None:
        answer |= {"n": len(files), "auroc": auroc(torch.cat(scores), positive)}
    print(json.dumps(answer))
