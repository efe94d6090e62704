#!/usr/bin/env python3
"""Holds as many connections of a running server as it can get; others, and those who watch the server, must be answered.

usage: slot_holder.py HOST PORT PICTURE   (standard library only; a server on the loopback with its default limits; 15 s)
"""
import http.client
import socket
import sys
import time

host, port, picture = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "rb").read()
upload = b"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 100000\r\n\r\n"


def ask(method, path, body=None, source="127.0.0.1"):
    """The status and the seconds of a request from an address of this machine."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection(host, port, timeout=30, source_address=(source, 0))
    connection.request(method, path, body, {"Content-Type": "image/jpeg"} if body else {})
    status = connection.getresponse().status
    connection.close()
    return status, time.perf_counter() - started


def hold(count, text):
    """Connections on which a text has been sent and nothing follows."""
    links = []
    for _ in range(count):
        link = socket.create_connection((host, port), timeout=30)
        try:
            link.sendall(text)
        except OSError:
            pass
        links.append(link)
    return links


def ended(link):
    """Whether the server closes a connection."""
    try:
        while link.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def watched():
    """The slowest answer to those who watch."""
    answers = [ask("GET", path) for path in ("/health", "/v2/health/live", "/v2/health/ready", "/metrics") for _ in range(5)]
    assert all(status == 200 for status, _ in answers), answers
    return max(seconds for _, seconds in answers)


# 768 requests of which half is sent: whoever comes next takes the place of the oldest.
started = time.perf_counter()
halves = hold(768, b"GET /health HTTP/1.1\r\nHost: local")
slowest = watched()
assert slowest < 2, f"beside 768 halves of requests health took {slowest:.1f} s"
assert ask("POST", "/predict", picture)[0] == 200
assert all(ended(link) for link in halves), "half a request was waited for"
seconds = time.perf_counter() - started
assert seconds < 12, f"halves of requests were held for {seconds:.0f} s"
print(f"beside 768 halves of requests: at most {slowest * 1e3:.0f} ms; all closed after {seconds:.1f} s")

# Bodies that stop: they hold every slot, but not those for watching, nor those of another client.
bodies = hold(600, upload)
time.sleep(0.5)
slowest = watched()
assert slowest < 2, f"beside 600 bodies that stop health took {slowest:.1f} s"
assert ask("POST", "/predict", picture)[0] in (200, 503)
status, seconds = ask("POST", "/predict", picture, source="127.0.0.2")
assert status == 200, f"another client got {status}"
for link in bodies:
    link.close()
time.sleep(0.5)
assert ask("POST", "/predict", picture)[0] == 200
print(f"beside 600 bodies that stop: at most {slowest * 1e3:.0f} ms; another client is read in {seconds * 1e3:.0f} ms")
