#!/usr/bin/env python3
"""Sends what no client should to a running server, over real sockets; the server must refuse it and go on answering.

usage: hostile.py HOST PORT PICTURE   (standard library only; takes about a minute, for the slow clients)
"""
import http.client
import socket
import sys
import threading
import time

host, port, picture = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "rb").read()
form = (b"--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" + picture + b"\r\n--B--\r\n")


def good():
    """The status and the seconds of a good request."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection(host, port, timeout=30)
    connection.request("POST", "/predict", form, {"Content-Type": "multipart/form-data; boundary=B"})
    status = connection.getresponse().status
    connection.close()
    return status, time.perf_counter() - started


def raw(head, body=b"", wait=30):
    """Sends bytes and returns the first line of the answer; '' where the connection was closed."""
    with socket.create_connection((host, port), timeout=wait) as link:
        try:
            link.sendall(head)
            for piece in body if not isinstance(body, bytes) else [body]:
                link.sendall(piece)
        except OSError:
            pass
        try:
            return link.recv(65536).split(b"\r\n")[0].decode()
        except OSError:
            return ""


def check(name, answer, *wanted):
    print(f"{name}: {answer or 'closed'}", flush=True)
    assert any(text in answer if text else not answer for text in wanted), name
    status, seconds = good()
    assert status == 200, f"after {name} a good request got {status}"


post = b"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
megabyte = b"x" * (1 << 20)
check("a declared gigabyte", raw(post + b"Content-Length: 1073741824\r\n\r\n", megabyte), "413")
check("an undeclared gigabyte", raw(
    post + b"Transfer-Encoding: chunked\r\n\r\n", (b"100000\r\n" + megabyte + b"\r\n" for _ in range(1024))), "413", "")
check("10,000 headers", raw(post + b"".join(b"X-%d: y\r\n" % i for i in range(10_000)) + b"\r\n"), "431", "400", "")
check("a megabyte of header", raw(post + b"X: " + megabyte + b"\r\n\r\n"), "431", "400", "")
check("no HTTP", raw(b"\x16\x03\x01\x02\x00 this is no request\r\n\r\n"), "400", "")
check("two lengths", raw(post + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", wait=5), "400", "")
check("both a length and chunks", raw(post + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", wait=5), "400", "")
chunks = [b"%x\r\n%s\r\n" % (len(picture[i:i + 16]), picture[i:i + 16]) for i in range(0, min(len(picture), 160_000), 16)]
check("10,000 tiny chunks", raw(post + b"Transfer-Encoding: chunked\r\n\r\n", chunks + [b"0\r\n\r\n"]), "200", "400")

cut = socket.create_connection((host, port))
cut.sendall(post + b"Content-Length: 500000\r\n\r\n" + picture[:1000])
cut.close()
check("a connection cut in the middle", "cut", "cut")

# 60 clients that send a byte now and then must not keep others waiting.
stop = threading.Event()


def slow(number):
    with socket.create_connection((host, port)) as link:
        link.sendall(post[: 20 + number] if number % 2 else post + b"Content-Length: 100000\r\n\r\n")
        while not stop.wait(0.5):
            try:
                link.sendall(b"x")
            except OSError:
                return


threads = [threading.Thread(target=slow, args=(number,)) for number in range(60)]
for thread in threads:
    thread.start()
seconds = [good() for _ in range(40)]
stop.set()
for thread in threads:
    thread.join()
assert all(status == 200 for status, _ in seconds)
print(f"beside 60 slow clients: median {sorted(s for _, s in seconds)[20] * 1e3:.1f} ms")
silent = time.perf_counter()
answer = raw(post + b"Content-Length: 100000\r\n\r\n" + b"x" * 100, wait=90)
check(f"a body that stops, after {time.perf_counter() - silent:.0f} s", answer, "408", "")
print("all refused, and the server goes on")
