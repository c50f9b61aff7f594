"""Starts `demarche serve` for a test, over a graph that was built or over any N-Quads, and ends it."""

import contextlib, hashlib, json, pathlib, re, subprocess, tempfile, threading


def graph_of(folder, graphs, base="http://localhost:7878/"):
    """Writes a graph folder that holds these named graphs: {IRI: N-Triples}."""
    folder = pathlib.Path(folder)
    (folder / "graphs").mkdir(parents=True)
    entries = {}
    for number, (iri, triples) in enumerate(sorted(graphs.items())):
        lines = [line.rstrip().rstrip(".").rstrip() for line in triples.splitlines() if line.strip()]
        quads = "".join(f"{line} <{iri}> .\n" for line in lines).encode()
        sha256 = hashlib.sha256(quads).hexdigest()
        path = f"graphs/test{number}.{sha256[:16]}.nq"
        (folder / path).write_bytes(quads)
        entries[f"test{number}"] = {"path": path, "sha256": sha256, "bytes": len(quads), "quads": len(lines)}
    settings = {"version": "test", "ontology": "", "base": base}
    manifest = {"format": 1, "settings": settings, "documents": {}, "graphs": entries}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@contextlib.contextmanager
def serving(demarche, graph, *options):
    """The port of a server that answers, and what it has logged so far."""
    command = [demarche, "serve", "--graph", str(graph), "--port", "0", *options]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    logged = []
    try:
        port = None
        for line in server.stderr:
            logged.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                port = int(found.group(1))
                break
        if port is None:
            raise SystemExit("the server did not start:\n" + "".join(logged))
        reader = threading.Thread(target=lambda: logged.extend(server.stderr), daemon=True)
        reader.start()
        yield port, logged
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            raise SystemExit("the server did not end when it was told to")
