"""nginx and Apache with the rules that `demarche publish` writes: they answer for a site's IRIs as `demarche serve` does.

    python web_servers.py SITE PREFIX

SITE is a site that was published for an address whose path is PREFIX ("/city"; "" for none).
"""
import contextlib, http.client, pathlib, re, shutil, socket, subprocess, sys, tempfile, time

# What `demarche serve` says, too: src/serve/routes.rs.
PAGE = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'"
APACHE_MODULES = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers")


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command, port):
    """The server of a command, from when it answers."""
    server = subprocess.Popen(command)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            if server.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {server.returncode}")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def nginx(root, rules, port, folder):
    server = rules.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("root /var/www;", f"root {root};")
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {folder}/log warn;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{server}}}\n"
    )
    return ["nginx", "-c", str(configuration)]


def apache(root, _rules, port, folder):
    modules = pathlib.Path("/usr/lib/apache2/modules")
    loaded = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in APACHE_MODULES]
    configuration = folder / "apache.conf"
    configuration.write_text("\n".join([
        *loaded, f"ServerRoot {folder}", f"PidFile {folder}/pid", f"Listen 127.0.0.1:{port}", "ServerName localhost",
        f"ErrorLog {folder}/log", f"DocumentRoot {root}", "TypesConfig /etc/mime.types", "DirectoryIndex index.html",
        f"<Directory {root}>", "AllowOverride All", "Require all granted", "</Directory>",
        '<Files ".ht*">', "Require all denied", "</Files>", "",
    ]))
    return ["apache2", "-f", str(configuration), "-D", "FOREGROUND"]


def main():
    site, prefix = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        root = folder / "www"
        target = root / prefix.strip("/") if prefix else root
        shutil.copytree(site, target)
        subprocess.run(["chmod", "-R", "a+rX", made], check=True)
        failures = tried = 0
        for name, configure in (("nginx", nginx), ("apache2", apache)):
            port, own = free_port(), folder / name
            own.mkdir()
            with running(configure(root, (site / "nginx.conf").read_text(), port, own), port):
                for path, accept, expected in cases(name, site, prefix):
                    got = asked(port, path, accept)
                    tried += 1
                    if not matches(expected, got):
                        failures += 1
                        print(f"{name}: {path} ({accept}): {got}, wanted {expected}")
        print(f"{tried} requests to web servers, {failures} answered wrongly")
        sys.exit(failures > 0)


def asked(port, path, accept):
    """Status, where it leads or what it is, and its policy."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept": accept})
    response = connection.getresponse()
    response.read()
    connection.close()
    leads = re.sub(r"^https?://[^/]+", "", response.getheader("Location") or "")
    kind = (response.getheader("Content-Type") or "").split(";")[0]
    return response.status, leads or kind, response.getheader("Content-Security-Policy") or ""


def matches(expected, got):
    return all(wanted is None or wanted == told for wanted, told in zip(expected, got))


def cases(server, site, prefix):
    """(path, Accept, (status, location or media type, policy))"""
    things = {kind: min(path.parent for path in (site / kind).rglob("index.html")) for kind in ("id", "rec", "topic", "doc")}
    for kind, thing in things.items():
        path = f"{prefix}/{thing.relative_to(site)}"
        name = path.rsplit("/", 1)[1]
        yield path, "text/html", (303, f"{path}/", None)
        yield path, "text/turtle", (303, f"{path}/{name}.ttl", None)
        yield path, "application/ld+json", (303, f"{path}/{name}.jsonld", None)
        yield path, "application/n-triples", (303, f"{path}/{name}.nt", None)
        yield path, "application/rdf+xml;q=0.9", (303, f"{path}/{name}.rdf", None)
        yield f"{path}/", "text/html", (200, "text/html", PAGE)
        yield f"{path}.html", "*/*", (200, "text/html", PAGE)
        for ending, media_type in (("ttl", "text/turtle"), ("nt", "application/n-triples"), ("rdf", "application/rdf+xml"),
                                   ("jsonld", "application/ld+json")):
            yield f"{path}.{ending}", "*/*", (200, media_type, None)
        yield f"{path}-not-there.ttl", "*/*", (404, None, None)
    yield f"{prefix}/", "text/html", (200, "text/html", PAGE)
    yield f"{prefix}/nothing-here", "text/html", (404, "text/html", None)
    yield f"{prefix}/.well-known/void", "*/*", (200, "text/turtle", None)
    yield f"{prefix}/network/explore/", "text/html", (200, "text/html", "frame-ancestors 'none'")
    yield f"{prefix}/data/graph.nq.gz", "*/*", (200, "application/gzip", None)
    yield f"{prefix}/assets/site.js", "*/*", (200, "text/javascript", None)
    yield f"{prefix}/query/asked-to-do/asked-to-do.rq", "*/*", (200, "application/sparql-query", None)
    for path in site.joinpath("data").glob("*.svg"):
        yield f"{prefix}/data/{path.name}", "*/*", (200, "image/svg+xml", PICTURE)
    yield f"{prefix}/.htaccess", "*/*", (403 if server == "apache2" else 404, None, None)
    yield f"{prefix}/nginx.conf", "*/*", (404, None, None)


main()
