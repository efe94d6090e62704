"""A new head on a frozen ResNet-18, the whole network run forward every epoch: train.py DATA EPOCHS WEIGHTS

DATA/train and DATA/test have class folders. A DataLoader with two workers, batch 32, Adam 1e-3. The last line is the AUROC
and the accuracy on the test part.
"""
import pathlib
import sys
import time

from common import TRANSFORM, network, torch, torchvision
from evaluate import auroc


def main(data, epochs, weights):
    torch.manual_seed(101010)
    train, test = (torchvision.datasets.ImageFolder(pathlib.Path(data, part), TRANSFORM) for part in ("train", "test"))
    model = network(weights).requires_grad_(False)
    model.fc = torch.nn.Linear(model.fc.in_features, len(train.classes))
    optimizer = torch.optim.Adam(model.fc.parameters(), 1e-3)
    started = time.perf_counter()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for images, labels in torch.utils.data.DataLoader(train, 32, shuffle=True, num_workers=2):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
        print(f"epoch {epoch + 1} loss {total / len(train):.4f} {time.perf_counter() - started:.1f} s", flush=True)
    model.eval()
    scores, labels = [], []
    with torch.inference_mode():
        for images, some in torch.utils.data.DataLoader(test, 32, num_workers=2):
            scores.append(torch.softmax(model(images), 1)[:, -1])
            labels.append(some)
    scores, positive = torch.cat(scores), torch.cat(labels) == len(train.classes) - 1
    print(f"AUROC {auroc(scores, positive):.4f}, accuracy {float(((scores > .5) == positive).double().mean()):.4f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
