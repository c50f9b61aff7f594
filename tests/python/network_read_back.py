"""Networks as other people's tools read them: networkx, igraph and Graphviz find the same actors, ties, weights, types and
positions in every export, and networkx comes to the same measures.

    network_read_back.py DEMARCHE GRAPH
"""
import csv
import io
import json
import math
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import igraph
import networkx as nx

demarche, graph = sys.argv[1:3]


def run(*arguments):
    done = subprocess.run([demarche, "network", *arguments, "--graph", graph], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def near(a, b, by=1e-6):
    assert math.isclose(a, b, rel_tol=by, abs_tol=by), (a, b)


def same(what, ties, nodes, expected_ties, expected_nodes):
    """Ties as a multiset of (source, relation, target, weight), nodes as {id: (x, y)}."""
    assert Counter(ties) == Counter(expected_ties), (what, Counter(ties) - Counter(expected_ties))
    assert set(nodes) == set(expected_nodes), what
    for key, (x, y) in nodes.items():
        near(x, expected_nodes[key][0], 0.011)
        near(y, expected_nodes[key][1], 0.011)


def check(name, folder):
    told = json.loads(run(name, "--format", "json"))
    height = told["graph"]["height"]
    nodes = {node["id"]: (node["x"], node["y"]) for node in told["nodes"]}
    upward = {key: (x, height - y) for key, (x, y) in nodes.items()}
    is_directed = told["directed"]

    def key(source, relation, target, weight):
        assert isinstance(weight, float), weight
        if not is_directed:
            source, target = sorted((source, target))
        return source, relation, target, weight

    ties = [key(e["source"], e["relation"], e["target"], e["weight"]) for e in told["edges"]]
    labels = {node["id"]: node["label"] for node in told["nodes"]}

    read = nx.node_link_graph(told, edges="edges")
    same("node-link", [key(s, d["relation"], t, d["weight"]) for s, t, d in read.edges(data=True)],
         {n: (d["x"], d["y"]) for n, d in read.nodes(data=True)}, ties, nodes)

    path = folder / "network.graphml"
    path.write_text(run(name, "--format", "graphml"), "utf-8")
    read = nx.read_graphml(path, force_multigraph=True)
    same("GraphML, networkx", [key(s, d["relation"], t, d["weight"]) for s, t, d in read.edges(data=True)],
         {n: (d["x"], d["y"]) for n, d in read.nodes(data=True)}, ties, nodes)
    assert all(isinstance(d["documents"], int) and isinstance(d["directed"], bool) for _, _, d in read.edges(data=True))
    assert {n: d["label"] for n, d in read.nodes(data=True)} == labels
    read = igraph.Graph.Read_GraphML(str(path))
    vertex = read.vs["id"]
    same("GraphML, igraph",
         [key(vertex[e.source], e["relation"], vertex[e.target], e["weight"]) for e in read.es],
         {v["id"]: (v["x"], v["y"]) for v in read.vs}, ties, nodes)
    assert read.is_directed() == is_directed

    path = folder / "network.gexf"
    path.write_text(run(name, "--format", "gexf"), "utf-8")
    read = nx.read_gexf(path, version="1.3")
    same("GEXF", [key(s, d["relation"], t, float(d["weight"])) for s, t, d in read.edges(data=True)],
         {n: (d["viz"]["position"]["x"], d["viz"]["position"]["y"]) for n, d in read.nodes(data=True)}, ties, upward)
    space = {"g": "http://gexf.net/1.3"}
    drawn = ET.parse(path).getroot()
    dated = [e for e in drawn.findall(".//g:edge", space) if e.get("start")]
    assert len(dated) == sum(1 for e in told["edges"] if e["first"]), name
    assert all(e.get("start") <= e.get("end") for e in dated)

    path = folder / "network.cyjs"
    path.write_text(run(name, "--format", "cyjs"), "utf-8")
    document = json.loads(path.read_text("utf-8"))
    read = nx.cytoscape_graph(document)
    same("Cytoscape", [key(s, d["relation"], t, d["weight"]) for s, t, d in read.edges(data=True)],
         {n["data"]["id"]: (n["position"]["x"], n["position"]["y"]) for n in document["elements"]["nodes"]}, ties, nodes)

    run(name, "--output", str(folder / "network.csv"))
    rows = list(csv.DictReader(io.StringIO((folder / "network.edges.csv").read_text("utf-8"))))
    places = list(csv.DictReader(io.StringIO((folder / "network.nodes.csv").read_text("utf-8"))))
    same("CSV", [key(r["source"], r["relation"], r["target"], float(r["weight"])) for r in rows],
         {r["id"]: (float(r["x"]), float(r["y"])) for r in places}, ties, nodes)

    neato = shutil.which("neato")
    if neato:
        path = folder / "network.dot"
        path.write_text(run(name, "--format", "dot"), "utf-8")
        drawn = json.loads(subprocess.run([neato, "-n2", "-Tjson", path], capture_output=True, text=True, check=True).stdout)
        objects = drawn.get("objects", [])
        by_number = {o["_gvid"]: o["name"] for o in objects}
        # Graphviz moves the whole drawing: distances to the first actor are compared.
        def moved(places):
            first = min(places)
            return {k: (x - places[first][0], y - places[first][1]) for k, (x, y) in places.items()}
        places = {o["name"]: tuple(float(n) for n in o["pos"].split(",")) for o in objects}
        same("DOT", [key(by_number[e["tail"]], e["relation"], by_number[e["head"]], float(e["count"])) for e in drawn.get("edges", [])],
             moved(places), ties, moved(upward))
    measures(name, told)
    print(f"{name}: {len(nodes)} actors, {len(ties)} relations, read back alike{'' if neato else ' (no Graphviz here)'}")


def measures(name, told):
    rows = list(csv.DictReader(io.StringIO(run(name, "--measures", "--format", "csv"))))
    simple = nx.DiGraph()
    for node in told["nodes"]:
        simple.add_node(node["id"], kind=node["kind"])
    for edge in told["edges"]:
        ways = [(edge["source"], edge["target"])] + ([] if edge["directed"] else [(edge["target"], edge["source"])])
        for s, t in ways:
            if s != t:
                before = simple.get_edge_data(s, t, {"weight": 0.0})["weight"]
                simple.add_edge(s, t, weight=before + edge["weight"])
    figures = {
        "asked_weight": dict(simple.in_degree(weight="weight")),
        "asking_weight": dict(simple.out_degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(simple),
        "closeness": nx.closeness_centrality(simple),
        "pagerank": nx.pagerank(simple, tol=1e-12, max_iter=1000),
        "constraint": {k: v for k, v in nx.constraint(simple, weight="weight").items()},
        "neighbours": {n: len(set(simple.successors(n)) | set(simple.predecessors(n))) for n in simple},
    }
    labels = {node["id"]: node["label"] for node in told["nodes"]}
    for column, values in figures.items():
        ours = sorted((row["actor"], float(row[column])) for row in rows if row[column])
        theirs = sorted((labels[k], float(v)) for k, v in values.items() if not math.isnan(v))
        assert [a for a, _ in ours] == [a for a, _ in theirs], column
        for (a, x), (_, y) in zip(ours, theirs):
            assert math.isclose(x, y, abs_tol=2e-6), (name, column, a, x, y)
    groups = {}
    for row in rows:
        groups.setdefault(row["component"], set()).add(row["actor"])
    assert len(groups) == nx.number_weakly_connected_components(simple)
    assert len(groups["1"]) == max(map(len, nx.weakly_connected_components(simple)))
    # Subject and figure of every triple: the same numbers as RDF.
    turtle = run(name, "--measures", "--format", "ttl")
    assert turtle.count("a dem:ActorMeasures") + turtle.count("rdf-syntax-ns#type> dem:ActorMeasures") == len(simple), turtle[:500]
    summary = run(name, "--measures", "--format", "table")
    told_by = {
        "density": nx.density(simple),
        "reciprocity": nx.overall_reciprocity(simple) if simple.number_of_edges() else 0.0,
        "assortativity by kind": nx.attribute_assortativity_coefficient(simple, "kind"),
    }
    for what, value in told_by.items():
        if not math.isnan(value):
            assert f"{what} {value:.3f}" in summary, (name, what, value, summary[:400])


with tempfile.TemporaryDirectory() as folder:
    for network in sys.argv[3:] or ["network-who-asks-whom", "network-asked-to-work-with", "network-named-together",
                                    "network-in-one-document", "network-membership"]:
        check(network, Path(folder))
