"""Other people's clients against `demarche serve`: rdflib follows IRIs and asks SPARQL, the OpenAPI description is valid and a
client generator makes a client of it that works; N3.js reads Turtle and N-Triples.

usage: clients.py DEMARCHE GRAPH [FOLDER]   (FOLDER holds node_modules/n3)
"""

import importlib, json, pathlib, subprocess, sys, tempfile, urllib.request
import rdflib
from openapi_spec_validator import validate
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from server import serving

DEM = rdflib.Namespace("https://w3id.org/demarche/ns#")


def follows_iris(site):
    """Content negotiation by rdflib's own Accept header, through the redirect; each form says the same."""
    page = f"{site}/id/united-states"
    by_iri = rdflib.Graph().parse(page)
    assert len(by_iri) > 5, "an IRI leads to data"
    forms = {ending: rdflib.Graph().parse(f"{page}.{ending}", format=format) for ending, format in
             (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml"))}
    for ending, graph in forms.items():
        assert set(graph) == set(by_iri), f".{ending} says something else"
    return len(by_iri)


def asks_sparql(site):
    store = rdflib.Graph(SPARQLStore(f"{site}/sparql"))
    rows = list(store.query("SELECT ?r ?l { ?r a dem:Recommendation ; rdfs:label ?l } LIMIT 5", initNs={"dem": DEM}))
    assert len(rows) == 5 and all(str(row.l) for row in rows)
    assert store.query("ASK { ?r dem:addressee ?a }", initNs={"dem": DEM}).askAnswer
    constructed = store.query("CONSTRUCT { ?r dem:addressee ?a } WHERE { ?r dem:addressee ?a } LIMIT 7", initNs={"dem": DEM})
    assert len(constructed.graph) == 7
    return len(rows)


def generates_client(site):
    description = json.load(urllib.request.urlopen(f"{site}/api/openapi.json"))
    validate(description)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "openapi.json"
        file.write_text(json.dumps(description))
        generator = pathlib.Path(sys.executable).with_name("openapi-python-client")
        command = [generator, "generate", "--path", file, "--output-path", f"{folder}/client", "--meta", "none"]
        made = subprocess.run(command, capture_output=True, text=True)
        assert made.returncode == 0 and "warning" not in made.stdout.lower(), made.stdout + made.stderr
        sys.path.insert(0, folder)
        from client import Client
        module = next(pathlib.Path(folder, "client/api").rglob("most_addressed.py")).parent.name
        most_addressed = importlib.import_module(f"client.api.{module}.most_addressed")
        answer = most_addressed.sync_detailed(client=Client(base_url=site))
        assert answer.status_code == 200 and answer.parsed.head.vars_, answer
    return len(description["paths"])


def main(demarche, graph, node=None):
    with serving(demarche, graph) as (port, _):
        site = f"http://localhost:{port}"
        print(f"rdflib: {follows_iris(site)} triples by an IRI, alike in 4 formats; {asks_sparql(site)} rows by SPARQL")
        if node:
            script = pathlib.Path(__file__).with_name("clients.mjs").resolve()
            subprocess.run(["node", script, str(port)], cwd=node, check=True)
        print(f"OpenAPI: {generates_client(site)} paths, valid; the generated client asks")


if __name__ == "__main__":
    main(*sys.argv[1:])
