"""Puts the Python client behind the conformance suite's lines; see ClientProcess.java."""

import json
import sys
import threading
import time

import driftgate
import websocket

_lock = threading.Lock()
_send = websocket.WebSocket.send
_wall = time.time


def say(line):
    with _lock:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def told(socket, text, *rest):
    """Tells when a renewal is sent."""
    frame = json.loads(text) if isinstance(text, str) and text.startswith("{") else {}
    if frame.get("op") == "renew":
        say(f"sent {frame['nonce']} {time.monotonic() * 1000}")
    return _send(socket, text, *rest)


websocket.WebSocket.send = told
desk = None
for line in sys.stdin:
    order, *words = line.split()
    if order == "connect":
        k, max_hold_ms, key, *urls = words
        keys = None if key == "-" else {"k1": key}
        desk = driftgate.Desk(urls, int(k), max_hold=float(max_hold_ms) / 1000, keys=keys)
        desk.start()
    elif order == "permission":
        now = time.monotonic()
        answer = desk.permission(words[0])
        say(f"permission {answer.quotes} {answer.liquidations} {answer.until * 1000} {now * 1000} {answer.why}")
    elif order == "clock":
        time.time = lambda step=float(words[0]) / 1000: _wall() + step
    else:
        break
