"""Reads the given Turtle files with rdflib and fails where a term of demarche's namespace has no label, comment or
example, is used without being defined, or is of no OWL kind.

    python3 tests/python/vocabulary_check.py ontology/demarche.ttl [FILE...]
"""
import re
import sys

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

DEM = Namespace("https://w3id.org/demarche/ns#")
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}


def main(paths):
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    own = {term for term in graph.subjects() if term in DEM}
    wrong = []
    for term in sorted(own):
        name = "dem:" + term.removeprefix(DEM)
        for property in (RDFS.label, RDFS.comment, SKOS.example):
            texts = list(graph.objects(term, property))
            if not texts or any(text.language != "en" for text in texts):
                wrong.append(f"{name} has no {graph.qname(property)} in English")
        if not KINDS & set(graph.objects(term, RDF.type)):
            wrong.append(f"{name} is of no OWL kind")
        for text in list(graph.objects(term, RDFS.comment)) + list(graph.objects(term, SKOS.example)):
            for other in re.findall(r"dem:(\w+)", text):
                if DEM[other] not in own:
                    wrong.append(f"{name} speaks of dem:{other}, which is not defined")
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term in DEM}
    wrong += [f"dem:{term.removeprefix(DEM)} is used and not defined" for term in sorted(used - own)]
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(own)} terms")
    return 1 if wrong or not own else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
