"""Stress and crossings of our layouts beside those of Graphviz' neato, of the same graphs: the table of docs/NETWORKS.md.

    network_quality.py DEMARCHE [--check] GRAPH[:NAME] QUERY … [GRAPH QUERY …]

GRAPH is a folder with a graph, QUERY a saved query that starts with "network". neato has mode=major, ties that want to be as
long as ours are on average, overlap=prism, and for each actor a box as large as our shape and label take; each connected part
by itself. With --check it fails where ours has more than 1.1 times the stress or the crossings.
"""
import json
import math
import subprocess
import sys
import xml.etree.ElementTree as ET

demarche, *arguments = sys.argv[1:]
is_checked = "--check" in arguments
arguments = [argument for argument in arguments if argument != "--check"]
SVG = "{http://www.w3.org/2000/svg}"


def steps_from(start, near):
    """How many ties it is from one actor to each that it reaches."""
    steps, queue = {start: 0}, [start]
    for at in queue:
        for other in near[at]:
            if other not in steps:
                steps[other] = steps[at] + 1
                queue.append(other)
    return steps


def parts(near):
    seen = set()
    for start in near:
        if start not in seen:
            part = sorted(steps_from(start, near))
            seen.update(part)
            yield part


def is_crossing(a, b, c, d):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]) > 0

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def quality(near, places):
    """Mean over all pairs of (distance on the page − steps)² / steps² at the scale that makes it least, and how many straight ties
    cross; each part by itself, parallel ties once."""
    total, pairs, crossings = 0.0, 0, 0
    for part in parts(near):
        first = second = 0.0
        count = 0
        for n, actor in enumerate(part):
            steps = steps_from(actor, near)
            for other in part[n + 1:]:
                ratio = math.dist(places[actor], places[other]) / steps[other]
                first, second, count = first + ratio, second + ratio * ratio, count + 1
        if count:
            # With s = Σr / Σr² the sum is n − (Σr)² / Σr².
            total, pairs = total + count - first * first / second, pairs + count
        ties = [(a, b) for a in part for b in near[a] if a < b]
        for n, (a, b) in enumerate(ties):
            for c, d in ties[n + 1:]:
                if len({a, b, c, d}) == 4 and is_crossing(*(places[end] for end in (a, b, c, d))):
                    crossings += 1
    return total / max(pairs, 1), crossings


def rooms(svg):
    """The width and height of each actor's shape with its label, as they are drawn below each other."""
    found = {}
    for group in ET.fromstring(svg).iter(SVG + "g"):
        if "data-actor" in group.attrib:
            lines = [(float(line.get("textLength")), float(line.get("font-size"))) for line in group.iter(SVG + "text")]
            disc, polygon = group.find(SVG + "circle"), group.find(SVG + "polygon")
            if disc is not None:
                wide = 2 * float(disc.get("r"))
            else:
                xs = [float(point.split(",")[0]) for point in polygon.get("points").split()]
                wide = max(xs) - min(xs)
            height = wide + 1.17 * sum(size for _, size in lines)
            found[group.get("data-iri")] = (max([wide] + [width for width, _ in lines]), height)
    return found


def neato(near, size, length):
    places = {}
    for part in parts(near):
        number = {actor: n for n, actor in enumerate(part)}
        dot = [f'graph g {{ graph [mode=major, model=shortpath, overlap=prism, sep="+3"]; edge [len={length / 72}];',
               'node [shape=box, fixedsize=true, label=""];']
        dot += [f"{number[a]} [width={size[a][0] / 72}, height={size[a][1] / 72}];" for a in part]
        dot += [f"{number[a]} -- {number[b]};" for a in part for b in near[a] if a < b]
        done = subprocess.run(["neato", "-Tjson"], input="\n".join(dot) + "}", capture_output=True, text=True, check=True)
        for drawn in json.loads(done.stdout)["objects"]:
            places[part[int(drawn["name"])]] = tuple(map(float, drawn["pos"].split(",")))
    return places


def measured(graph, query):
    def run(form):
        done = subprocess.run([demarche, "network", query, "--graph", graph, "--format", form], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    told = json.loads(run("json"))
    places = {node["id"]: (node["x"], node["y"]) for node in told["nodes"]}
    near = {actor: set() for actor in sorted(places)}
    for tie in told["edges"]:
        if tie["source"] != tie["target"]:
            near[tie["source"]].add(tie["target"])
            near[tie["target"]].add(tie["source"])
    near = {actor: sorted(others) for actor, others in near.items()}
    lengths = [math.dist(places[a], places[b]) for a in near for b in near[a] if a < b]
    theirs = neato(near, rooms(run("svg")), sum(lengths) / len(lengths))
    return len(places), len(told["edges"]), quality(near, places), quality(near, theirs)


failures, graph, name = [], None, None
print("| network | actors, ties | stress: ours, neato | crossings: ours, neato |\n|---|---|---|---|")
for argument in arguments:
    if not argument.startswith("network"):
        graph, _, name = argument.partition(":")
        continue
    actors, ties, ours, theirs = measured(graph, argument)
    what = f"{name or graph}, {argument.removeprefix('network-').replace('-', ' ')}"
    print(f"| {what} | {actors:,}, {ties:,} | {ours[0]:.4f}, {theirs[0]:.4f} | {ours[1]:,}, {theirs[1]:,} |", flush=True)
    if ours[0] > 1.1 * theirs[0] or ours[1] > 1.1 * theirs[1]:
        failures.append(what)
for failure in failures if is_checked else []:
    print(f"FAILED: {failure}: more than 1.1 times neato's", file=sys.stderr)
sys.exit(1 if is_checked and failures else 0)
