"""Many respondents at once, each from an address of his own (127.0.0.0/8)."""

import http.client
import itertools
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

CLIENTS = 4
#: what an address sends before it gives way to the next; below the limit of `Pace`
EACH = 20


def send(url, bodies, path, clients=CLIENTS):
    """Send the forms; return (seconds, {state: how many})."""
    place = urlsplit(url)
    turns = itertools.count()

    def one(body):
        turn = next(turns) // EACH
        source = (f"127.{1 + turn // 250 % 250}.{turn % 250}.2", 0)
        connection = http.client.HTTPConnection(
            place.hostname, place.port, timeout=60, source_address=source
        )
        headers = {"Content-Type": "application/json"}
        connection.request("POST", path, body.encode(), headers)
        state = json.loads(connection.getresponse().read())["state"]
        connection.close()
        return state

    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        states = Counter(pool.map(one, bodies))
    return time.perf_counter() - start, states
