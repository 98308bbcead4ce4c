"""A desk on Driftgate's feed. One file for Python 3.9 or newer; needs the package websocket-client.

    import driftgate
    desk = driftgate.Desk(["wss://gate-a/v1/feed", "wss://gate-b/v1/feed"])
    desk.start()
    ...
    desk.permission("ETH-PERP")  # ask at the moment of use; never keep the answer

What keeps it safe:
 - permission counts from when it was asked for, on our own monotonic clock (Lease);
 - a grant counts only if its epoch and view hash are ours: same table, same gate (Table);
 - a restriction is effective on receipt, a relaxation with the next grant that counts;
 - a gap in a market's versions, or a hash that differs, ends permission until a new snapshot;
 - several gates: the strictest of those that grant, and at least k of them (Desk).
Times are seconds of time.monotonic(). Any thread may ask for permission; each gate has a thread of
its own, which alone touches its socket.
"""

import base64
import hashlib
import json
import math
import random
import secrets
import threading
import time
from collections import OrderedDict
from typing import NamedTuple

import websocket  # the package websocket-client

PROTOCOL = "driftgate.v1"
RATE_MARGIN = 0.99  # two machines' clocks may differ in rate by 1 %
RENEW_LEAST, RENEW_MOST = 0.05, 0.25  # a gate takes 20 a second
CONNECT = 2.0
RESYNC = 1.0  # between two snapshots asked for on one connection
BACKOFF_FIRST, BACKOFF_MOST = 0.25, 5.0
MAX_ASKED = 32
GATE_FRAMES = {"snapshot", "transition", "confirmed", "heartbeat", "lease"}
SIGNED_FRAMES = {"snapshot", "transition", "confirmed"}

# ---- states: from permissive to strict; a word that is not listed counts as the strictest

QUOTES = ("OPEN", "WIDEN", "WITHDRAW")
LIQUIDATIONS = ("ENABLED", "PAUSED")


class Outputs(NamedTuple):
    quotes: str
    liquidations: str


CLOSED = Outputs("WITHDRAW", "PAUSED")


class Permission(NamedTuple):
    """What may be done; it ends at `until`, if nothing ends it before. 0 while there is no lease."""

    quotes: str
    liquidations: str
    until: float
    why: str


def _rank(states, state):
    return states.index(state) if state in states else len(states) - 1


def strictest(*outputs):
    return Outputs(
        QUOTES[max(_rank(QUOTES, each.quotes) for each in outputs)],
        LIQUIDATIONS[max(_rank(LIQUIDATIONS, each.liquidations) for each in outputs)],
    )


def _said(row):
    return strictest(Outputs(row["quotes"], row["liquidations"]))


def _unheard(row):
    """A row while no lease stands."""
    pauses = (row.get("onUnknown") or {}).get("pauseLiquidations") is not False
    return strictest(Outputs("WITHDRAW", "PAUSED" if pauses else "ENABLED"), _said(row))


def _last_word(row):
    """What counts of a silent gate's row: what it forbids."""
    quotes, liquidations = _said(row)
    return Outputs(quotes if quotes == "WITHDRAW" else "OPEN", liquidations)


def _restricts(frame):
    return any(
        _rank(states, move["to"]) > _rank(states, move["from"])
        or (move["to"] not in states and move["to"] != move["from"])
        for states, move in ((QUOTES, frame["quotes"]), (LIQUIDATIONS, frame["liquidations"]))
    )


# ---- hashes


def row_digest(row):
    """The canonical encoding is six lines, each ended by one LF."""
    pauses = json.dumps((row.get("onUnknown") or {}).get("pauseLiquidations"))
    lines = ("driftgate.row.v1", row["id"], row["version"], row["quotes"], row["liquidations"], pauses)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def row_hash(row):
    return "0x" + row_digest(row).hex()


def view_hash(rows):
    """Over the row hashes' bytes, in order of market id."""
    return "0x" + hashlib.sha256(b"".join(map(row_digest, rows))).hexdigest()


# ---- Ed25519 (RFC 8032, section 5.1.7): only checks, so it has no secret to leak by its timing

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P


