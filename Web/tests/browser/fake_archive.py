"""The archive's side of the fake server: objects in every state, whose fate a test can change."""

import datetime
import threading

REPORT = {
    "findings": [
        "Frontal chest radiograph, posteroanterior.",
        "The model finds pneumonia likely (93 %; its threshold is 53 %).",
        "What weighed most lies in the right lower zone.",
    ],
    "impression": ["Suspicious for pneumonia. Research software, not a medical device: to be verified by a physician."],
}
DOWN = "ARCHIVE2@127.0.0.1:11113 does not answer: connection refused"


def moment(seconds=0):
    """A time this many seconds from now, as the server writes it."""
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def delivery(kind, destination="ORTHANC", state="sent", **more):
    return {
        "kind": kind,
        "destination": destination,
        "state": state,
        "attempts": 1,
        "next_attempt": None,
        "error": None,
        **more,
    }


def archived(number, state="done", probability=0.934, **more):
    """An object as `GET /archive` has it; what is not read yet has no reading."""
    is_read = (state in ("sending", "done") or "prediction" in more) and probability is not None
    positive = is_read and probability >= 0.527
    return {
        "id": str(number),
        "received": moment(number - 100),
        "calling_ae": "CR_ROOM_2",
        "modality": "CR",
        "view": "PA",
        "body_part": "CHEST",
        "study_date": "20261128",
        "accession_number": f"A{1000 + number}",
        "state": state,
        "prediction": ("PNEUMONIA" if positive else "NORMAL") if is_read else None,
        "probability": probability if is_read else None,
        "positive": positive if is_read else None,
        "refused": False,
        "error": None,
        "attempts": 1 if is_read else 0,
        "next_attempt": None,
        "deliveries": [delivery("sr"), delivery("sc"), delivery("gsps")] if state == "done" else [],
        **more,
    }


def some_of_each():
    """One or two objects in every state."""
    waiting = {"state": "waiting", "attempts": 3, "next_attempt": moment(40), "error": DOWN}
    rejected = {"state": "failed", "error": "the archive refuses it: 0xA900, data set does not match SOP class"}
    return [
        archived(1, probability=0.112),
        archived(2),
        archived(3, probability=None, refused=True, error="This is no chest radiograph."),
        archived(4, "failed", error="the object ends in the middle of its pixels", attempts=1, view=None, body_part=None),
        archived(5, "failed", prediction="PNEUMONIA", attempts=1,
                 error="1 of 3 results could not be delivered",
                 deliveries=[delivery("sr", **rejected), delivery("sc"), delivery("webhook", "reading room")]),
        archived(6, "sending", deliveries=[delivery("sr"), delivery("sr", "ARCHIVE2", **waiting), delivery("sc", "ARCHIVE2", **waiting)]),
        archived(7, "reading"),
        archived(8, "waiting", calling_ae=None, accession_number=None, study_date=None),
    ]  # fmt: skip


class FakeArchive:
    """What came (`objects`, oldest first); `odd` answers as no server should."""

    states = ("waiting", "reading", "sending", "done", "failed")

    def __init__(self, objects=None):
        self.objects = some_of_each() if objects is None else objects
        self.accepting, self.odd, self.retried, self.asked = True, False, [], 0
        self.lock = threading.Lock()

    def page(self, limit, before, state):
        """The answer to `GET /archive`."""
        with self.lock:
            self.asked += 1
            if self.odd:
                return {"node": {}, "objects": [{"id": 1}]}
            fitting = [one for one in reversed(self.objects) if state in (None, one["state"])]
            older = [one for one in fitting if before is None or int(one["id"]) < before]
            return {
                "node": {"ae_title": "HILUM", "port": 11112, "accepting": self.accepting, "free_bytes": 412_345_678_901},
                "counts": {name: sum(one["state"] == name for one in self.objects) for name in self.states},
                "objects": older[:limit],
                "next": older[limit - 1]["id"] if len(older) > limit else None,
            }

    def find(self, name):
        return next((one for one in self.objects if one["id"] == name), None)

    def retry(self, name):
        """Whether there is such an object; it waits again."""
        with self.lock:
            found = self.find(name)
            if found:
                self.retried.append(name)
                found.update(state="waiting", error=None, deliveries=[])
            return found is not None
