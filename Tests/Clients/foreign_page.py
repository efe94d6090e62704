#!/usr/bin/env python3
"""Asks a running server what a browser asks for a web page of another site; the server must refuse it all.

usage: foreign_page.py HOST PORT MODEL PICTURE   (standard library only; a server without keys and with --audit)
"""
import http.client
import json
import socket
import sys

host, port, model, picture = sys.argv[1], int(sys.argv[2]), sys.argv[3], open(sys.argv[4], "rb").read()


def ask(method, path, body=None, **headers):
    """The status and the body of an answer; header names have `_` for `-`."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def raw(text):
    """The status of an answer to bytes that no HTTP client would send."""
    with socket.create_connection((host, port), timeout=30) as link:
        link.sendall(text.encode())
        return int(link.recv(65536).split()[1])


def read(**headers):
    return ask("POST", "/predict", picture, Content_Type="image/jpeg", **headers)


status, reading = read()
assert status == 200, status
mine = json.loads(reading)["request_id"]
opinion = json.dumps({"request_id": mine, "label": json.loads(reading)["prediction"]})

# A page whose own name leads to this machine by now: the browser takes the server for a part of it.
for name in ("attacker.example", f"attacker.example:{port}", f"localhost.attacker.example:{port}", "192.0.2.1"):
    for path in ("/history", "/history.csv", "/models", "/health", "/metrics", "/docs", "/openapi.json", "/"):
        status, content = ask("GET", path, Host=name)
        assert status == 421 and mine.encode() not in content, (name, path, status)
    assert read(Host=name, Origin=f"http://{name}", Sec_Fetch_Site="same-origin")[0] == 421, name
for head in ("GET /history HTTP/1.1\r\n", f"GET /history HTTP/1.1\r\nHost: {host}\r\nHost: attacker.example\r\n"):
    assert raw(head + "Connection: close\r\n\r\n") == 400, head
print("foreign names open nothing")

# A page that sends forms and requests that need no leave (text/plain, no own headers).
pages = [
    {"Origin": "https://attacker.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"}, {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"}, {"Origin": f"http://{host}:{port}", "Sec_Fetch_Site": "cross-site"},
]
for page in pages:
    assert read(**page)[0] == 403, page
    for path, body in (
        (f"/v2/repository/models/{model}/unload", ""), (f"/v2/repository/models/{model}/load", ""), ("/feedback", opinion),
        ("/v2/repository/index", "{}"), (f"/v2/models/{model}/infer", "{}"), ("/explain", picture), ("/render", picture),
    ):
        assert ask("POST", path, body, Content_Type="text/plain", **page)[0] == 403, (page, path)
status, history = ask("GET", "/history?limit=1")
newest = json.loads(history)["readings"][0]
assert newest["id"] == mine and newest["feedback"] is None, "a foreign page has left something"
assert ask("POST", f"/v2/repository/models/{model}/unload", "")[0] == 403, "nobody has asked for control of the models"

# The server's own page, and programs, go on.
for page in ({}, {"Origin": f"http://{host}:{port}", "Sec_Fetch_Site": "same-origin"}, {"Host": f"localhost:{port}"}):
    assert read(**page)[0] == 200, page
assert ask("POST", "/feedback", opinion)[0] == 204
print("foreign pages send nothing")
