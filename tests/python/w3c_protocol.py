"""The query half of the W3C's SPARQL 1.1 Protocol tests and its Service Description tests, against `demarche serve`.

usage: w3c_protocol.py DEMARCHE FOLDER   (FOLDER holds protocol/ and service-description/ of w3c/rdf-tests)
"""

import http.client, pathlib, sys, tempfile
import rdflib
from rdflib import RDF, Namespace
from rdflib.collection import Collection
from server import graph_of, serving

HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/{}.rdf"
FORMATS = {
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"},
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


def ask(port, method, path, body=None, headers={}):
    connection = http.client.HTTPConnection("localhost", port, timeout=20)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    kind = (response.getheader("content-type") or "").split(";")[0]
    return response.status, kind, response.read()


def protocol(port, folder):
    manifest = rdflib.Graph().parse(folder / "protocol/manifest.ttl")
    passed, failed, updates = [], [], 0
    for test in sorted(manifest.subjects(RDF.type, MF.ProtocolTest)):
        name = test.split("#")[1]
        if name.startswith(("update", "bad_update", "bad_multiple_updates")):
            updates += 1
            continue
        wrong = []
        connection = manifest.value(test, MF.action)
        for request in Collection(manifest, manifest.value(connection, HT.requests)):
            headers, body = {}, None
            if (list_ := manifest.value(request, HT.headers)) is not None:
                for header in Collection(manifest, list_):
                    headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
            if (content := manifest.value(request, HT.body)) is not None:
                encoding = manifest.value(content, CNT.characterEncoding) or "utf-8"
                body = str(manifest.value(content, CNT.chars)).encode(str(encoding))
            path = str(manifest.value(request, HT.absolutePath))
            status, kind, answer = ask(port, str(manifest.value(request, HT.methodName)), path, body, headers)
            response = manifest.value(request, HT.resp)
            expected = [str(code)[-3] for code in manifest.objects(response, MF.expectedStatus)]
            if expected and str(status)[0] not in expected:
                wrong.append(f"status {status}, expected {expected}xx")
            boolean = manifest.value(response, MF.expectedBoolean)
            if boolean is not None and (b"true" in answer.lower()) != bool(boolean.value):
                wrong.append(f"answered {answer[:80]}")
            form = manifest.value(response, MF.expectedFormat)
            if form is not None and kind not in FORMATS[str(form)]:
                wrong.append(f"{kind} is no {form} format")
        (failed if wrong else passed).append((name, wrong))
    return passed, failed, updates


def description(port):
    status, kind, answer = ask(port, "GET", "/sparql", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer, format="turtle")
    service = graph.value(predicate=RDF.type, object=SD.Service)
    endpoint = graph.value(service, SD.endpoint)
    checks = {
        "returns-rdf": status == 200 and kind == "text/turtle" and len(graph) > 0,
        "has-endpoint-triple": endpoint is not None and str(endpoint).endswith("/sparql"),
        # The parts of the schema that the W3C's validator asks for: classes of what the properties lead to.
        "conforms-to-schema": all(
            (thing, RDF.type, kind) in graph
            for predicate, kind in ((SD.defaultDataset, SD.Dataset), (SD.defaultGraph, SD.Graph), (SD.namedGraph, SD.NamedGraph))
            for thing in graph.objects(None, predicate)
        )
        and all(graph.value(named, SD.name) is not None for named in graph.objects(None, SD.namedGraph))
        and (service, SD.supportedLanguage, SD.SPARQL11Query) in graph,
    }
    return [name for name, ok in checks.items() if ok], [(name, ["not so"]) for name, ok in checks.items() if not ok]


def main(demarche, folder):
    folder = pathlib.Path(folder)
    with tempfile.TemporaryDirectory() as scratch:
        files = {DATA.format(name): (folder / f"protocol/{name}.nt").read_text() for name in ("data1", "data2", "data3")}
        graph = graph_of(pathlib.Path(scratch) / "graph", files)
        with serving(demarche, graph) as (port, _):
            passed, failed, updates = protocol(port, folder)
            described, lacking = description(port)
    for name, wrong in failed + lacking:
        print("FAIL", name, "; ".join(wrong))
    print(f"SPARQL Protocol: {len(passed)} of {len(passed) + len(failed)} query tests; {updates} update tests are not ours (read-only)")
    print(f"Service Description: {len(described)} of {len(described) + len(lacking)}")
    return 1 if failed or lacking else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
