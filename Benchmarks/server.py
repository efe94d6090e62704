"""A server under test: started, spoken to with multipart uploads, watched and stopped. Standard library only."""
import asyncio
import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/hilum-server"
HEAD = b'--B\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'


class Server:
    """A process that listens at a port of this machine."""

    def __init__(self, command, port, environment=None, cwd=None, cores=None):
        self.port = port
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [str(word) for word in command], stdout=self.log, stderr=self.log, cwd=cwd,
            env={**os.environ, **(environment or {})},
            preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None)
        self.seconds_to_ready = self._wait_until_ready()

    def _wait_until_ready(self):
        started = time.perf_counter()
        while time.perf_counter() - started < 60 and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5).read()
                return time.perf_counter() - started
            except OSError:
                time.sleep(0.01)
        self.stop()
        self.log.seek(0)
        sys.exit("a server does not become ready:\n" + self.log.read().decode(errors="replace")[-2000:])

    @property
    def resident(self):
        """Resident megabytes of the process."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0

    @property
    def processor_seconds(self):
        """Processor time of the process so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        """Ends the server with SIGTERM; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextlib.contextmanager
def running(command, port, **options):
    """A server for the length of a `with` block."""
    server = Server(command, port, **options)
    try:
        yield server
    finally:
        server.stop()


def command(options, precision, models=None):
    """The command line of Hilum's server for the options of a script."""
    return [options.server, "--models", models or options.model, "--port", options.port, "--precision", precision,
            "--log-level", "warning"] + options.options.split()


def add_options(parser, images=True):
    """Adds what `command`, and `bodies` where there are images, need to a script's options."""
    parser.add_argument("--model", type=pathlib.Path, required=True, help="a bundle")
    if images:
        parser.add_argument("--images", type=pathlib.Path, required=True, help="a folder with JPEG files")
    parser.add_argument("--precision", default="f32")
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--server", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--options", default="", help="further options of the server")


def form(*files):
    """The body of a form with files."""
    return b"".join(HEAD + file + b"\r\n" for file in files) + b"--B--\r\n"


def bodies(folder, limit=256):
    """A form for each picture of a folder."""
    files = sorted(path for path in folder.rglob("*.jp*g"))[:limit]
    if not files:
        sys.exit(f"there are no JPEG files in {folder}")
    return [form(path.read_bytes()) for path in files]


def request(body, path="/predict", content_type="multipart/form-data; boundary=B"):
    """The bytes of a request on a connection that is kept."""
    return (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


class Connection:
    """One connection to a server; opened when first used, and again after it was closed."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def send(self, request):
        """Sends a request; the status of the answer.

        Raises OSError or EOFError where the connection ends before the answer has."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            self.writer.write(request)
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = next(int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:"))
            await self.reader.readexactly(length)
            await self.writer.drain()
            if "connection: close" in head:
                self.close()
            return int(head.split(" ", 2)[1])
        except (OSError, EOFError):
            self.close()
            raise

    def close(self):
        """Closes the connection; the next request opens it anew."""
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


def share(values, part):
    """The value that this part of the values does not exceed."""
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))] if values else float("nan")
