"""Goldens of iterative stratification: made tables of findings, and how far others' divisions of them deviate.

    pip install numpy iterative-stratification
    python3 stratification.py > stratification.json

Images by themselves are divided by the package iterative-stratification (Trent J. Bradberry); patients with several by
the algorithm of Sechidis, Tsoumakas and Vlahavas (ECML PKDD 2011), written here from the paper with patients as examples.
The deviation is the mean over parts and findings of |share of the finding's images in the part - share of the part|; what
is unknown counts as absent for the references, which know nothing else. It is averaged over ten seeds.
"""
import json

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold, MultilabelStratifiedShuffleSplit

SEEDS = range(10)


def table(seed, patients, images, rates, unknown):
    """Rows of 1, 0 and ? with the patient of each; findings of a patient go together."""
    rng = np.random.default_rng(seed)
    rows, owners = [], []
    for patient in range(patients):
        tendency = rng.normal(0, 1)
        for _ in range(1 if images == 1 else min(images, rng.geometric(0.4))):
            odds = np.log(rates / (1 - rates)) + tendency
            row = (rng.random(len(rates)) < 1 / (1 + np.exp(-odds))).astype(int)
            rows.append("".join("?" if rng.random() < unknown else str(x) for x in row))
            owners.append(patient)
    return rows, owners


def deviation(labels, parts, shares):
    totals = labels.sum(0)
    of_part = np.array([labels[parts == part].sum(0) / totals for part in range(len(shares))])
    return float(np.abs(of_part - np.array(shares)[:, None]).mean())


def package(labels, shares, seed):
    parts = np.zeros(len(labels), int)
    if len(set(shares)) == 1:
        split = MultilabelStratifiedKFold(len(shares), shuffle=True, random_state=seed)
        for part, (_, test) in enumerate(split.split(labels, labels)):
            parts[test] = part
    else:
        split = MultilabelStratifiedShuffleSplit(1, test_size=shares[1], random_state=seed)
        parts[next(split.split(labels, labels))[1]] = 1
    return parts


def by_patient(labels, owners, shares, seed):
    """Algorithm 1 of the paper, an example being a patient, who counts with all images."""
    rng = np.random.default_rng(seed)
    count = max(owners) + 1
    counts = np.zeros((count, labels.shape[1]), int)
    np.add.at(counts, owners, labels)
    sizes = np.bincount(owners)
    shares = np.array(shares)
    wanted, wanted_images = shares[:, None] * counts.sum(0), shares * len(labels)
    left, part_of = set(range(count)), np.zeros(count, int)
    while left:
        rest = counts[sorted(left)].sum(0)
        finding = None
        members = sorted(left)
        if rest.any():
            finding = min((f for f in range(len(rest)) if rest[f]), key=lambda f: rest[f])
            members = [p for p in members if counts[p, finding]]
        for patient in rng.permutation(members):
            key = wanted[:, finding] if finding is not None else wanted_images
            best = np.flatnonzero(key == key.max())
            best = best[wanted_images[best] == wanted_images[best].max()]
            part = rng.choice(best)
            part_of[patient] = part
            wanted[part] -= counts[patient]
            wanted_images[part] -= sizes[patient]
            left.remove(patient)
    return part_of[owners]


rare = np.array([0.3, 0.2, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01])
cases = []
for seed, (patients, images, shares, unknown) in enumerate([
    (600, 1, [0.2] * 5, 0), (500, 1, [0.8, 0.2], 0), (600, 1, [0.1] * 10, 0), (600, 1, [0.2] * 5, 0.2),
    (400, 9, [0.2] * 5, 0), (400, 9, [0.7, 0.1, 0.2], 0), (400, 9, [0.2] * 5, 0.2),
]):
    rows, owners = table(seed, patients, images, rare, unknown)
    labels = np.array([[c == "1" for c in row] for row in rows]).astype(int)
    made = [package(labels, shares, s) if images == 1 else by_patient(labels, np.array(owners), shares, s) for s in SEEDS]
    cases.append({
        "reference": "iterative-stratification" if images == 1 else "by patient", "shares": shares, "patients": owners,
        "rows": rows, "deviation": float(np.mean([deviation(labels, parts, shares) for parts in made])),
    })
print(json.dumps({"cases": cases}, separators=(",", ":")))
