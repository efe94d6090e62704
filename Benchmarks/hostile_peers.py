"""Peers that mean a DICOM node ill: each is a function of a connection and an event that ends it. Standard library only."""
import os
import random
import socket
import struct


def request_bytes(called=b"HILUM"):
    """An association request for C-ECHO, by hand (PS3.8, section 9.3.2)."""
    item = lambda kind, data: struct.pack(">BBH", kind, 0, len(data)) + data
    context = item(0x20, b"\x01\x00\x00\x00" + item(0x30, b"1.2.840.10008.1.1") + item(0x40, b"1.2.840.10008.1.2"))
    user = item(0x50, item(0x51, struct.pack(">I", 16384)) + item(0x52, b"1.2.3"))
    body = struct.pack(">HH", 1, 0) + called.ljust(16) + b"HOSTILE".ljust(16) + bytes(32)
    body += item(0x10, b"1.2.840.10008.3.1.1.1") + context + user
    return struct.pack(">BBI", 1, 0, len(body)) + body


def pdata(size, declared=None):
    """A P-DATA-TF with a fragment of a data set, whose declared length may be another."""
    return struct.pack(">BBIIBB", 4, 0, size + 6 if declared is None else declared, size + 2, 1, 0) + os.urandom(size)


def silent(link, stop):
    stop.wait(20)


def silent_after_request(link, stop):
    link.sendall(request_bytes())
    link.recv(4096)
    stop.wait(20)


def aborting(link, stop):
    link.sendall(request_bytes())
    link.recv(4096)
    link.sendall(pdata(1000) + pdata(5000)[:700])
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def garbage(link, stop):
    for _ in range(64):
        link.sendall(os.urandom(16384))


def giant(link, stop):
    if random.random() < 0.5:
        link.sendall(request_bytes())
        link.recv(4096)
        link.sendall(pdata(2000, 0xFFFFFFFF))
    else:
        link.sendall(struct.pack(">BBI", 1, 0, 0xFFFFFFFF))
    for _ in range(256):
        link.sendall(bytes(16384))


def slow(link, stop):
    for byte in request_bytes() + pdata(4000):
        link.sendall(bytes([byte]))
        if stop.wait(0.5):
            return


# Each kind with how many of it act at once.
KINDS = {"silent": (silent, 60), "silent after request": (silent_after_request, 8), "aborting": (aborting, 4),
           "garbage": (garbage, 4), "giant lengths": (giant, 4), "byte by byte": (slow, 8)}
