"""Images a second from files to probabilities, a DataLoader with two workers, batch 32: evaluate.py WEIGHTS FILE...

The clock starts with the first batch, so neither imports nor the start of the workers count.
"""
import json
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


if __name__ == "__main__":
    model, files = network(sys.argv[1]), sys.argv[2:]
    files = files * max(1, -(-192 // len(files)))
    with torch.inference_mode():
        started, count = None, 0
        for images in torch.utils.data.DataLoader(Files(files), 32, num_workers=2):
            torch.softmax(model(images), 1)
            if started is None:
                started = time.perf_counter()
            else:
                count += len(images)
    print(json.dumps({"value": count / (time.perf_counter() - started)}))
