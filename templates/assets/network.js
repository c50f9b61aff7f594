// The network page: one filter for the pictures, the matrix and the table, and the words behind what is chosen. The address
// after # holds what is shown, so that it can be shared. Without this script everything is shown, and nothing is filtered.
"use strict";
(() => {
  const data = window.demarcheNetwork;
  const byId = (id) => document.getElementById(id);
  const form = byId("filters");
  if (!data || !form) return;
  const root = document.documentElement.dataset.root || "";
  const fields = form.elements;
  const panel = byId("panel");
  const [ROWS, COLUMNS, EDGES, QUOTES] = [20, 14, 1000, 40];

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const link = ({ name, href }, className) => {
    const element = make(href ? "a" : "span", name, className);
    if (href) element.href = root + href;
    return element;
  };
  const plural = (number, one) => `${number} ${number === 1 ? one : `${one}s`}`;
  const numbers = (list) => list.map((_, at) => at);
  const byName = (list) => (a, b) => list[a].name.localeCompare(list[b].name, "en");

  // ---- What can be chosen.
  const choices = (select, list, order) => {
    for (const at of order.sort(byName(list))) {
      const option = make("option", list[at].name);
      option.value = list[at].id;
      select.append(option);
    }
  };
  const ends = (role) => [...new Set(data.asks.flatMap((ask) => ask[role]))];
  choices(fields.by, data.actors, ends("by"));
  choices(fields.to, data.actors, ends("to"));
  choices(fields.topic, data.topics, numbers(data.topics));

  // Dates of issue as years, or months where there are few years.
  const days = data.asks.map((ask) => data.documents[ask.document].day).filter(Boolean).sort();
  const isLong = days.length > 0 && Number(days.at(-1).slice(0, 4)) - Number(days[0].slice(0, 4)) > 3;
  const step = (day) => (isLong ? day.slice(0, 4) : day.slice(0, 7));
  const steps = [];
  if (days.length) {
    const last = step(days.at(-1));
    for (let at = step(days[0]); at <= last && steps.length < 2000; ) {
      steps.push(at);
      const [year, month] = at.split("-").map(Number);
      if (!month) at = String(year + 1).padStart(4, "0");
      else at = `${String(month === 12 ? year + 1 : year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
    }
  }
  const lastStep = Math.max(0, steps.length - 1);
  const isTimed = steps.length > 1;
  byId("brush").hidden = !isTimed;
  const counts = steps.map((at) => days.filter((day) => step(day) === at).length);
  const bars = counts.map((count, at) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = (count / Math.max(...counts)) * 24;
    const box = { x: (at * 100) / steps.length, y: 24 - height, width: 80 / steps.length, height };
    for (const [name, value] of Object.entries(box)) bar.setAttribute(name, value.toFixed(2));
    byId("bars").append(bar);
    return bar;
  });
  for (const name of ["since", "until"]) fields[name].max = lastStep;
  fields.until.setAttribute("value", lastStep);

  // ---- The links that are shown.
  const edgesOf = (asks) => {
    const edges = new Map();
    for (const ask of asks) {
      for (const from of ask.by) {
        for (const to of ask.to) {
          const id = `${data.actors[from].id}--${data.actors[to].id}`;
          if (!edges.has(id)) edges.set(id, { id, from, to, asks: [] });
          edges.get(id).asks.push(ask);
        }
      }
    }
    return edges;
  };
  const all = edgesOf(data.asks);
  const heaviest = Math.max(1, ...[...all.values()].map((edge) => edge.asks.length));
  fields.weight.max = heaviest;
  let shown = all;

  const numberOf = (list, id) => list.findIndex((entry) => entry.id === id);
  const filter = () => {
    const [since, until] = [Number(fields.since.value), Number(fields.until.value)];
    const isWhole = since === 0 && until === lastStep;
    const topic = fields.topic.value && numberOf(data.topics, fields.topic.value);
    let undated = 0;
    const fits = (ask) => {
      if (topic !== "" && !ask.topics.includes(topic)) return false;
      if (fields.relation.value && ask.not !== (fields.relation.value === "not")) return false;
      if (isWhole) return true;
      const day = data.documents[ask.document].day;
      if (!day) undated += 1;
      return Boolean(day) && step(day) >= steps[since] && step(day) <= steps[until];
    };
    shown = edgesOf(data.asks.filter(fits));
    for (const [id, { from, to, asks }] of shown) {
      const isAway =
        (fields.by.value && data.actors[from].id !== fields.by.value) ||
        (fields.to.value && data.actors[to].id !== fields.to.value);
      if (isAway || asks.length < Number(fields.weight.value)) shown.delete(id);
    }
    const asks = (edges) => new Set([...edges.values()].flatMap((edge) => edge.asks)).size;
    const told = [`${shown.size} of ${plural(all.size, "link")}`, `${asks(shown)} of ${plural(asks(all), "ask")}`];
    if (undated) told.push(`${plural(undated, "ask")} of undated documents left out`);
    const away = [...shown.keys()].filter((id) => pictures.length && !pictures[0].edges.has(id)).length;
    if (away) told.push(`${plural(away, "link")} too light for the picture`);
    byId("told").textContent = `${told.join(" · ")}.`;
    byId("weight-told").textContent = fields.weight.value;
    if (isTimed) {
      byId("brush-told").textContent = since === until ? steps[since] : `${steps[since]} to ${steps[until]}`;
      fields.since.setAttribute("aria-valuetext", steps[since]);
      fields.until.setAttribute("aria-valuetext", steps[until]);
      bars.forEach((bar, at) => bar.classList.toggle("outside", at < since || at > until));
    }
  };

  // ---- Table and matrix.
  const heavier = (a, b) => b.asks.length - a.asks.length || (a.id < b.id ? -1 : 1);
  const issued = (asks) => asks.map((ask) => data.documents[ask.document].date).filter(Boolean).sort();
  const reader = (edge, text, said) => {
    const element = make("a", text);
    element.href = `#${address({ edge: edge.id })}`;
    element.dataset.edge = edge.id;
    element.setAttribute("aria-label", said);
    return element;
  };
  const table = () => {
    const list = [...shown.values()].sort(heavier);
    const rows = list.slice(0, EDGES).map((edge) => {
      const [from, to, dates] = [data.actors[edge.from], data.actors[edge.to], issued(edge.asks)];
      const cells = [
        link(from),
        link(to),
        edge.asks.length,
        edge.asks.filter((ask) => ask.not).length || "",
        new Set(edge.asks.map((ask) => ask.document)).size,
        dates[0] ?? "",
        dates.at(-1) ?? "",
        reader(edge, "read", `read what ${from.name} asks of ${to.name}`),
      ];
      const row = make("tr");
      row.append(
        ...cells.map((content, at) => {
          const cell = make("td", undefined, at > 1 && at < 5 ? "number" : at === 5 || at === 6 ? "date" : "");
          cell.append(content);
          return cell;
        }),
      );
      return row;
    });
    byId("edges").tBodies[0].replaceChildren(...rows);
    for (const head of byId("edges").tHead.rows[0].cells) head.removeAttribute("aria-sort");
    byId("edges-left").textContent = list.length > EDGES ? `The ${EDGES} heaviest of ${list.length}.` : "";
  };
  const matrix = () => {
    const most = (role) => {
      const weights = new Map();
      for (const edge of shown.values()) weights.set(edge[role], (weights.get(edge[role]) ?? 0) + edge.asks.length);
      return [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([actor]) => actor);
    };
    const [from, to] = [most("from"), most("to")];
    const highest = Math.max(1, ...[...shown.values()].map((edge) => edge.asks.length));
    const head = (actor, scope) => {
      const cell = make("th");
      cell.scope = scope;
      cell.append(link(data.actors[actor]));
      return cell;
    };
    const top = make("tr");
    top.append(Object.assign(make("th", "Asks, of whom"), { scope: "col" }));
    top.append(...to.slice(0, COLUMNS).map((actor) => head(actor, "col")));
    const rows = from.slice(0, ROWS).map((asks) => {
      const row = make("tr");
      row.append(head(asks, "row"));
      for (const asked of to.slice(0, COLUMNS)) {
        const edge = shown.get(`${data.actors[asks].id}--${data.actors[asked].id}`);
        const cell = make("td");
        if (edge) {
          const number = edge.asks.length;
          cell.className = `shade${Math.ceil((number * 5) / highest)}`;
          cell.append(reader(edge, number, `${data.actors[asks].name} asks ${data.actors[asked].name}: ${number}`));
        }
        row.append(cell);
      }
      return row;
    });
    byId("cells").tHead.replaceChildren(top);
    byId("cells").tBodies[0].replaceChildren(...rows);
    const left = [Math.max(0, from.length - ROWS), Math.max(0, to.length - COLUMNS)];
    byId("cells-left").textContent = left.some(Boolean)
      ? `Left out: ${plural(left[0], "actor")} who ask and ${plural(left[1], "actor")} who are asked less.`
      : "";
  };

  // ---- Pictures: their ties and actors are shown and hidden, walked by keys, and dimmed around what is pointed at.
  const lastPart = (iri) => iri.replace(/[/#]+$/, "").split(/[/#]/).pop();
  const pictures = [...document.querySelectorAll("svg.network")].map((svg) => {
    const actors = [...svg.querySelectorAll(".actors > .actor")].map((node) => ({ node, id: lastPart(node.dataset.iri) }));
    const ties = [...svg.querySelectorAll(".ties > .tie")].map((node) => {
      const [source, target] = [Number(node.dataset.source), Number(node.dataset.target)];
      const isNot = node.dataset.relation.endsWith("urgesToStop");
      return { node, source, target, isNot, edge: `${actors[source]?.id}--${actors[target]?.id}` };
    });
    return { svg, actors, ties, edges: new Set(ties.map((tie) => tie.edge)), current: 0 };
  });
  const draw = () => {
    for (const { actors, ties } of pictures) {
      const tied = new Set();
      for (const tie of ties) {
        const isShown = Boolean(shown.get(tie.edge)?.asks.some((ask) => ask.not === tie.isNot));
        tie.node.classList.toggle("away", !isShown);
        if (isShown) tied.add(tie.source).add(tie.target);
      }
      actors.forEach(({ node }, at) => node.classList.toggle("away", !tied.has(at)));
    }
  };
  const isAway = (part) => part.node.classList.contains("away");
  // Dims what neither is nor touches what is meant: an actor by its id, or a link.
  const dim = (actor, edge) => {
    for (const { actors, ties } of pictures) {
      const near = new Set();
      for (const tie of ties) {
        const isMeant = edge ? tie.edge === edge : [tie.source, tie.target].some((end) => actors[end].id === actor);
        tie.node.classList.toggle("dimmed", Boolean(actor || edge) && !isMeant);
        if (isMeant && !isAway(tie)) near.add(tie.source).add(tie.target);
      }
      actors.forEach(({ node, id }, at) => node.classList.toggle("dimmed", Boolean(actor || edge) && id !== actor && !near.has(at)));
    }
  };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const centre = (actor) => {
    const box = actor.node.querySelector(".shape").getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const walk = (picture, [dx, dy]) => {
    const [fromX, fromY] = centre(picture.actors[picture.current]);
    let best = null;
    picture.actors.forEach((actor, at) => {
      if (at === picture.current || isAway(actor)) return;
      const [x, y] = centre(actor).map((value, axis) => value - (axis ? fromY : fromX));
      const along = x * dx + y * dy;
      const cost = along + 2 * (Math.abs(x * dy) + Math.abs(y * dx));
      if (along > 0 && (!best || cost < best.cost)) best = { at, cost };
    });
    if (best) stop(picture, best.at, true);
  };
  // The one actor of a picture that the Tab key reaches.
  const stop = (picture, at, isFocused) => {
    picture.actors[picture.current]?.node.setAttribute("tabindex", "-1");
    picture.current = at;
    picture.actors[at]?.node.setAttribute("tabindex", "0");
    if (isFocused) picture.actors[at].node.focus();
  };
  for (const picture of pictures) {
    const { svg, actors, ties } = picture;
    svg.setAttribute("role", "group");
    const rest = () => dim(chosen.actor, chosen.edge);
    for (const [at, { node, id }] of actors.entries()) {
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", node.querySelector("title").textContent);
      node.addEventListener("pointerenter", () => dim(id));
      node.addEventListener("pointerleave", rest);
      node.addEventListener("focus", () => dim(id));
      node.addEventListener("blur", rest);
      node.addEventListener("click", () => {
        stop(picture, at, true);
        choose({ actor: id });
      });
    }
    for (const { node, edge } of ties) {
      // A thin line is hard to hit.
      const reach = node.querySelector(".line").cloneNode();
      reach.setAttribute("class", "reach");
      reach.setAttribute("stroke-width", "14");
      node.append(reach);
      node.addEventListener("pointerenter", () => dim(null, edge));
      node.addEventListener("pointerleave", rest);
      node.addEventListener("click", () => choose({ edge }));
    }
    svg.addEventListener("keydown", (event) => {
      if (ways[event.key]) walk(picture, ways[event.key]);
      else if (event.key === "Enter" || event.key === " ") choose({ actor: actors[picture.current].id }, true);
      else return;
      event.preventDefault();
    });
  }

  // ---- The words behind a link, or behind all links of an actor.
  let chosen = {};
  let origin = null;
  const quotation = (ask) => {
    const [article, words, source] = [make("article", undefined, "quotation"), make("blockquote"), make("p", undefined, "source")];
    const text = make("p");
    text.append(link({ name: ask.words ?? "The words are not shown.", href: ask.at }, "words"));
    words.append(text);
    source.append(make("span", ask.strength, `flag ${ask.strength}`), " ");
    if (ask.not) source.append(make("span", "not to do", "flag not"), " ");
    const document = data.documents[ask.document];
    source.append(link(document), document.date ? ` · ${document.date}` : "");
    if (ask.about) source.append(" · ", link({ name: "details", href: ask.about }));
    article.append(words, source);
    return article;
  };
  const sum = (edges) => {
    const asks = edges.flatMap((edge) => edge.asks);
    const told = [plural(asks.length, "ask")];
    const not = asks.filter((ask) => ask.not).length;
    if (not) told.push(`${not} of them not to do something`);
    told.push(plural(new Set(asks.map((ask) => ask.document)).size, "document"));
    const dates = issued(asks);
    if (dates.length) told.push(dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`);
    return told.join(", ");
  };
  const show = () => {
    const edges = [...shown.values()].sort(heavier).filter(({ id, from, to }) =>
      chosen.edge ? id === chosen.edge : [from, to].some((end) => data.actors[end].id === chosen.actor),
    );
    const name = (edge) => `${data.actors[edge.from].name} → ${data.actors[edge.to].name}`;
    const title = make("h2");
    const known = all.get(chosen.edge);
    if (chosen.edge) title.append(known ? name(known) : "Unknown link");
    else title.append(link(data.actors[numberOf(data.actors, chosen.actor)] ?? { name: "Unknown actor" }));
    const close = make("button", "Close");
    close.type = "button";
    close.addEventListener("click", leave);
    const parts = [close, title, make("p", edges.length ? sum(edges) : "Nothing of it is shown: the filter leaves it out.", "quiet")];
    let room = QUOTES;
    for (const edge of edges) {
      if (room <= 0) break;
      if (!chosen.edge) parts.push(make("h3", `${name(edge)} (${edge.asks.length})`));
      parts.push(...edge.asks.slice(0, room).map(quotation));
      room -= edge.asks.length;
    }
    if (room < 0) parts.push(make("p", `${QUOTES} quotes are shown; the others stand on the actors’ pages.`, "quiet"));
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
    panel.hidden = false;
  };
  const choose = (what, isFocused) => {
    origin = document.activeElement;
    chosen = what;
    apply();
    if (isFocused) panel.focus();
    else panel.scrollIntoView({ block: "nearest" });
  };
  const leave = () => {
    if (panel.hidden) return;
    chosen = {};
    panel.hidden = true;
    apply();
    // What was chosen from may have been drawn anew.
    if (origin?.isConnected) origin.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  byId("views").addEventListener("click", (event) => {
    const from = event.target.closest("a[data-edge]");
    if (!from) return;
    event.preventDefault();
    choose({ edge: from.dataset.edge }, true);
    origin = [...document.querySelectorAll(`a[data-edge="${CSS.escape(chosen.edge)}"]`)].find((other) => other.offsetParent);
  });

  const views = window.demarcheViews.tabs(byId("views"), () => remember());

  // ---- The state, and the address that holds it.
  const address = (more = {}) => {
    const state = new URLSearchParams();
    for (const name of ["by", "to", "topic", "relation"]) if (fields[name].value) state.set(name, fields[name].value);
    if (fields.weight.value !== "1") state.set("weight", fields.weight.value);
    if (isTimed && fields.since.value !== "0") state.set("since", steps[fields.since.value]);
    if (isTimed && Number(fields.until.value) !== lastStep) state.set("until", steps[fields.until.value]);
    if (views.now() !== views.first) state.set("view", views.now());
    for (const [name, value] of Object.entries(more)) state.set(name, value);
    return state.toString();
  };
  const remember = () => history.replaceState(null, "", `#${address(chosen)}`);
  const restore = () => {
    const hash = location.hash.slice(1);
    // Links of the page as it is without this script lead to an edge alone.
    const state = new URLSearchParams(hash.includes("=") ? hash : all.has(hash) ? { edge: hash } : {});
    for (const name of ["by", "to", "topic", "relation"]) {
      fields[name].value = state.get(name) ?? "";
      if (fields[name].selectedIndex < 0) fields[name].value = "";
    }
    fields.weight.value = state.get("weight") ?? 1;
    const place = (name, otherwise) => {
      const at = steps.findIndex((known) => known >= state.get(name));
      fields[name].value = state.get(name) && at >= 0 ? at : otherwise;
    };
    place("since", 0);
    place("until", lastStep);
    views.turn(state.get("view"));
    chosen = state.get("edge") ? { edge: state.get("edge") } : state.get("actor") ? { actor: state.get("actor") } : {};
    apply();
  };
  const apply = () => {
    filter();
    table();
    matrix();
    draw();
    for (const picture of pictures) {
      const first = picture.actors.findIndex((actor) => !isAway(actor));
      if (first >= 0) stop(picture, isAway(picture.actors[picture.current]) ? first : picture.current, false);
    }
    dim(chosen.actor, chosen.edge);
    if (chosen.edge || chosen.actor) show();
    else panel.hidden = true;
    remember();
  };
  fields.since.addEventListener("input", () => {
    if (Number(fields.since.value) > Number(fields.until.value)) fields.until.value = fields.since.value;
  });
  fields.until.addEventListener("input", () => {
    if (Number(fields.until.value) < Number(fields.since.value)) fields.since.value = fields.until.value;
  });
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", restore);

  form.hidden = false;
  byId("evidence").hidden = true;
  for (const keys of document.querySelectorAll(".keys")) keys.hidden = false;
  restore();
})();
