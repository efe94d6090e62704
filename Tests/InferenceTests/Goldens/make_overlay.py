"""Writes overlay.json: OpenCV's colour tables and its bilinear resizing, and an overlay as Python programs make it.

Needs numpy and opencv-python.
"""
import hashlib
import json
import pathlib
import cv2
import numpy as np

tables = {}
for name, code in [("jet", cv2.COLORMAP_JET), ("viridis", cv2.COLORMAP_VIRIDIS), ("inferno", cv2.COLORMAP_INFERNO)]:
    tables[name] = cv2.applyColorMap(np.arange(256, dtype=np.uint8)[None], code)[0][:, ::-1].flatten().tolist()
size, original = (3, 4), (13, 17)  # rows, columns
values = ((np.arange(12) * 5 % 12) / 11).astype(np.float32).reshape(size)
picture = (np.arange(original[0] * original[1]) * 7 % 256).astype(np.uint8).reshape(original)
large = cv2.resize(values, original[::-1], interpolation=cv2.INTER_LINEAR)
jet = np.array(tables["jet"], np.float32).reshape(256, 3)[np.rint(np.clip(large, 0, 1) * 255).astype(int)]
overlay = np.rint(0.6 * picture[..., None].astype(np.float32) + 0.4 * jet).astype(np.uint8)
out = {"tables": tables, "map": values.flatten().tolist(), "picture": picture.flatten().tolist(),
       "large": [round(float(v), 6) for v in large.flatten()], "overlay": overlay.flatten().tolist()}
(pathlib.Path(__file__).parent / "overlay.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
