"""Adds to the recorded layers how far each is from the last, and where each token settles. See layers.ts."""

import json
from math import exp, log
from pathlib import Path

FILE = Path(__file__).parents[2] / "test" / "fixtures" / "references" / "layers.json"


def likeliest(flat):
    return {token: exp(logprob) for token, logprob in zip(flat[::2], flat[1::2])}


def bound(p, q):
    """Jensen-Shannon in nats, with all that is not in both lists apart."""
    both = p.keys() & q.keys()
    shared = sum(p[t] / 2 * log(2 * p[t] / (p[t] + q[t])) + q[t] / 2 * log(2 * q[t] / (p[t] + q[t])) for t in both)
    apart = 1 - sum(p[t] + q[t] for t in both) / 2
    return shared + apart * log(2)


found = json.loads(FILE.read_text())
*cut, last = found["recorded"]
tokens = range(len(last["lists"]))
found["divergences"] = [
    [round(bound(likeliest(last["lists"][at]), likeliest(each["lists"][at])), 9) for each in cut] for at in tokens
]
found["settled"] = [
    next((layer for layer, far in zip(found["layers"], row) if far <= 0.5), None) for row in found["divergences"]
]
FILE.write_text(json.dumps(found, separators=(",", ":")) + "\n")
