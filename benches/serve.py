#!/usr/bin/env python3
"""How many requests a second `demarche serve` answers, and how late the slowest hundredth is: pages, saved queries and SPARQL,
by wrk on loopback, beside the `oxigraph` server of PyPI for the same SPARQL over the same triples, in one run.

    cargo build --release && target/release/demarche build /tmp/corpus --graph /tmp/corpus-graph
    pip install oxigraph; apt-get install wrk
    python3 benches/serve.py target/release/demarche /tmp/corpus-graph

Queries are measured with the answers kept (as served) and with `--cache 0` (every one evaluated), since the other server keeps
none.
"""

import json, pathlib, re, shutil, subprocess, sys, tempfile, time, urllib.parse, urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/python"))
from server import serving

SECONDS = 5
QUERIES = {
    "ASK": "ASK { ?s ?p ?o }",
    "one actor's names": "SELECT ?p ?o { <http://localhost:7878/id/united-states> ?p ?o }",
    "100 recommendations with labels": "SELECT ?r ?l { ?r a <https://w3id.org/demarche/ns#Recommendation> ; "
    "<http://www.w3.org/2000/01/rdf-schema#label> ?l } LIMIT 100",
    "most addressed": "SELECT ?a (COUNT(?r) AS ?n) { ?r <https://w3id.org/demarche/ns#addressee> ?a } "
    "GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT 10",
}


def wrk(url):
    """Requests a second, milliseconds at the 99th percentile, and answers that were no success."""
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
    late = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1)), late, int(wrong.group(1)) if wrong else 0


def row(name, measured):
    rate, late, wrong = measured
    print(f"{name:<58} {rate:>9.0f}/s  p99 {late:>8.1f} ms" + (f"  {wrong} FAILED" if wrong else ""), flush=True)
    return rate


def everything(site):
    """What the server shows, graph by graph: all of it in one answer would be over its limit."""
    listed = urllib.request.urlopen(sparql(site, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    for row in json.load(listed)["results"]["bindings"]:
        yield urllib.request.urlopen(f"{site}/store?format=nt&graph={urllib.parse.quote(row['g']['value'])}").read()


def sparql(site, query, path="/sparql"):
    return f"{site}{path}?query={urllib.parse.quote(query)}"


def oxigraph(quads, scratch):
    """The other server, with the same triples in its default graph."""
    server = shutil.which("oxigraph") or str(pathlib.Path(sys.executable).with_name("oxigraph"))
    subprocess.run([server, "load", "--location", scratch, "--file", quads, "--format", "nt"], check=True, capture_output=True)
    return subprocess.Popen([server, "serve-read-only", "--location", scratch, "--bind", "localhost:7997"], stderr=subprocess.DEVNULL)


def main(demarche, graph):
    ours = {}
    with tempfile.TemporaryDirectory() as scratch:
        triples = f"{scratch}/all.nt"
        with serving(demarche, graph) as (port, _):
            site = f"http://localhost:{port}"
            with open(triples, "wb") as file:
                file.writelines(everything(site))
            print(f"{sum(1 for _ in open(triples))} triples\n\npages and saved queries, as served")
            for path in ("/", "/id/united-states.html", "/id/united-states.ttl", "/api/most-addressed", "/api/who-asks-whom?format=csv"):
                row(path, wrk(site + path))
            print("\nSPARQL, answers kept")
            for name, query in QUERIES.items():
                row(name, wrk(sparql(site, query)))
        print("\nSPARQL, each evaluated")
        with serving(demarche, graph, "--cache", "0") as (port, _):
            for name, query in QUERIES.items():
                ours[name] = row(name, wrk(sparql(f"http://localhost:{port}", query)))
        print("\nthe same by oxigraph")
        other = oxigraph(triples, f"{scratch}/store")
        try:
            time.sleep(3)
            for name, query in QUERIES.items():
                theirs = row(name, wrk(sparql("http://localhost:7997", query, "/query")))
                print(f"{'':<58} ours / theirs {ours[name] / theirs:.2f}")
        finally:
            other.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
