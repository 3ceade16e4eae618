"""What ranx gives for the rankings our retrieval metrics are tested on.

    python3 -m venv .venv && .venv/bin/pip install ranx==0.3.21
    .venv/bin/python scripts/references/retrieval.py

writes test/fixtures/references/retrieval.json, with the version that made it.
"""

import json
import random
from importlib.metadata import version
from pathlib import Path

from ranx import Qrels, Run, evaluate

FILE = Path(__file__).parents[2] / "test" / "fixtures" / "references" / "retrieval.json"
KS = (1, 3, 5, 10)
NAMES = {"precision": "precision", "recall": "recall", "ndcg": "ndcg", "hitRate": "hit_rate"}


def rankings():
    generator = random.Random(11)
    for size in (1, 2, 3, 5, 8, 12) * 5:
        corpus = [f"d{at}" for at in range(12)]
        generator.shuffle(corpus)
        relevant = generator.sample(corpus, generator.randint(1, 4))
        yield corpus[:size], sorted(relevant)


def figures(ranked, relevant):
    qrels = Qrels({"q": {each: 1 for each in relevant}})
    run = Run({"q": {each: float(len(ranked) - at) for at, each in enumerate(ranked)}})
    names = [f"{name}@{k}" for name in NAMES.values() for k in KS] + ["mrr", "map"]
    found = evaluate(qrels, run, names)
    return {
        **{
            ours: {str(k): float(found[f"{theirs}@{k}"]) for k in KS}
            for ours, theirs in NAMES.items()
        },
        "mrr": float(found["mrr"]),
        "map": float(found["map"]),
    }


rows = [
    {"ranked": ranked, "relevant": relevant, **figures(ranked, relevant)}
    for ranked, relevant in rankings()
]
text = json.dumps({"madeBy": {"ranx": version("ranx")}, "rankings": rows}, indent=1)
FILE.write_text(text + "\n", encoding="utf-8")
