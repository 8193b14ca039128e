"""How often one address may send, without keeping the address.

A bucket of tokens per address (RFC 2697 in the small), in the memory of one worker.
The key is a keyed hash whose secret is drawn when the worker starts and never stored,
so neither memory dumps of yesterday nor logs tell who answered (G33).
"""

import hashlib
import secrets
import threading
import time


class Pace:
    """Buckets that refill steadily and are forgotten once full.

    :param int burst: how many may come at once, an office behind one address
    :param float per_second: how many more each second
    :param int room: how many addresses are remembered at most
    """

    def __init__(self, burst=60, per_second=1.0, room=20_000, clock=time.monotonic):
        self.burst, self.per_second, self.room = burst, per_second, room
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._buckets = {}
        self._lock = threading.Lock()

    def allows(self, address):
        """Take one token from the address's bucket; False when it is empty."""
        key = hashlib.blake2b(
            str(address).encode(), key=self._secret, digest_size=16
        ).digest()
        now = self._clock()
        with self._lock:
            left, since = self._buckets.get(key, (float(self.burst), now))
            left = min(self.burst, left + (now - since) * self.per_second)
            if left < 1:
                return False
            if key not in self._buckets and len(self._buckets) >= self.room:
                self._forget_full(now)
            self._buckets[key] = (left - 1, now)
        return True

    def _forget_full(self, now):
        """Make room: a full bucket is worth as much as none."""
        self._buckets = {
            key: (left, since)
            for key, (left, since) in self._buckets.items()
            if left + (now - since) * self.per_second < self.burst
        }
        if len(self._buckets) >= self.room:
            self._buckets.clear()
