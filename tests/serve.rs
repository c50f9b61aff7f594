//! The server as its users meet it: the program started, real requests, whole answers.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// A server over a graph of its own. It ends with the test.
struct Server {
    process: Child,
    port: u16,
}

/// An answer, with the headers that a test looks at.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Server {
    fn start(graph: &Path, options: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["serve", "--port", "0", "--graph"])
            .arg(graph)
            .args(options)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(told.read_line(&mut line).unwrap() > 0, "the server did not start");
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        // Its log goes nowhere, but it must not wait for a reader.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self { process, port }
    }

    fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut request = format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        if !body.is_empty() {
            let _ = write!(request, "content-length: {}\r\n", body.len());
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::parse(&answer)
    }

    fn get(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", target, headers, "")
    }

    fn query(&self, sparql: &str) -> Answer {
        self.send("POST", "/sparql", &[("content-type", "application/sparql-query")], sparql)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("no HTTP answer");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = unchunked(&answer.body);
        }
        answer
    }

    /// The values of a header, joined as one list.
    fn header(&self, name: &str) -> String {
        let values: Vec<&str> = self.headers.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect();
        values.join(", ")
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The status and media type, and where it leads.
    fn line(&self) -> String {
        let kind = self.header("content-type");
        let kind = kind.split(';').next().unwrap_or_default();
        let to = [self.header("location"), self.header("content-location")].concat();
        format!("{} {kind} {to}", self.status).trim_end().to_owned()
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend(&body[end + 2..end + 2 + length]);
        body = &body[end + 4 + length..];
    }
}

fn build(graph: &Path, documents: &str) {
    let built = Command::new(env!("CARGO_BIN_EXE_demarche")).args(["build", documents, "--graph"]).arg(graph).output();
    assert!(built.unwrap().status.code().is_some_and(|code| code < 2));
}

/// One server over the city-transport collection for all tests that only ask; it ends with the last of them.
fn transport() -> Arc<Server> {
    static SERVER: Mutex<Weak<Server>> = Mutex::new(Weak::new());
    let mut shared = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let folder = tempfile::tempdir().unwrap();
        build(folder.path(), "tests/collections/transport");
        let server = Arc::new(Server::start(folder.path(), &["--timeout", "2", "--max-memory", "192"]));
        *shared = Arc::downgrade(&server);
        server
    })
}