def _add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % _P, (a[1] + a[0]) * (b[1] + b[0]) % _P
    g, h = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _point(encoded):
    """The point of 32 bytes; ValueError if there is none."""
    number = int.from_bytes(encoded, "little")
    y, sign = number % 2**255, number >> 255
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if len(encoded) != 32 or y >= _P or x * x % _P != square or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = x if x % 2 == sign else _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def ed25519_verifies(key, signature, message):
    """Whether the 64 bytes are the key's signature of the message. Takes some milliseconds."""
    try:
        (x, y, _, xy), s = _point(key), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    if len(signature) != 64 or s >= _ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _ORDER
    minus = (_P - x, y, 1, _P - xy)
    added = {(1, 0): _BASE, (0, 1): minus, (1, 1): _add(_BASE, minus)}
    total = (0, 1, 1, 0)
    for bit in range(252, -1, -1):  # s · base − k · key must be the signature's first half
        total = _add(total, total)
        if (s >> bit | k >> bit) & 1:
            total = _add(total, added[s >> bit & 1, k >> bit & 1])
    inverse = pow(total[2], -1, _P)
    x, y = total[0] * inverse % _P, total[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def _unbase64(text):
    text = text.replace("-", "+").replace("_", "/")
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


# ---- what the gate said of each market, and what of it may be acted upon


class Table:
    def __init__(self):
        self.rows = {}  # id -> the row as the gate said it
        self.effective = {}  # id -> outputs that a grant has covered, or a restriction since then
        self.view_hash = view_hash([])

    def replace(self, rows, expected):
        """Takes a snapshot's rows. Nothing opens by it; false if a hash is wrong."""
        before = self.effective
        self.rows = {row["id"]: row for row in rows}
        self.effective = {
            id: strictest(before.get(id) or _unheard(row), _said(row)) for id, row in self.rows.items()
        }
        self._seal()
        return self.view_hash == expected and all(row["rowHash"] == row_hash(row) for row in rows)

    def apply(self, frame):
        """Takes a transition; false if it doesn't follow from what is known."""
        old = self.rows.get(frame["market"])
        if old is None or frame["version"] != old["version"] + 1:
            return False
        row = dict(old, version=frame["version"], reasons=frame.get("reasons") or [])
        row.update(quotes=frame["quotes"]["to"], liquidations=frame["liquidations"]["to"])
        self.rows[row["id"]] = row
        self.tighten(row["id"], _said(row))
        self._seal()
        return frame["rowHash"] == row_hash(row)

    def tighten(self, id, outputs):
        """A restriction is obeyed before anything else is known of it."""
        self.effective[id] = strictest(self.effective.get(id, CLOSED), outputs)

    def allow(self):
        """A matching grant: what the gate said may be acted upon."""
        self.effective = {id: _said(row) for id, row in self.rows.items()}

    def _seal(self):
        self.view_hash = view_hash([self.rows[id] for id in sorted(self.rows)])


# ---- permission, counted from when it was asked for: a grant may have sat in a buffer


class Lease:
    def __init__(self):
        self.until = -math.inf
        self._asked = OrderedDict()  # nonce -> when
        self._prefix, self._serial = secrets.token_hex(8), 0

    def ask(self, now):
        """The nonce to send now."""
        self._serial += 1
        nonce = f"{self._prefix}-{self._serial}"
        self._asked[nonce] = now
        if len(self._asked) > MAX_ASKED:
            self._asked.popitem(last=False)
        return nonce

    def grant(self, nonce, lease_ms):
        """Takes the answer to a nonce of ours; false if it answers nothing that was asked."""
        if nonce not in self._asked or not _is_length(lease_ms):
            return False
        self.until = max(self.until, self._asked.pop(nonce) + lease_ms / 1000 * RATE_MARGIN)
        return True

    def forget_asked(self):
        """On a connection that is gone; what was granted runs out by itself."""
        self._asked.clear()

    def end(self):
        self.forget_asked()
        self.until = -math.inf


def _is_length(ms):
    return type(ms) in (int, float) and math.isfinite(ms) and ms > 0


# ---- one gate


class _Lost(Exception):
    """The connection is of no use any more."""


class Gate:
    """A connection to one gate, kept up by its thread. Its answers are that gate's alone."""

    def __init__(self, url, options):
        self.lock = threading.Lock()  # for all that permission is judged by; nobody waits in it
        self.table, self.lease = Table(), Lease()
        self.problem = "connecting"
        self.heard_at = -math.inf
        self._url, self._options = url, options
        self._keys = options.keys and {kid: _unbase64(key) for kid, key in options.keys.items()}
        self._socket = None
        self._outbox = []
        self._epoch, self._seq = None, -1  # of the table
        self._synced = False  # a snapshot came, and nothing contradicted it since
        self._lease_s = 1.0  # as hello says
        self._watched_at = self._asked_at = self._subscribed_at = self._tick_at = -math.inf
        self._patience = CONNECT
        self._failures = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"driftgate {url}", daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        """Ends the thread within a moment; what was granted runs out by itself."""
        self._stopped.set()

    @property
    def held_until(self):
        """How long what was last heard of this gate counts against opening."""
        return max(self.lease.until, self.heard_at) + self._options.max_hold

    # -- the connection, on its own thread

    def _run(self):
        while not self._stopped.is_set():
            try:
                self._converse()
            except (_Lost, websocket.WebSocketException, OSError) as lost:
                self.problem = str(lost) or type(lost).__name__
            if self._socket is not None:
                self._socket.shutdown()  # no closing handshake: a dead connection's takes minutes
                self._socket = None
            self._outbox.clear()
            self.lease.forget_asked()
            ceiling = min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** min(self._failures, 9))
            self._failures += 1
            self._stopped.wait(ceiling * random.uniform(0.5, 1))

    def _converse(self):
        self._socket = websocket.create_connection(
            self._url,
            timeout=CONNECT,
            subprotocols=[PROTOCOL],
            suppress_origin=True,
            sslopt=self._options.sslopt or {},
        )
        self._watched_at, self._patience = time.monotonic(), CONNECT
        self._subscribe()
        while not self._stopped.is_set():
            now = time.monotonic()
            if now >= self._tick_at:
                self._tick_at = now + min(RENEW_MOST, max(RENEW_LEAST, self._lease_s / 4))
                self._renew() if self._synced else self._resync()
            self._flush()
            self._socket.settimeout(max(0.001, self._tick_at - time.monotonic()))
            try:
                kind, data = self._socket.recv_data()
            except websocket.WebSocketTimeoutException:
                # judged only when nothing waits to be read: it may be us who stood still
                if time.monotonic() - self._watched_at > self._patience:
                    raise _Lost("nothing heard") from None
                continue
            if kind == websocket.ABNF.OPCODE_CLOSE:
                raise _Lost(f"the gate closed the feed ({int.from_bytes(data[:2], 'big')})")
            self._watched_at = time.monotonic()
            self._receive(data)

    def _send(self, frame):
        self._outbox.append(json.dumps(frame))

    def _flush(self):
        self._socket.settimeout(CONNECT)
        while self._outbox:
            self._socket.send(self._outbox.pop(0))

    def _subscribe(self):
        """For a snapshot; with a table that nothing contradicts, for what it has missed."""
        self._subscribed_at = time.monotonic()
        if self._options.token is not None:
            self._send({"op": "auth", "token": self._options.token})
        frame = {"op": "subscribe", "markets": list(self._options.markets), "streams": ["gate"]}
        if self._keys:
            frame["signed"] = True
        if self._synced:
            frame["since"] = {"epoch": self._epoch, "seq": self._seq}
        self._send(frame)

    def _resync(self):
        if time.monotonic() - self._subscribed_at >= RESYNC:
            self._subscribe()

    def _renew(self):
        now = time.monotonic()
        if now - self._asked_at >= RENEW_LEAST:
            self._asked_at = now
            self._send({"op": "renew", "nonce": self.lease.ask(now)})

    def _distrust(self, problem):
        """Permission ends now; a new snapshot is asked for."""
        self.problem = problem
        self._synced = False
        self.lease.end()
        self._resync()

    # -- frames

    def _receive(self, data):
        head, body = (b"", data) if data[:1] == b"{" else data.partition(b"\n")[::2]
        try:
            frame = json.loads(body)
            type_ = frame["type"]
            refused = self._keys and type_ in SIGNED_FRAMES and not self._is_signed(head, body, frame)
            with self.lock:
                if refused:
                    self._distrust(f"a {type_} frame was not signed with a key that we know")
                elif type_ not in GATE_FRAMES or self._is_from_our_gate(frame):
                    self.heard_at = time.monotonic()
                    # else telemetry, and whatever a newer gate may add
                    getattr(self, f"_take_{type_}", lambda _: None)(frame)
        except (ValueError, KeyError, TypeError, AttributeError) as broken:
            with self.lock:
                self._distrust(f"a frame was not understood: {broken!r}")
        else:
            if not refused:
                self._options.on_frame(frame)

    def _is_signed(self, head, body, frame):
        if frame["type"] == "transition":  # obeyed already while its signature is being checked
            with self.lock:
                if frame["market"] in self.table.rows:
                    said = Outputs(frame["quotes"]["to"], frame["liquidations"]["to"])
                    self.table.tighten(frame["market"], said)
        kid, _, signature = head.decode().rpartition(":")
        return kid in self._keys and ed25519_verifies(self._keys[kid], _unbase64(signature), body)

    def _is_from_our_gate(self, frame):
        """Nothing of an earlier start is acted on; a later start begins with a snapshot."""
        epoch = frame["epoch"]
        if type(epoch) is not int:
            raise TypeError("epoch")
        if self._epoch in (None, epoch) or (frame["type"] == "snapshot" and epoch > self._epoch):
            return True
        self._distrust(f"the gate's epoch went from {self._epoch} to {epoch} unannounced")
        return False

    def _take_hello(self, frame):
        if _is_length(frame["leaseMs"]):
            self._lease_s = frame["leaseMs"] / 1000
        self._patience = self._lease_s
        if self._epoch not in (None, frame["epoch"]):
            self.lease.end()  # another start of the gate: what the last one granted is over

    def _take_snapshot(self, frame):
        if frame["epoch"] != self._epoch:
            self.lease.end()
            self.table = Table()
            self._epoch, self._seq = frame["epoch"], -1
        if frame["seq"] < self._seq:
            self._distrust(f"a snapshot of {frame['seq']} came after {self._seq}")
        elif not self.table.replace(frame["markets"], frame["viewHash"]):
            self._distrust("the snapshot's hashes are not those of its rows")
        else:
            self._seq, self._synced = frame["seq"], True
            self._renew()

    def _take_transition(self, frame):
        if not self._synced:
            return  # the snapshot that was asked for will tell
        if not self.table.apply(frame):
            self._distrust(f"transition {frame['version']} of {frame['market']} doesn't follow our table")
            return
        self._seq = max(self._seq, frame["seq"])
        if _restricts(frame):
            self._send({"op": "ack", "market": frame["market"], "version": frame["version"]})
        else:
            self._renew()  # what was relaxed waits for a grant

    def _take_lease(self, frame):
        if not self._synced:
            return
        if frame["viewHash"] != self.table.view_hash:
            self._distrust("the grant's view hash is not our table's")
        elif self.lease.grant(frame["nonce"], frame["leaseMs"]):
            self.table.allow()
            self._failures, self.problem = 0, None

    def _take_error(self, frame):
        self.problem = f"the gate says: {frame.get('message') or frame.get('code')}"


