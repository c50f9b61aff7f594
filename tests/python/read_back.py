"""Reads every given .nq, .trig, .jsonld and .ttl file with rdflib, and fails where it cannot or where nothing is in it.

Files of the same name but for their ending must tell the same triples.

    python3 tests/python/read_back.py FILE...
"""
import sys
from pathlib import Path

from rdflib import BNode, Dataset

FORMATS = {".nq": "nquads", ".trig": "trig", ".jsonld": "json-ld", ".ttl": "turtle"}


def main(paths):
    triples = {}
    wrong = []
    for path in map(Path, paths):
        data = Dataset()
        try:
            data.parse(path, format=FORMATS[path.suffix])
        except Exception as error:  # whatever rdflib finds, the file is named
            wrong.append(f"{path}: {error}")
            continue
        found = {(s, p, o) for s, p, o, _ in data.quads()}
        if any(isinstance(term, BNode) for triple in found for term in triple):
            wrong.append(f"{path}: blank nodes")
        if not found and path.stat().st_size:
            wrong.append(f"{path}: nothing in it")
        first, expected = triples.setdefault(path.with_suffix(""), (path, found))
        if found != expected:
            wrong.append(f"{path} and {first} differ in {len(found ^ expected)} triples")
        print(f"{path}: {len(found)} triples")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong or not triples else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
