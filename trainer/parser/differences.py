"""The names on which demarche's rules and the trees differ, in documents without a gold, to be judged by a person.

    python differences.py out.jsonl KEY.tsv counterparts|addressees [--most 70] [--documents 160]
    python differences.py --judged KEY.tsv 0 2 3 …

The first prints them in random order (seeded) without a word of who found them, which KEY.tsv keeps; the second counts who was
right, given the numbers of those that belong there. The records' `source` paths are read from the working folder.
"""

import argparse
import json
import random
import sys
from pathlib import Path

from judge import Judge
from trees import Teacher


def differences(judge, text, field):
    """Who names whom alone, and the clause."""
    change = {"counterparts": judge.counterparts, "addressees": judge.addressees}[field]
    after = judge.changed(change)["recommendations"]
    for ours, theirs in zip(judge.record["recommendations"], after):
        start, end = ours["span"]
        clause = " ".join(f"{text[max(0, start - 60):start]} [[ {text[start:end]} ]]".split())
        names = [{one["name"] for one in clause_[field]} for clause_ in (ours, theirs)]
        yield from (("tags", name, clause) for name in sorted(names[0] - names[1]))
        yield from (("tree", name, clause) for name in sorted(names[1] - names[0]))


def judged(key, right):
    rows = [line.split("\t") for line in Path(key).read_text(encoding="utf-8").splitlines()]
    for who in ("tags", "tree"):
        own = [number for number, found, *_ in rows if found == who]
        print(f"only {who}: {sum(int(number) in right for number in own)} of {len(own)} right")


def main():
    if sys.argv[1:2] == ["--judged"]:
        return judged(sys.argv[2], set(map(int, sys.argv[3:])))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extraction")
    parser.add_argument("key")
    parser.add_argument("field", choices=["counterparts", "addressees"])
    parser.add_argument("--most", type=int, default=70)
    parser.add_argument("--documents", type=int, default=160)
    options = parser.parse_args()
    with open(options.extraction, encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["recommendations"]]
    chance, teacher, found = random.Random(1), Teacher(), []
    chance.shuffle(records)
    for record in records[: options.documents]:
        text = Path(record["source"]).read_bytes().decode("utf-8", "replace")
        found += differences(Judge(record, teacher.trees(text)), text, options.field)
    chance.shuffle(found)
    print(f"{len(found)} differences in {len(records[: options.documents])} documents")
    rows = list(enumerate(found[: options.most]))
    lines = ("\t".join((str(number), *row)) for number, row in rows)
    Path(options.key).write_text("\n".join(lines), encoding="utf-8")
    for number, (_, name, clause) in rows:
        print(f"{number}. {name}: {clause}")


if __name__ == "__main__":
    main()