# ---- the desk


class _Options(NamedTuple):
    markets: tuple
    token: str
    keys: dict
    max_hold: float
    sslopt: dict
    on_frame: object


class Desk:
    """What may be done, as one or more gates say: the strictest of those that grant, if k do.

    k: how many gates must grant; default: more than half.
    keys: {kid: base64url of 32 bytes}: take nothing that one of these has not signed.
    max_hold: seconds for which what a silent gate forbade counts.
    sslopt: of websocket-client, e.g. {"ca_certs": "ca.pem"}.
    on_frame: called on a gate's thread with each frame that was taken.
    """

    def __init__(
        self, urls, k=None, *, markets=("*",), token=None, keys=None, max_hold=300.0, sslopt=None,
        on_frame=lambda frame: None,
    ):
        options = _Options(tuple(markets), token, keys, max_hold, sslopt, on_frame)
        self._gates = [Gate(url, options) for url in urls]
        self._k = len(self._gates) // 2 + 1 if k is None else k
        if not 1 <= self._k <= len(self._gates):
            raise ValueError(f"k must be between 1 and {len(self._gates)}")

    def start(self):
        for gate in self._gates:
            gate.start()

    def stop(self):
        for gate in self._gates:
            gate.stop()

    def permission(self, market):
        """What may be done in a market at this moment."""
        rows, granted, silent, problem = [], [], [], None
        for gate in self._gates:
            with gate.lock:
                row = gate.table.rows.get(market)
                effective = gate.table.effective.get(market, CLOSED)
                until, held = gate.lease.until, gate.held_until
            if row is not None:
                rows.append(row)
            now = time.monotonic()
            if until > now:
                granted.append((until, effective))
                continue
            problem = problem or gate.problem
            if row is not None and held > now:
                silent.append(_last_word(row))
        now = time.monotonic()
        ends = sorted((until for until, _ in granted if until > now), reverse=True)
        if len(ends) < self._k:
            count = f"{len(ends)} of {len(self._gates)} gates grant, {self._k} must"
            outputs = strictest(*map(_unheard, rows)) if rows else CLOSED
            return Permission(*outputs, 0.0, f"{count}: {problem or 'the lease is over'}")
        outputs = strictest(*(effective for _, effective in granted), *silent)
        if outputs == ("OPEN", "ENABLED"):
            return Permission(*outputs, ends[self._k - 1], "")
        reasons = [f"{each.get('bound')} {each.get('leg')}" for row in rows for each in row.get("reasons") or []]
        return Permission(*outputs, ends[self._k - 1], ", ".join(reasons) or "not granted yet")
