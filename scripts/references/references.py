"""What established libraries give for the texts and numbers our own functions are tested on.

    python3 -m venv .venv && .venv/bin/pip install -r scripts/references/requirements.txt
    .venv/bin/python scripts/references/references.py

writes test/fixtures/references/*.json, with the versions that made them.
"""

import json
import random
from importlib.metadata import version
from pathlib import Path

import numpy
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF
from scipy import stats

FOLDER = Path(__file__).parents[2] / "test" / "fixtures" / "references"

TEXTS = [
    ("the cat is on the mat", "the cat sat on the mat"),
    ("The quick brown dog jumps on the log.", "The quick brown fox jumps over the lazy dog"),
    ("hello world", "hello there world"),
    ("yes", "no"),
    ("", "the cat"),
    ("the cat", ""),
    ("", ""),
    ("   ", "a"),
    ("billing", "billing"),
    ("It costs $1,299.50 - or 20% less.", "It costs 1299.50 dollars, or 20 % less."),
    ("state-of-the-art, isn't it?", "State of the art; is it not?"),
    ("version 2.0-rc1 (beta)", "version 2.0 rc1 [beta]"),
    ("&quot;A &amp; B&quot; &lt;tag&gt;", '"A & B" <tag>'),
    ("one\ntwo-\nthree\n", "one two three"),
    ("a a a a b b", "a b a b a b"),
    ("Der Hund läuft schnell über die Straße.", "Der Hund rennt schnell über die Straße."),
    ("Le café était fermé à midi.", "Le café n’était pas ouvert à midi !"),
    ("El niño comió una manzana.", "La niña comió dos manzanas."),
    ("Привет, мир! Как дела?", "Привет, мир. Как твои дела?"),
    ("今日は天気がいいですね。", "今日はとても天気が良いです。"),
    ("他昨天去了北京。", "昨天他到北京去了。"),
    ("مرحبا بالعالم", "مرحبا أيها العالم"),
    ("안녕하세요 세계", "안녕 세계"),
    ("नमस्ते दुनिया", "नमस्ते, सुंदर दुनिया"),
    ("I ❤️ 🍕 and 🍝", "I ❤️ 🍝 and 🍕"),
    ("👩‍👩‍👧 family", "👨‍👩‍👧 family"),
    ('{"label": "bug", "score": 0.5}', '{"label":"billing","score":0.75}'),
    ("- one\n- two\n- three", "* one\n* two\n* four"),
    ("x", "x"),
    ("x y", "x y"),
    ("x y z", "z y x"),
    ("ab" * 40, "ba" * 40),
]


def long_texts():
    generator = random.Random(7)
    words = [f"word{index}" for index in range(120)]
    for length in (50, 300, 900):
        first = [generator.choice(words) for _ in range(length)]
        second = [generator.choice(words) if generator.random() < 0.2 else each for each in first]
        yield " ".join(first), " ".join(second)


def texts():
    bleu, chrf = BLEU(effective_order=True), CHRF()
    rouge = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False)
    for hypothesis, reference in [*TEXTS, *long_texts()]:
        found = rouge.score(reference, hypothesis)
        yield {
            "hypothesis": hypothesis,
            "reference": reference,
            "bleu": bleu.sentence_score(hypothesis, [reference]).score,
            "chrf": chrf.sentence_score(hypothesis, [reference]).score,
            **{name: list(score) for name, score in found.items()},
        }


def sign_flip(differences):
    result = stats.permutation_test(
        (differences,), numpy.mean, permutation_type="samples", n_resamples=numpy.inf
    )
    return float(result.pvalue)


def arrays():
    generator = numpy.random.default_rng(7)
    mcnemar = [(b, c) for b in (0, 1, 2, 5, 8, 20) for c in (0, 1, 3, 8, 30)]
    rates = [(k, n) for n in (1, 5, 20, 100) for k in sorted({0, 1, n // 2, n - 1, n})]
    pairs = [
        (generator.normal(size=n).round(1).tolist(), generator.normal(size=n).round(1).tolist())
        for n in (4, 10, 25, 60)
        for _ in range(4)
    ]
    differences = [generator.normal(0.3, 1, size=n).round(2).tolist() for n in (3, 5, 8, 12) for _ in range(3)]
    margins = [(generator.normal(0, 0.2, size=n).round(3).tolist(), 0.1) for n in (5, 20, 60) for _ in range(2)]
    pvalues = [generator.uniform(size=n).round(4).tolist() for n in (1, 5, 20)]
    interval = lambda k, n, method: list(stats.binomtest(k, n).proportion_ci(0.95, method))
    return {
        "mcnemar": [
            {"b": b, "c": c, "p": float(stats.binomtest(b, b + c).pvalue) if b + c else 1.0}
            for b, c in mcnemar
        ],
        "wilson": [{"k": k, "n": n, "ci": interval(k, n, "wilson")} for k, n in rates],
        "clopperPearson": [{"k": k, "n": n, "ci": interval(k, n, "exact")} for k, n in rates],
        "spearman": [
            {"a": a, "b": b, "rho": float(stats.spearmanr(a, b).statistic)} for a, b in pairs
        ],
        "signFlip": [{"differences": each, "p": sign_flip(each)} for each in differences],
        "equivalence": [
            {
                "differences": each,
                "margin": margin,
                "p": float(
                    max(
                        stats.ttest_1samp(each, -margin, alternative="greater").pvalue,
                        stats.ttest_1samp(each, margin, alternative="less").pvalue,
                    )
                ),
            }
            for each, margin in margins
        ],
        "benjaminiHochberg": [
            {"p": each, "adjusted": stats.false_discovery_control(each).tolist()} for each in pvalues
        ],
    }


def write(name, packages, content):
    made_by = {package: version(package) for package in packages}
    text = json.dumps({"madeBy": made_by, **content}, ensure_ascii=False, indent=1)
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")


FOLDER.mkdir(parents=True, exist_ok=True)
write("texts.json", ["sacrebleu", "rouge-score"], {"pairs": list(texts())})
write("arrays.json", ["scipy", "numpy"], arrays())
