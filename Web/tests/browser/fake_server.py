"""A small server with the page's side of Hilum's interface, deterministic, whose faults a test can choose.

python3 fake_server.py [PORT] [three|fourteen]     to look at the page without a model, or with one of several classes
"""

import base64
import hashlib
import json
import math
import pathlib
import random
import struct
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from fake_archive import REPORT, FakeArchive
from fake_several import fourteen_findings, three_classes

WEB = pathlib.Path(__file__).resolve().parents[2]
POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".jpeg": "image/jpeg",
}
THRESHOLD = 0.527


def png(width, height, level):
    """An 8-bit grey PNG whose pixels are `level(x, y)` in 0…255."""
    rows = b"".join(b"\0" + bytes(level(x, y) for x in range(width)) for y in range(height))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def blob(width, height):
    return lambda x, y: int(255 * math.exp(-(((x / width - 0.35) / 0.16) ** 2 + ((y / height - 0.55) / 0.2) ** 2)))


HEAT = png(56, 48, blob(56, 48))
RENDERED = png(
    400, 480, lambda x, y: min(255, int(60 + 150 * abs(math.sin(y / 26)) * (0.4 + abs(x - 200) / 200) ** 0.5))
)


def evaluation():
    draw = random.Random(7)

    def cases(n):
        labels = [index % 2 for index in range(n)]
        logits = [draw.gauss(2.2 if label else -2.2, 1.9) for label in labels]
        return {"labels": labels, "probabilities": [round(1 / (1 + math.exp(-value)), 4) for value in logits]}

    return {"history": [epoch(index) for index in range(1, 13)], "validation": cases(316), "test": cases(634)}


def epoch(index):
    fall = math.exp(-index / 3)
    return {
        "epoch": index,
        "train_loss": 0.11 + 0.35 * fall,
        "validation_loss": 0.13 + 0.2 * fall + 0.003 * max(0, index - 7),
        "validation_accuracy": 0.955 - 0.1 * fall,
        "validation_auroc": 0.99 - 0.03 * fall,
        "validation_sensitivity": 0.95 - 0.15 * fall,
        "learning_rate": 0.001,
        "seconds": 1.5,
    }


STRESS_FIGURES = {"n": 250, "auroc": 0.985, "balanced_accuracy": 0.951, "ece": 0.021, "confidence_intervals": {}}
STRESS_WORST = {**STRESS_FIGURES, "kind": "borders", "name": "Borders", "balanced_accuracy": 0.702}
STRESS = {
    "battery": "light",
    "threshold": THRESHOLD,
    "clean": STRESS_FIGURES,
    "mean": {
        **STRESS_FIGURES,
        "balanced_accuracy": 0.884,
        "confidence_intervals": {"balanced_accuracy": [0.861, 0.902]},
    },
    "worst": STRESS_WORST,
    "kinds": [{**STRESS_FIGURES, "kind": "text", "name": "Burnt-in text"}, STRESS_WORST],
}
AGREEMENT = {
    "n": 256, "largest_shift": 0.0164, "shift_999": 0.0148, "decisions": 256, "changed": 1, "changed_beyond": 0,
    "auroc_f32": 0.9941, "auroc": 0.9941, "heatmap_correlation": {"n": 251, "mean": 0.9996, "least": 0.9935},
}
AGREEMENT_RECORD = {
    "date": "2026-11-28T12:39:35Z", "data": "xrays", "conditions": ["jpeg_compression-2"], "processor": "A processor",
    "precisions": {
        "bf16": {"keeps_word": True, "logit_shift": [0, 0], "clean": AGREEMENT, "stressed": {**AGREEMENT, "n": 512}},
        "int8": {"keeps_word": False, "logit_shift": [0, 0], "clean": {**AGREEMENT, "shift_999": 0.0811, "auroc": None}},
    },
}
METRICS = {
    "n": 634,
    "auroc": 0.9902,
    "auprc": 0.9912,
    "accuracy": 0.9558,
    "sensitivity": 0.9369,
    "specificity": 0.9748,
    "ppv": 0.9738,
    "npv": 0.9392,
    "f1": 0.955,
    "mcc": 0.9123,
    "brier": 0.0378,
    "ece": 0.0191,
    "threshold": THRESHOLD,
    "confusion_matrix": [[309, 8], [20, 297]],
    "confidence_intervals": {
        "auroc": [0.9848, 0.9947],
        "sensitivity": [0.9073, 0.9629],
        "specificity": [0.9557, 0.9904],
        "ppv": [0.954, 0.99],
    },
}

