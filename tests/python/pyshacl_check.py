"""Holds the verdicts of demarche's SHACL validator against pySHACL's: the same focus nodes offend against the same
shapes.

    DEMARCHE_SHAPES_OUT=out cargo test --test shapes
    python3 tests/python/pyshacl_check.py ontology/shapes.ttl out
"""
import logging
import sys
from pathlib import Path

import pyshacl
from rdflib import SH, Dataset, Graph

logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # some graphs hold bad literals on purpose


def verdict(shapes, path):
    """(focus node, shape) of every result, as N-Triples terms."""
    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    data = Graph()
    for s, p, o, _ in dataset.quads():
        data.add((s, p, o))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    found = set()
    for result in report.subjects(SH.resultSeverity):
        found.add((report.value(result, SH.focusNode).n3(), report.value(result, SH.sourceShape).n3()))
    assert conforms == (not found), path
    return found


def main(shapes, folder):
    shapes = Graph().parse(shapes, format="turtle")
    cases = sorted(Path(folder).glob("*.nq"))
    wrong = 0
    for path in cases:
        lines = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
        ours = {tuple(line.split("\t")) for line in lines}
        theirs = verdict(shapes, path)
        if ours != theirs:
            wrong += 1
            print(f"{path.stem}: only demarche {sorted(ours - theirs)}, only pySHACL {sorted(theirs - ours)}", file=sys.stderr)
    print(f"{len(cases)} graphs, {wrong} verdicts differ")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
