"""Holds scores, as score.py --json gives them on standard input, against the floors of one set of documents.

    score.py … --json | python3 .ci/floors.py .ci/floors.tsv seeds
"""
import json
import sys


def main(floors, wanted):
    scores = json.load(sys.stdin)
    rows = [line.rstrip("\n").split("\t") for line in open(floors, encoding="utf-8") if not line.startswith("#")]
    rows = [(metric, measure, float(floor)) for name, metric, measure, floor in rows if name == wanted]
    low = [f"{wanted}: {metric} {measure} is {scores[metric][measure]}, below {floor}"
           for metric, measure, floor in rows if scores[metric][measure] < floor]
    print("\n".join(low) or f"{wanted}: at or above all {len(rows)} floors")
    return 1 if low or not rows else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