#[test]
fn every_address_answers_as_its_client_asks() {
    let server = transport();
    let ttl = ("accept", "text/turtle");
    let html = ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    let actor = server.query("SELECT ?a { ?r dem:addressee ?a . ?a a dem:GovernmentBody } ORDER BY ?a LIMIT 1");
    let actor = actor.text().split("http://localhost:7878").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (method, target, header, expected) in [
        ("GET", "/sparql?query=ASK%7B%7D", None, "200 application/sparql-results+json"),
        (
            "GET",
            "/sparql?query=ASK%7B%7D",
            Some(("accept", "application/sparql-results+xml")),
            "200 application/sparql-results+xml",
        ),
        ("GET", "/sparql?query=ASK%7B%7D&format=xml", None, "200 application/sparql-results+xml"),
        ("GET", "/sparql?query=ASK%7B%7D", Some(("accept", "text/turtle")), "406 application/problem+json"),
        (
            "GET",
            "/sparql?query=DESCRIBE%20%3Curn:x%3E",
            Some(("accept", "text/turtle;q=0.1,application/rdf+xml")),
            "200 application/rdf+xml",
        ),
        ("GET", "/sparql?query=ASK%7B", None, "400 application/problem+json"),
        ("GET", "/sparql", None, "200 text/turtle"),
        ("GET", "/sparql", Some(("accept", "application/ld+json")), "200 application/ld+json"),
        ("GET", "/sparql", Some(html), "303  /workbench"),
        ("PUT", "/sparql", None, "405 application/problem+json"),
        ("POST", "/sparql", None, "415 application/problem+json"),
        ("GET", "/store?default", None, "200 text/turtle"),
        (
            "GET",
            "/store?graph=http://localhost:7878/graph/ontology",
            Some(("accept", "application/n-triples")),
            "200 application/n-triples",
        ),
        ("GET", "/store?graph=urn:none", None, "404 application/problem+json"),
        ("GET", "/store", None, "400 application/problem+json"),
        ("DELETE", "/store?default", None, "405 application/problem+json"),
        ("GET", "/api", None, "200 application/json"),
        ("GET", "/api/openapi.json", None, "200 application/json"),
        ("GET", "/api/examples", None, "200 text/turtle"),
        ("GET", "/api/most-addressed?format=csv", None, "200 text/csv"),
        ("GET", "/api/network-who-asks-whom?format=svg", None, "200 image/svg+xml"),
        ("GET", "/api/most-addressed?format=svg", None, "406 application/problem+json"),
        ("GET", "/sparql?format=svg&query=ASK%7B%7D", None, "406 application/problem+json"),
        ("GET", "/api/most-adressed", None, "404 application/problem+json"),
        ("GET", "/api/asked-to-do", None, "400 application/problem+json"),
        ("GET", "/reconcile", None, "200 application/json"),
        ("GET", "/reconcile?queries=%7B", None, "400 application/problem+json"),
        ("GET", "/health", None, "200 application/json"),
        ("GET", "/metrics", None, "200 application/openmetrics-text"),
        ("GET", "/", Some(html), "200 text/html"),
        ("GET", "/nothing-here", Some(html), "404 text/html"),
        ("GET", "/nothing-here", Some(ttl), "404 application/problem+json"),
        ("POST", "/network", None, "405 application/problem+json"),
    ] {
        let headers: Vec<_> = header.into_iter().collect();
        let answer = server.send(method, target, &headers, "");
        assert_eq!(answer.line(), expected, "{method} {target} {header:?}: {}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{target}: CORS, also on errors");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{target}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{target}");
    }
    // A page in one file has a policy of its own, wherever it is asked for; lists for other servers are not told.
    for target in ["/network/explore", "/network/explore/", "/network/explore/index.html"] {
        let answer = server.get(target, &[html]);
        let policy = answer.header("content-security-policy").to_owned();
        assert_eq!((answer.line(), policy), ("200 text/html".to_owned(), "frame-ancestors 'none'".to_owned()));
    }
    for target in ["/.htaccess", "/nginx.conf"] {
        assert_eq!(server.get(target, &[]).line(), "404 application/problem+json", "{target}");
    }
    for (accept, expected) in [
        (html.1, format!("303  {actor}.html")),
        ("text/turtle", format!("303  {actor}.ttl")),
        ("application/ld+json", format!("303  {actor}.jsonld")),
        ("application/rdf+xml", format!("303  {actor}.rdf")),
        ("application/n-triples", format!("303  {actor}.nt")),
        ("image/png", "406 application/problem+json".to_owned()),
    ] {
        let answer = server.get(&actor, &[("accept", accept)]);
        assert_eq!(answer.line(), expected);
        assert!(answer.header("vary").contains("accept"));
        if answer.status == 303 {
            let there = server.get(&answer.header("location"), &[]);
            assert_eq!(there.status, 200, "{accept}");
            assert!(there.text().contains(actor.rsplit('/').next().unwrap()), "{accept}");
        }
    }
}

#[test]
fn a_client_that_has_it_gets_it_no_second_time() {
    let server = transport();
    for target in ["/", "/api", "/sparql?query=ASK%7B%7D", "/api/most-addressed?format=csv"] {
        let first = server.get(target, &[]);
        let etag = first.header("etag");
        assert!(etag.starts_with("W/\""), "{target}");
        let again = server.get(target, &[("if-none-match", &format!("\"other\", {etag}"))]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert_eq!(server.get(target, &[("if-none-match", "\"other\"")]).body, first.body, "{target}");
        let head = server.send("HEAD", target, &[], "");
        assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, etag), "{target}");
        let small = server.get(target, &[("accept-encoding", "gzip")]);
        if first.body.len() > 100 {
            assert_eq!(small.header("content-encoding"), "gzip", "{target}");
            assert!(small.body.len() < first.body.len(), "{target}");
        }
    }
}