CARD = """# Model card: chest

**Research software, not a medical device.**

## Training and evaluation data

| Split | NORMAL | PNEUMONIA |
| --- | --- | --- |
| train | 1 108 | 1 108 |

## Caveats and recommendations

- The data come from *few* sources. <script>alert(1)</script>
"""


class FakeServer:
    """Faults: `fault` is (status, code, message, headers, how many times) or None; `key` is the key that is wanted."""

    def __init__(self, port=0, web=WEB / "dist"):
        self.web, self.key, self.fault, self.delay, self.audit, self.runs = web, None, None, 0.0, True, True
        self.models, self.state = True, "finished"  # whether it reads pictures; how its run is left
        self.archive = FakeArchive()  # or None: the server is in no archive
        self.several = None  # or a FakeSeveral: the model is of more than two classes
        self.frames, self.asked = 1, []  # pictures in each file; paths that were asked for
        self.odd = False  # answers that no server should give
        self.readings, self.predictions, self.hang_up = [], 0, False
        self.server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (Handler,), {"fake": self}))
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a page that was left closes its connections
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", kind="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": len(data),
            "X-Request-Id": "r-1",
            **headers,
        }.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    def error(self, status, code, message, headers=None, **more):
        self.answer(
            status, {"error": {"code": code, "message": message, "request_id": "r-1", **more}}, **(headers or {})
        )

    def refused(self):
        wanted = self.fake.key
        if wanted is None or self.headers.get("Authorization") == f"Bearer {wanted}":
            return False
        self.error(401, "unauthorized", "a key is wanted")
        return True

    def do_GET(self):
        if self.fake.hang_up:
            self.close_connection = True
            return self.connection.close()
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        self.fake.asked.append(path)
        if path == "/" and "text/html" not in self.headers.get("Accept", ""):
            has = {
                "models": self.fake.models,
                "audit": self.fake.audit,
                "runs": self.fake.runs,
                "archive": self.fake.archive is not None,
            }
            return self.answer(200, {"name": "hilum", "features": has})
        if path == "/" or path.startswith("/assets/"):
            return self.file("index.html" if path == "/" else path[1:])
        if self.refused():
            return None
        if path == "/models" and self.fake.odd:
            return self.answer(200, {"models": [{"name": "chest", "default_version": 1, "versions": None}]})
        if path == "/models":
            version = {
                "version": 1,
                "state": "ready",
                "error": None,
                "architecture": "mobilenet_v2",
                "classes": ["NORMAL", "PNEUMONIA"],
                "positive_class": "PNEUMONIA",
                "metrics": METRICS,
                "stress": STRESS,
                "precision": "bf16",
                "agreement": AGREEMENT_RECORD,
                "created": "2026-11-21T03:44:50Z",
                "operating_point": {"threshold": THRESHOLD, "criterion": "youden", "chosen_on": "validation", "n": 316},
                "has": {"card": True, "report": True, "evaluation": True},
                **(self.fake.several.version() if self.fake.several else {}),
            }
            broken = {
                **version,
                "version": 2,
                "state": "failed",
                "error": "its weights do not match their hash",
                "metrics": None,
                "stress": None,
                "precision": None,
                "agreement": None,
                "has": {"card": False, "report": False, "evaluation": False},
            }
            return self.answer(
                200, {"models": [{"name": "chest", "default_version": 1, "versions": [version, broken]}]}
            )
        if path == "/model-info":
            recipe = "model:\n  weights: IMAGENET1K_V1\ntrain:\n  fine_tune: head\n"
            several = self.fake.several.info() if self.fake.several else {}
            return self.answer(200, {"name": "chest", "version": 1, "provenance": {"recipe": recipe}, **several})
        if path == "/models/chest/1/card":
            return self.answer(200, CARD.encode(), "text/markdown; charset=utf-8")
        if path == "/models/chest/1/evaluation":
            measured = evaluation()
            if self.fake.several:
                measured |= {name: self.fake.several.part(measured[name]) for name in ("validation", "test")}
            return self.answer(200, measured)
        if path in ("/history", "/report", "/history.csv") and not self.fake.audit:
            return self.error(404, "audit_off", "the audit store is off")
        if path == "/history":
            query = parse_qs(parts.query)
            found = [
                one
                for one in reversed(self.fake.readings)
                if query.get("query", [""])[0].lower() in json.dumps(one).lower()
            ]
            start, limit = int(query.get("before", ["0"])[0]), int(query.get("limit", ["50"])[0])
            page = found[start : start + limit]
            return self.answer(
                200, {"readings": page, "next": str(start + limit) if start + limit < len(found) else None}
            )
        if path == "/history.csv":
            return self.answer(
                200, b"id\r\n" + b"".join(one["id"].encode() + b"\r\n" for one in self.fake.readings), "text/csv"
            )
        if path == "/report":
            told = [one for one in self.fake.readings if one["feedback"]]
            matrix = [[0, 0], [0, 0]]
            for one in told:
                matrix[one["feedback"] not in ("NORMAL", "No finding")][one["positive"]] += 1
            share = lambda part, whole: part / whole if whole else None
            return self.answer(
                200,
                {
                    "n": len(self.fake.readings),
                    "with_feedback": len(told),
                    "confusion_matrix": matrix,
                    "sensitivity": share(matrix[1][1], sum(matrix[1])),
                    "specificity": share(matrix[0][0], sum(matrix[0])),
                    "accuracy": share(matrix[0][0] + matrix[1][1], len(told)),
                },
            )
        if path.split("/")[1] == "archive":
            return self.archive(path, parse_qs(parts.query))
        if path == "/runs" and self.fake.runs:
            return self.answer(200, {"runs": [{"name": "first", "epochs": 12, "state": "running", "last": epoch(12)}]})
        if path == "/runs/first/events" and self.fake.runs:
            return self.events()
        return self.error(404, "not_found", "there is nothing here")

    def archive(self, path, query):
        archive = self.fake.archive
        if archive is None:
            return self.error(404, "no_archive", "this server is in no archive; see --dicom")
        if path == "/archive":
            limit, before, state = (query.get(name, [None])[0] for name in ("limit", "before", "state"))
            return self.answer(200, archive.page(int(limit or 50), int(before) if before else None, state))
        _, _, name, what = path.split("/")
        found = archive.find(name)
        if found is None or (found["prediction"] is None and not found["refused"]):
            return self.error(404, "not_found", "there is nothing here")
        if what == "picture":
            return self.answer(200, RENDERED, "image/png")
        return self.answer(200, REPORT)

    def events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for index in range(1, 13):
            self.wfile.write(f": a comment\nevent: epoch\ndata: {json.dumps(epoch(index))}\n\n".encode())
            far = {"stage": "Training", "done": 3, "total": 70, "epoch": index + 1, "epochs": 12, "loss": 0.25}
            self.wfile.write(f"event: progress\ndata: {json.dumps(far)}\n\n".encode())
            self.wfile.flush()
            if index > 6:
                time.sleep(0.1)
        self.wfile.write(f"event: end\ndata: {json.dumps({'state': self.fake.state})}\n\n".encode())

    def file(self, name):
        target = (self.fake.web / name).resolve()
        if not target.is_file() or self.fake.web.resolve() not in target.parents:
            return self.error(404, "not_found", "there is nothing here")
        return self.answer(
            200,
            target.read_bytes(),
            TYPES.get(target.suffix, "application/octet-stream"),
            Content_Security_Policy=POLICY,
            X_Content_Type_Options="nosniff",
        )

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if self.fake.hang_up:
            self.rfile.read(min(length, 4096))
            self.close_connection = True
            return self.connection.close()
        body = self.rfile.read(length)
        if self.refused():
            return None
        path = urlsplit(self.path).path
        if path == "/feedback":
            given = json.loads(body)
            for one in self.fake.readings:
                if one["id"] == given["request_id"]:
                    label = given["label"]
                    one["feedback"] = label if isinstance(label, str) else ", ".join(label) or "No finding"
                    one["feedback_findings"] = None if isinstance(label, str) else label
                    return self.answer(204)
            return self.error(404, "audit_off", "the audit store is off")
        if path.startswith("/archive/") and path.endswith("/retry"):
            if self.fake.archive is not None and self.fake.archive.retry(path.split("/")[2]):
                return self.answer(202, {})
            return self.error(404, "not_found", "there is no such object")
        if path == "/render":
            return self.answer(200, RENDERED, "image/png", X_Frame_Count=self.fake.frames)
        if path == "/explain" and self.fake.several:
            return self.explain(parse_qs(urlsplit(self.path).query))
        if path != "/predict":
            return self.error(404, "not_found", "there is nothing here")
        if self.fake.odd:
            return self.answer(200, {"prediction": 1})
        frame = parse_qs(urlsplit(self.path).query).get("frame", ["0"])[0]
        return self.predict(body + frame.encode() if frame != "0" else body)

    def faulty(self):
        if not self.fake.fault:
            return False
        status, code, message, headers, times = self.fake.fault
        self.fake.fault = None if times <= 1 else (status, code, message, headers, times - 1)
        self.error(status, code, message, headers)
        return True

    def explain(self, query):
        if self.faulty():
            return None
        several, name = self.fake.several, query["class"][0]
        if query.get("heatmap") != ["map"] or name not in several.classes:
            return self.error(400, "bad_parameter", "a grey map of one of the classes is all there is")
        level = several.level(name)
        return self.answer(200, png(56, 48, lambda x, y: level(x / 56, y / 48)), "image/png")

    def predict(self, body):
        if self.faulty():
            return None
        time.sleep(self.fake.delay)
        if not (body[:3] == b"\xff\xd8\xff" or body[:4] == b"\x89PNG" or body[128:132] == b"DICM"):
            return self.error(415, "unsupported_media_type", "this is neither JPEG, PNG nor DICOM")
        digest = hashlib.sha256(body).digest()
        probability = round(0.01 + 0.98 * int.from_bytes(digest[:4], "big") / 2**32, 4)
        positive = probability >= THRESHOLD
        self.fake.predictions += 1
        name = f"r-{self.fake.predictions}"
        prediction = "PNEUMONIA" if probability > 0.5 else "NORMAL"
        said = {
            "prediction": prediction,
            "confidence": max(probability, 1 - probability),
            "probabilities": {"NORMAL": 1 - probability, "PNEUMONIA": probability},
            "decision": {"positive": positive, "threshold": THRESHOLD, "margin": probability - THRESHOLD},
        }
        kept = {}
        if self.fake.several:
            said = self.fake.several.reading(digest)
            positive = said["decision"]["positive"]
            probability = said["decision"]["threshold"] + said["decision"]["margin"]
            kept = {"task": said["task"], "findings": said["findings"], "feedback_findings": None}
        self.fake.readings.append(
            {
                "id": name,
                "time": "2026-11-21T04:30:00Z",
                "model": "chest",
                "version": 1,
                "prediction": said["prediction"],
                "probability": probability,
                "positive": positive,
                "milliseconds": 12.5,
                "feedback": None,
                **kept,
            }
        )
        return self.answer(
            200,
            {
                **said,
                "in_distribution": digest[4] > 40,
                "quality": [] if digest[5] > 60 else ["the picture is very dark"],
                "model": {"name": "chest", "version": 1},
                "report": {
                    "findings": [f"Called {'positive' if positive else 'negative'} for pneumonia."],
                    "impression": ["Research software, not a medical device; not for diagnosis."],
                },
                "heatmap": "data:image/png;base64," + base64.b64encode(HEAT).decode(),
                "milliseconds": 12.5,
                "request_id": name,
            },
        )


if __name__ == "__main__":
    fake = FakeServer(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
    if len(sys.argv) > 2:
        fake.several = {"three": three_classes, "fourteen": fourteen_findings}[sys.argv[2]]()
    print(fake.url, flush=True)
    threading.Event().wait()
