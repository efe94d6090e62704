#!/usr/bin/env python3
"""The node of the archive under load, under kills, and under hostile peers; prints a summary as JSON.

    python3 Benchmarks/archive.py --model BUNDLE --images DIR      objects a second beside the HTTP server's readings
      --kill                kill -9 again and again, and a destination that is down a third of the time
      --hostile MINUTES     hostile peers beside good ones

Needs pydicom, pynetdicom and Pillow (the clients' Python: Tests/Clients/.environment/bin/python). The server is started
here, with a spool of its own that is removed at the end.
"""
import argparse
import asyncio
import collections
import contextlib
import json
import multiprocessing
import pathlib
import queue
import random
import socket
import sys
import tempfile
import threading
import time
import urllib.request

import hostile_peers
import server

sys.path.insert(0, str(server.ROOT / "Tests/Clients"))
import dicom_peer  # noqa: E402
from dicom_peer import STRUCTURED_REPORT, Destination, Sender, radiograph, save, source_of  # noqa: E402
from pynetdicom import evt  # noqa: E402


class Node:
    """Hilum's server with a DICOM port, a spool and one destination; it can be killed and started again."""

    def __init__(self, options, destination_port, folder):
        self.options, self.folder, self.dicom, self.server = options, folder, dicom_peer.free_port(), None
        self.command = server.command(options, options.precision) + [
            "--dicom", self.dicom, "--ae-title", "HILUM", "--spool", folder / "spool",
            "--send-to", f"CLIENTS@127.0.0.1:{destination_port}"]

    def start(self):
        self.server = server.Server(self.command, self.options.port)

    def kill(self):
        """kill -9."""
        self.server.process.kill()
        self.server.process.wait()

    def counts(self):
        """How many objects are in each state, as the server says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.options.port}/archive?limit=1", timeout=30) as answer:
            return json.load(answer)["counts"]

    @property
    def is_idle(self):
        counts = self.counts()
        return not any(counts[state] for state in ("waiting", "reading", "sending"))


@contextlib.contextmanager
def running(options, destination_port):
    """A node for the length of a `with` block."""
    with tempfile.TemporaryDirectory() as folder:
        node = Node(options, destination_port, pathlib.Path(folder))
        node.start()
        try:
            yield node
        finally:
            if node.server.process.poll() is None:
                node.server.stop()


def pictures(options):
    """The files of the folder, in their order."""
    found = sorted(path for path in options.images.rglob("*.jp*g"))
    return found or sys.exit(f"there are no JPEG files in {options.images}")


def progress(text):
    print(text, file=sys.stderr, flush=True)


# MARK: Throughput

def destination_process(port, wanted, answers):
    """A destination with an interpreter of its own, which tells what came once `wanted` says so."""
    destination = Destination(port)
    destination.most_bytes = 0
    answers.put("up")
    for words in iter(wanted.get, None):
        until = time.monotonic() + words["seconds"]
        while time.monotonic() < until:
            reports = [(at, data) for at, kind, _, data in destination.snapshot() if kind == STRUCTURED_REPORT]
            if len(reports) >= words["reports"]:
                break
            time.sleep(0.2)
        answers.put({source_of(data): at for at, data in reversed(reports)})
    destination.down()


def send_all(files, port, associations):
    """Sends files over so many associations at once: when it began, and by SOP Instance UID when the last byte went and
    the status."""
    waiting, sent = queue.SimpleQueue(), {}
    for one in files:
        waiting.put(one)

    def sender():
        last = [0.0]
        noting = (evt.EVT_DATA_SENT, lambda _: last.__setitem__(0, time.monotonic()))
        association = Sender(port).associate(handlers=[noting])
        while True:
            try:
                instance, path = waiting.get_nowait()
            except queue.Empty:
                break
            status = association.send_c_store(pathlib.Path(path)) if association.is_established else {}
            if "Status" not in status:
                # pynetdicom now and then takes an answer that comes at once for a request, and waits on ("unexpected
                # C-STORE service message"); the same object again is answered with success.
                association = Sender(port).associate(handlers=[noting])
                status = association.send_c_store(pathlib.Path(path))
            sent[instance] = (last[0], status.Status if "Status" in status else None)
        if association.is_established:
            association.release()

    started = time.monotonic()
    threads = [threading.Thread(target=sender) for _ in range(associations)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return started, sent


def http_round(port, requests, connections):
    """Readings a second of as many connections, each request once."""
    async def measure():
        waiting = list(reversed(requests))

        async def client():
            connection = server.Connection(port)
            while waiting:
                status = await connection.send(waiting.pop())
                assert status == 200, f"the HTTP server answered {status}"
            connection.close()

        started = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(connections)))
        return len(requests) / (time.perf_counter() - started)

    return asyncio.run(measure())


def throughput(options):
    """Alternates between readings over HTTP and objects over DICOM, with the same files."""
    context = multiprocessing.get_context("spawn")
    port, wanted, answers = dicom_peer.free_port(), context.Queue(), context.Queue()
    destination = context.Process(target=destination_process, args=(port, wanted, answers), daemon=True)
    destination.start()
    answers.get(timeout=60)
    files = [pictures(options)[index % len(pictures(options))] for index in range(options.objects)]
    requests = [server.request(server.form(path.read_bytes()), options.path) for path in files]
    rounds, delays, acknowledged, firsts = [], [], [], []
    with running(options, port) as node, context.Pool(1) as pool, tempfile.TemporaryDirectory() as folder:
        http_round(options.port, requests[:50], options.associations)
        for number in range(options.rounds):
            http = http_round(options.port, requests, options.associations)
            objects = []
            for index, path in enumerate(files):
                dataset = radiograph(path)
                objects.append((str(dataset.SOPInstanceUID), str(save(dataset, f"{folder}/{index}.dcm"))))
            started, sent = pool.apply(send_all, (objects, node.dicom, options.associations))
            refused = collections.Counter(status for _, status in sent.values() if status != 0)
            wanted.put({"reports": (number + 1) * options.objects, "seconds": options.patience})
            arrived = answers.get()
            came = {instance: arrived[instance] for instance, _ in objects if instance in arrived}
            if refused or len(came) < len(objects):
                sys.exit(f"archive: {dict(refused)} refused, {len(came)} of {len(objects)} reports came, {node.counts()}")
            waits = [came[instance] - sent[instance][0] for instance, _ in objects]
            delays += waits
            firsts.append(min(came.values()) - min(last for last, _ in sent.values()))
            acknowledged.append(len(objects) / (max(last for last, _ in sent.values()) - started))
            rounds.append((http, len(objects) / (max(came.values()) - started)))
            progress(f"round {number + 1}: HTTP {http:.1f} readings/s, DICOM {rounds[-1][1]:.1f} reports/s, "
                     f"last byte to report median {server.share(waits, .5) * 1e3:.0f} ms")
            until = time.monotonic() + options.patience
            while not node.is_idle and time.monotonic() < until:
                time.sleep(0.2)
        resident = node.server.resident
    wanted.put(None)
    destination.join(20)
    median = lambda values: server.share(values, .5)
    return {
        "objects": options.objects, "associations": options.associations, "rounds": options.rounds,
        "http_readings_per_second": median([http for http, _ in rounds]),
        "reports_per_second": median([dicom for _, dicom in rounds]),
        "ratio": median([dicom / http for http, dicom in rounds]),
        "acknowledged_per_second": median(acknowledged),
        "first_report_after_first_last_byte_seconds": median(firsts),
        "last_byte_to_report_seconds": {"median": median(delays), "p95": server.share(delays, .95), "max": max(delays)},
        "resident_megabytes": resident,
    }


# MARK: Kills

def kill(options):
    """1,000 objects while the server is killed every few seconds and the destination is down a third of the time."""
    destination, stop = Destination(), threading.Event()
    destination.most_bytes = 64 << 10
    with running(options, destination.port) as node:
        waiting, tries, lock = queue.SimpleQueue(), collections.Counter(), threading.Lock()
        small = [radiograph(path, 512) for path in pictures(options)[:20]]
        sources = []
        for index in range(options.objects):
            dataset = small[index % len(small)]
            for key in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
                setattr(dataset, key, dicom_peer.generate_uid())
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            sources.append(str(dataset.SOPInstanceUID))
            waiting.put((sources[-1], save(dataset, node.folder / f"{index}.dcm")))
        acknowledged, kills, starts = {}, [0], []

        def sender():
            """Sends until every object is acknowledged."""
            while not stop.is_set() and len(acknowledged) < options.objects:
                try:
                    instance, path = waiting.get(timeout=0.5)
                except queue.Empty:
                    continue
                with lock:
                    tries[instance] += 1
                try:
                    status = Sender(node.dicom).store(path)[0]
                except (OSError, RuntimeError, ValueError):
                    status = None
                if status in (0, 0x0111):
                    acknowledged[instance] = time.monotonic()
                else:
                    waiting.put((instance, path))
                    time.sleep(0.2)
                time.sleep(options.pause)

        def killer():
            while not stop.wait(options.every):
                node.kill()
                kills[0] += 1
                node.start()
                starts.append(node.server.seconds_to_ready)

        def switch():
            """Up twice as long as down."""
            while not stop.wait(random.uniform(10, 20)):
                destination.down()
                stop.wait(random.uniform(5, 10))
                destination.up()

        started = time.monotonic()
        senders = [threading.Thread(target=sender) for _ in range(options.associations)]
        troubles = [threading.Thread(target=killer), threading.Thread(target=switch)]
        for thread in senders + troubles:
            thread.start()
        while any(thread.is_alive() for thread in senders) and time.monotonic() - started < 60 * options.limit:
            time.sleep(5)
            progress(f"{time.monotonic() - started:4.0f} s: {len(acknowledged)} acknowledged, {kills[0]} kills, "
                     f"{len(destination.snapshot())} results")
        # The kills go on while results are sent.
        most = 0.9 * options.kinds * options.objects
        while len(destination.snapshot()) < most and time.monotonic() - started < 60 * options.limit:
            time.sleep(1)
        stop.set()
        for thread in senders + troubles:
            thread.join()
        sending = time.monotonic() - started
        idle_since = None
        while time.monotonic() - started < 60 * options.limit:
            idle_since = (idle_since or time.monotonic()) if node.is_idle else None
            if idle_since and time.monotonic() - idle_since > 3:
                break
            time.sleep(1)
        counts, seconds = node.counts(), time.monotonic() - started
    destination.down()
    return kill_summary(options, sources, destination.snapshot(), acknowledged, tries) | {
        "kills": kills[0], "seconds_until_ready": {"median": server.share(starts, .5), "max": max(starts, default=0)},
        "seconds_sending": sending, "seconds": seconds, "counts": counts}


def kill_summary(options, sources, arrivals, acknowledged, tries):
    """What came of the sources, and whether it is what it should be."""
    results, kinds = collections.defaultdict(lambda: collections.defaultdict(set)), collections.Counter()
    for _, kind, instance, data in arrivals:
        kinds[kind, instance] += 1
        results[kind][source_of(data)].add(instance)
    by_kind = {
        kind: {
            "results": len({instance for other, instance in kinds if other == kind}),
            "sources": len(found),
            "sources_with_several": sum(len(instances) > 1 for instances in found.values()),
            "missing": len(set(sources) - set(found)),
            "resent": sum(count - 1 for (other, _), count in kinds.items() if other == kind),
        } for kind, found in results.items()
    }
    good = len(acknowledged) == len(sources) and len(by_kind) >= options.kinds and all(
        one["results"] == len(sources) and one["missing"] == 0 and one["sources_with_several"] == 0
        for one in by_kind.values())
    return {
        "good": good, "objects": len(sources), "acknowledged": len(acknowledged), "stores_tried": sum(tries.values()),
        "by_sop_class": by_kind}


# MARK: Hostile peers

def hostile(options):
    """Hostile peers of each kind beside echoes and stores; the server's memory all along."""
    destination, stop, met, good = Destination(), threading.Event(), collections.Counter(), collections.Counter()
    destination.most_bytes = 0
    samples, waits = [], []
    with running(options, destination.port) as node:
        def peer(name, act):
            while not stop.is_set():
                try:
                    with socket.create_connection(("127.0.0.1", node.dicom), timeout=20) as link:
                        act(link, stop)
                except OSError:
                    pass
                met[name] += 1
                stop.wait(random.uniform(0.05, 0.5))

        def peaceful():
            small = [radiograph(path, 512) for path in pictures(options)[:20]]
            number = 0
            while not stop.wait(1):
                sender, started = Sender(node.dicom), time.monotonic()
                dataset = small[number % len(small)]
                dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = dicom_peer.generate_uid()
                number += 1
                acts = {"echo": lambda: sender.echo(timeout=20), "store": lambda: sender.store(dataset)[0] == 0}
                for name, act in acts.items():
                    try:
                        good[name, bool(act())] += 1
                    except (OSError, RuntimeError, ValueError):
                        good[name, False] += 1
                waits.append((time.monotonic() - started) / 2)

        threads = [threading.Thread(target=peer, args=(name, act), daemon=True)
                   for name, (act, count) in hostile_peers.KINDS.items() for _ in range(count)]
        threads.append(threading.Thread(target=peaceful, daemon=True))
        started = time.monotonic()
        for thread in threads:
            thread.start()
        while time.monotonic() - started < 60 * options.hostile and node.server.process.poll() is None:
            samples.append((time.monotonic() - started, node.server.resident))
            progress(f"{samples[-1][0]:5.0f} s: {samples[-1][1]:.0f} MB resident, {sum(met.values())} hostile connections, "
                     f"{good['echo', True]}+{good['echo', False]} echoes, {good['store', True]}+{good['store', False]} stores")
            stop.wait(10)
        survived = node.server.process.poll() is None
        stop.set()
        for thread in threads:
            thread.join(30)
        afterwards = survived and Sender(node.dicom).echo()
        samples.append((time.monotonic() - started, node.server.resident if survived else 0))
    destination.down()
    settled = [memory for at, memory in samples[:-1] if at >= min(300, 10 * options.hostile)] or [samples[0][1]]
    tenth = max(1, len(settled) // 10)
    return {
        "good": bool(survived and afterwards), "survived": survived, "echo_afterwards": afterwards, "minutes": options.hostile,
        "hostile_connections": dict(met),
        "echoes": {"answered": good["echo", True], "not": good["echo", False]},
        "stores": {"answered": good["store", True], "not": good["store", False]},
        "seconds_of_a_good_association": {"median": server.share(waits, .5), "p95": server.share(waits, .95)},
        "resident_megabytes": {
            "first": samples[0][1], "last": samples[-1][1], "maximum": max(memory for _, memory in samples),
            "settled": server.share(settled[:tenth], .5), "at_the_end": server.share(settled[-tenth:], .5)},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    server.add_options(parser)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--hostile", type=float, metavar="MINUTES")
    parser.add_argument("--objects", type=int, help="default: 200, with --kill 1000")
    parser.add_argument("--associations", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3, help="of HTTP and DICOM in alternation")
    parser.add_argument("--path", default="/predict", help="of the readings over HTTP")
    parser.add_argument("--patience", type=float, default=300, help="seconds for the results of a round")
    parser.add_argument("--every", type=float, default=10, help="seconds between kills")
    parser.add_argument("--pause", type=float, default=0.3, help="seconds that a sender waits after an object, with --kill")
    parser.add_argument("--kinds", type=int, default=2, help="kinds of result that must come, with --kill")
    parser.add_argument("--limit", type=float, default=60, help="minutes after which --kill gives up")
    options = parser.parse_args()
    options.objects = options.objects or (1000 if options.kill else 200)
    found = kill(options) if options.kill else hostile(options) if options.hostile else throughput(options)
    print(json.dumps(found, indent=2))
    if not found.get("good", True):
        sys.exit("archive: not as it must be")


if __name__ == "__main__":
    main()