#[test]
fn what_would_run_for_hours_is_stopped_and_the_server_goes_on() {
    let server = transport();
    let start = Instant::now();
    for (query, status) in [
        // Oxigraph looks at no clock inside of a count.
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 504),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c", 507),
    ] {
        let answer = server.query(query);
        assert_eq!(
            (answer.status, answer.header("content-type").as_str()),
            (status, "application/problem+json"),
            "{query}"
        );
    }
    // Whichever limit it meets first.
    assert!(matches!(server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").status, 504 | 507));
    let nested = format!("SELECT * {}{}", "{".repeat(20_000), "}".repeat(20_000));
    assert_eq!(server.query(&nested).status, 507, "nested too deeply");
    assert_eq!(
        server.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status,
        400,
        "no request makes a request"
    );
    assert_eq!(server.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status, 400, "read-only");
    assert_eq!(server.query("ASK {}").text(), r#"{"head":{},"boolean":true}"#);
    assert!(start.elapsed() < Duration::from_secs(60), "each within its limit, with time for workers to start");
}

#[test]
fn an_answer_that_is_a_network_is_drawn() {
    let server = transport();
    let parts = |svg: &str, mark: &str| svg.matches(mark).count();
    let drawn = server.get("/api/network-who-asks-whom?format=svg&organization=Corvane+Mobility", &[]);
    assert_eq!(drawn.line(), "200 image/svg+xml");
    // Its one style and font, and nothing else, should somebody open it by itself.
    assert_eq!(
        drawn.header("content-security-policy"),
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'"
    );
    let names = |svg: &str| {
        let actors = svg.split("class=\"actor ").skip(1).map(|part| part.split("<title>").nth(1).unwrap());
        let mut names: Vec<String> = actors.map(|part| part.split(',').next().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(drawn.text()), ["Corvane Mobility", "Council", "Ministry of Transport (Velmora)", "city"]);
    // The same of a query that somebody typed.
    let typed = "SELECT ?source ?relation ?target { ?r dem:recommender ?source ; dem:addressee ?target . \
                 ?source skos:prefLabel ?name . FILTER(STR(?name) = 'Corvane Mobility') BIND('asks' AS ?relation) }";
    let encoded: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    let typed = server.get(&format!("/sparql?format=svg&query={encoded}"), &[]);
    assert_eq!((names(typed.text()), parts(typed.text(), "data-tie=")), (names(drawn.text()), 3));
    assert_eq!(
        server.get("/sparql?format=svg&query=SELECT%20%3Fsource%7B%7D", &[]).text(),
        r#"{"status":406,"title":"this answer is no network: it has no column relation, target, but source","detail":"SELECT ?source ?relation ?target, and what you have of ?weight ?directed ?strength ?polarity ?quote ?document ?date ?evidence; demarche query --list shows those tagged network"}"#
    );
    let api = server.get("/api", &[]);
    let api: serde_json::Value = serde_json::from_str(api.text()).unwrap();
    let queries = api["queries"].as_array().unwrap().iter();
    let drawable = queries.filter(|query| query["formats"].as_array().unwrap().contains(&"svg".into()));
    let drawable: Vec<&str> = drawable.map(|query| query["name"].as_str().unwrap()).collect();
    assert_eq!(
        drawable,
        [
            "network-alike-asks",
            "network-asked-to-move",
            "network-asked-to-work-with",
            "network-in-one-document",
            "network-membership",
            "network-named-together",
            "network-who-asks-whom"
        ]
    );
}

#[test]
fn an_error_says_where() {
    let answer = transport().query("SELECT ?a WHERE {\n  ?a nope:addressee ?b\n}");
    assert_eq!(
        answer.text(),
        r#"{"status":400,"title":"the prefix nope: is not declared","detail":"declare it above the query: PREFIX nope: <http://…>","line":2,"column":6}"#
    );
}

#[test]
fn the_saved_queries_answer_as_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), "seeds");
    let server = Server::start(folder.path(), &["--quote", "5000"]);
    for (name, parameters) in
        [("topics-by-organization", ""), ("kinds-of-action", ""), ("asked-to-work-with", "actor=United+States")]
    {
        let served = server.get(&format!("/api/{name}?{parameters}&format=csv"), &[]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(["query", name, "--format", "csv"]);
        if let Some((parameter, value)) = parameters.split_once('=') {
            command.args([format!("--{parameter}"), value.replace('+', " ")]);
        }
        let printed = command.arg("--graph").arg(folder.path()).output().unwrap();
        assert_eq!(served.text(), String::from_utf8(printed.stdout).unwrap(), "{name}");
    }
}

#[test]
fn forms_are_answered_with_pages() {
    let server = transport();
    let rows = |target: &str| server.get(target, &[("accept", "text/html")]).text().matches("<tr>").count();
    let (all, some) =
        (rows("/query/asks-on-topic?topic=Transport"), rows("/query/asks-on-topic?topic=Transport&organization="));
    assert!(all > 3 && all == some, "an empty field asks for nothing: {all}, {some}");
    let wrong = server.get("/query/asked-to-do?actor=Velmora+Rider+Asociation", &[("accept", "text/html")]);
    let told = wrong.text().split("role=\"alert\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert_eq!(
        told,
        "the graph knows nothing named “Velmora Rider Asociation” that is an actor (actor): did you mean “Velmora Riders&#39; Association” or “Velmora Chronicle”?"
    );
    let page = server.get("/search?q=velmora+riders", &[("accept", "text/html")]);
    assert_eq!(page.line(), "200 text/html");
    assert!(page.text().contains("<mark>Velmora</mark> <mark>Riders</mark>"), "{}", page.text());
    let hits = server.get("/api/search?q=velmora+ridrs&limit=1", &[]);
    assert_eq!(
        hits.text(),
        r#"{"hits":[{"href":"id/x-velmora-riders-association","kind":"actor","label":[{"hit":true,"text":"Velmora"},{"hit":false,"text":" "},{"hit":true,"text":"Riders"},{"hit":false,"text":"' Association"}],"text":[]}]}"#
    );
}

#[test]
fn names_of_a_spreadsheet_are_matched() {
    let queries = r#"{"a":{"query":"Unitd States","limit":1},"b":{"query":"Qatar","type":"State"},"c":{"query":"Qatar","type":"Person"},"d":{"query":""}}"#;
    let answer = transport().send(
        "POST",
        "/reconcile",
        &[("content-type", "application/x-www-form-urlencoded")],
        &format!("queries={}", queries.replace('"', "%22")),
    );
    let state = r#""type":[{"id":"State","name":"state"}]"#;
    assert_eq!(
        answer.text(),
        format!(
            r#"{{"a":{{"result":[{{"id":"id/united-states","match":false,"name":"United States","score":98.5,{state}}}]}},"b":{{"result":[{{"id":"id/qatar","match":true,"name":"Qatar","score":100.0,{state}}}]}},"c":{{"result":[]}},"d":{{"result":[]}}}}"#
        )
    );
    let suggested = transport().get("/reconcile/suggest?prefix=Qat", &[]);
    assert_eq!(suggested.text(), format!(r#"{{"result":[{{"id":"id/qatar","name":"Qatar",{state}}}]}}"#));
}

#[test]
fn no_path_leaves_the_site() {
    let server = transport();
    for target in [
        "/../Cargo.toml",
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd",
        "/assets/../../../etc/passwd",
        "/doc/%00",
        "/id/%ff%fe",
        "//etc/passwd",
        "/id/<script>alert(1)</script>",
        "/C:/Windows/win.ini",
    ] {
        let answer = server.get(target, &[("accept", "text/html")]);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains("root:") && !text.contains("<script>alert"), "{target}");
    }
    let long = format!("/id/{}", "a".repeat(60_000));
    assert!(matches!(server.get(&long, &[]).status, 404 | 414 | 431));
    let large = server.send("POST", "/sparql", &[("content-type", "application/sparql-query")], &" ".repeat(2 << 20));
    assert_eq!(large.status, 413);
}

#[test]
fn a_rebuilt_graph_is_taken_up_while_requests_go_on() {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), "seeds/004_ba1d1bcf0a560c53.txt");
    let server = Server::start(folder.path(), &[]);
    let count = |server: &Server| {
        let answer = server.query("SELECT (COUNT(*) AS ?n) { ?d a dem:Document }");
        assert_eq!(answer.status, 200, "no request is dropped");
        answer.text().split("\"value\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(count(&server), "1");
    build(folder.path(), "seeds");
    let start = Instant::now();
    while count(&server) != "5" {
        assert!(start.elapsed() < Duration::from_secs(60), "the rebuilt graph was not taken up");
    }
}

#[cfg(unix)]
#[test]
fn what_was_begun_is_answered_before_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), "seeds/004_ba1d1bcf0a560c53.txt");
    let mut server = Server::start(folder.path(), &["--timeout", "2"]);
    let port = server.port;
    let asking = std::thread::spawn(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
        let head =
            "POST /sparql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/sparql-query";
        stream.write_all(format!("{head}\r\ncontent-length: {}\r\n\r\n{query}", query.len()).as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::parse(&answer).status
    });
    std::thread::sleep(Duration::from_millis(500));
    let told = Command::new("kill").args(["-TERM", &server.process.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(asking.join().unwrap(), 504);
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
}
