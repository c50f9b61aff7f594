// The query workbench: colours, completion from the graph's own terms, errors at their place, the answer as a table.
"use strict";
(() => {
  const form = document.getElementById("workbench");
  if (!form) return;
  const area = form.elements.query;
  const colours = form.querySelector("pre");
  const list = form.querySelector(".completions");
  const answer = document.getElementById("answer");
  const base = form.dataset.base;
  const words = form.dataset.prefixes.trim().split(" ");
  const prefixes = words.flatMap((word, n) => (n % 2 ? [] : [[word, words[n + 1]]]));
  const keywords =
    "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH GROUP ORDER BY DESC ASC LIMIT OFFSET HAVING COUNT SUM MIN MAX AVG SAMPLE AS NOT EXISTS IN STR LANG REGEX CONTAINS LCASE BOUND IF COALESCE PREFIX BASE FROM NAMED a";
  const terms = [...area.dataset.terms.split(" "), ...keywords.split(" ").filter((word) => word.length > 2)];

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // ---- Colours: the text once more behind the field, each word in its kind.
  const kinds = ["note", "string", "iri", "variable", "name", "keyword"];
  const pattern = new RegExp(
    [
      "(#[^\\n]*)",
      "(\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')",
      "(<[^<>\\s]*>)",
      "([?$]\\w+)",
      "([A-Za-z][\\w-]*:[\\w-]*)",
      `\\b(${keywords.split(" ").join("|")})\\b`,
    ].join("|"),
    "gi",
  );
  const paint = () => {
    const parts = [];
    let at = 0;
    for (const match of area.value.matchAll(pattern)) {
      const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)];
      parts.push(area.value.slice(at, match.index), make("span", match[0], kind));
      at = match.index + match[0].length;
    }
    colours.replaceChildren(...parts, area.value.slice(at), "\n");
    colours.scrollTop = area.scrollTop;
    colours.scrollLeft = area.scrollLeft;
  };
  area.addEventListener("input", paint);
  area.addEventListener("scroll", paint);

  // ---- Completion of the word before the caret.
  const begun = () => /[\w:-]*$/.exec(area.value.slice(0, area.selectionStart))[0];
  const close = () => {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  const choose = (term) => {
    const end = area.selectionStart;
    area.setRangeText(term, end - begun().length, end, "end");
    close();
    paint();
    area.focus();
  };
  const offer = () => {
    const word = begun().toLowerCase();
    const inside = (term) => term.toLowerCase().includes(word) && term.toLowerCase() !== word;
    const starts = (term) => (term.toLowerCase().startsWith(word) ? 0 : 1);
    const found = word ? terms.filter(inside).sort((a, b) => starts(a) - starts(b)).slice(0, 8) : [];
    list.replaceChildren(
      ...found.map((term, n) => {
        const item = make("li", term);
        item.id = `completion-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", n === 0);
        item.addEventListener("mousedown", (event) => (event.preventDefault(), choose(term)));
        return item;
      }),
    );
    list.hidden = !found.length;
  };
  const move = (step) => {
    const items = [...list.children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = (now + step + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", n === next));
    area.setAttribute("aria-activedescendant", items[next].id);
  };
  area.addEventListener("input", () => (/:/.test(begun()) ? offer() : close()));
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      offer();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (!list.hidden && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      choose(list.querySelector("[aria-selected=true]").textContent);
    } else if (event.key === "Escape") {
      close();
    }
  });

  // ---- The answer.
  const short = (iri) => {
    const fitting = prefixes.filter(([, namespace]) => iri.startsWith(namespace));
    const [prefix, namespace] = fitting.sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
    return prefix ? `${prefix}:${iri.slice(namespace.length)}` : iri;
  };
  const cell = (term) => {
    const made = make("td");
    if (term?.type === "uri") {
      const link = make("a", short(term.value));
      link.title = term.value;
      // Only what this site or the web can answer: no address of a document may run anything.
      if (term.value.startsWith(base)) link.href = document.documentElement.dataset.root + term.value.slice(base.length);
      else if (/^https?:/.test(term.value)) link.href = term.value;
      made.append(link);
    } else if (term) {
      made.textContent = term.value;
      if (/#(integer|decimal|double)$/.test(term.datatype ?? "")) made.className = "number";
    }
    return made;
  };
  // The labels of the things in a table, asked for at once; until they are there, and where there is none, the IRI is shown.
  const LABELS = 500;
  const label = async (rows) => {
    const links = [...rows.querySelectorAll("td a[title]")];
    const iris = [...new Set(links.map((link) => link.title))].filter((iri) => !/[<>"{}|^`\\\s]/.test(iri)).slice(0, LABELS);
    if (!iris.length) return;
    const values = iris.map((iri) => `<${iri}>`).join(" ");
    const found = await fetch(form.action, {
      method: "POST",
      headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json" },
      body: `SELECT ?thing (MIN(?name) AS ?label) { VALUES ?thing { ${values} } ?thing skos:prefLabel|dcterms:title|rdfs:label ?name } GROUP BY ?thing`,
    });
    if (!found.ok) return;
    const { results } = await found.json();
    const labels = new Map(results.bindings.map((row) => [row.thing.value, row.label?.value]));
    for (const link of links) if (labels.get(link.title)) link.textContent = labels.get(link.title).replace(/\s+/g, " ");
  };
  const table = ({ head, results }) => {
    const wide = make("div", undefined, "wide");
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", "Answer");
    const made = make("table");
    const top = make("tr");
    top.append(...head.vars.map((name) => Object.assign(make("th", name), { scope: "col" })));
    made.append(make("thead"), make("tbody"));
    made.tHead.append(top);
    for (const row of results.bindings.slice(0, 1000)) {
      const line = make("tr");
      line.append(...head.vars.map((name) => cell(row[name])));
      made.tBodies[0].append(line);
    }
    wide.append(made);
    return wide;
  };
  // The table, a timeline where it has dates, and a picture where it ties actors to each other.
  const views = async (found, query) => {
    const whole = make("div", undefined, "views");
    const rows = make("section");
    Object.assign(rows, { id: "rows" });
    rows.dataset.view = "Table";
    rows.append(table(found));
    whole.append(rows);
    await label(rows);
    if (["source", "relation", "target"].every((name) => found.head.vars.includes(name)) && found.results.bindings.length) {
      const graph = make("section");
      Object.assign(graph, { id: "graph" });
      graph.dataset.view = "Graph";
      const picture = make("img");
      picture.src = `${form.action}?format=svg&query=${encodeURIComponent(query)}`;
      picture.alt = "The answer as a network; the table says the same in words";
      picture.addEventListener("error", () => picture.replaceWith(make("p", "This answer cannot be drawn.", "notice")));
      const line = make("p", undefined, "picture");
      line.append(picture);
      graph.append(line);
      whole.append(graph);
    }
    window.demarcheViews.answer(whole);
    return whole;
  };
  const links = (query, isTable) => {
    const line = make("p", undefined, "downloads");
    const formats = isTable ? ["csv", "tsv", "json", "xml"] : ["ttl", "jsonld", "nt", "rdf"];
    formats.forEach((format) => {
      const link = make("a", format.toUpperCase());
      link.href = `${form.action}?format=${format}&query=${encodeURIComponent(query)}`;
      line.append(link, " · ");
    });
    const permanent = make("a", "link to this question");
    permanent.href = `?query=${encodeURIComponent(query)}`;
    line.append(permanent);
    return line;
  };
  const fail = (problem) => {
    const notice = make("p", problem.title, "notice");
    notice.setAttribute("role", "alert");
    if (problem.detail) notice.append(make("br"), problem.detail);
    if (problem.line) {
      notice.append(make("br"), `Line ${problem.line}, column ${problem.column}`);
      const lines = area.value.split("\n");
      const before = lines.slice(0, problem.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
      const column = [...(lines[problem.line - 1] ?? "")].slice(0, problem.column - 1).join("").length;
      const word = /^\S*/.exec(area.value.slice(before + column))[0];
      area.focus();
      area.setSelectionRange(before + column, before + column + Math.max(word.length, 1));
    }
    answer.replaceChildren(notice);
  };
  const ask = async () => {
    const query = area.value;
    answer.replaceChildren(make("p", "Asking …", "quiet"));
    history.replaceState(null, "", `?query=${encodeURIComponent(query)}`);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json, text/turtle;q=0.9" },
        body: query,
      });
      if (!response.ok) return fail(await response.json());
      if (!response.headers.get("content-type").includes("json")) {
        const text = make("pre", await response.text());
        text.tabIndex = 0;
        return answer.replaceChildren(text, links(query, false));
      }
      const found = await response.json();
      if ("boolean" in found) return answer.replaceChildren(make("p", found.boolean ? "Yes" : "No", "count"));
      const count = found.results.bindings.length;
      const told = `${count} ${count === 1 ? "row" : "rows"}${count > 1000 ? "; the first 1000 are shown" : ""}`;
      const seen = await views(found, query);
      answer.replaceChildren(make("p", told, "count"), seen, links(query, true));
    } catch {
      fail({ title: "The server does not answer", detail: "Try again in a moment." });
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    ask();
  });
  const given = new URLSearchParams(location.search).get("query");
  if (given) {
    area.value = given;
    ask();
  }
  paint();
})();
