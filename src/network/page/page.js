// The page of a network: pan, zoom, hover, filter, search, keyboard, and the words behind a tie. What is drawn stands in the
// SVG, what is known in the JSON beside it; this file only shows and hides.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const svg = document.querySelector("#picture svg");
  const card = document.getElementById("card");
  const element = (id) => document.getElementById(id);
  const actors = [...svg.querySelectorAll(".actor")];
  const ties = [...svg.querySelectorAll(".tie")].map((node) => ({ node, data: data.ties[Number(node.dataset.tie)] }));
  const shown = new Set();

  // The window on the picture, in the picture's own pixels.
  const whole = svg.viewBox.baseVal;
  const page = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...page };
  const look = () => svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map((n) => n.toFixed(2)).join(" "));
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  };
  const zoom = (by, to) => {
    const width = Math.min(page.width * 2, Math.max(60, view.width * by));
    const ratio = width / view.width;
    const middle = to || { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    view = { x: middle.x - (middle.x - view.x) * ratio, y: middle.y - (middle.y - view.y) * ratio, width, height: view.height * ratio };
    look();
  };
  const goTo = (node) => {
    const box = node.getBBox();
    if (box.x < view.x || box.y < view.y || box.x + box.width > view.x + view.width || box.y + box.height > view.y + view.height) {
      view.x = box.x + box.width / 2 - view.width / 2;
      view.y = box.y + box.height / 2 - view.height / 2;
      look();
    }
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, at(event));
  }, { passive: false });
  let drag = null;
  svg.addEventListener("pointerdown", (event) => {
    drag = { from: at(event), moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const now = at(event);
    if (!drag.moved && Math.hypot(now.x - drag.from.x, now.y - drag.from.y) < 3) return;
    if (!drag.moved) svg.setPointerCapture(event.pointerId);
    drag.moved = true;
    svg.classList.add("moving");
    view.x += drag.from.x - now.x;
    view.y += drag.from.y - now.y;
    look();
  });
  const drop = () => {
    svg.classList.remove("moving");
    const moved = drag && drag.moved;
    drag = null;
    return moved;
  };
  let wasMoved = false;
  svg.addEventListener("pointerup", () => { wasMoved = drop(); });
  svg.addEventListener("pointercancel", drop);
  element("in").addEventListener("click", () => zoom(1 / 1.4));
  element("out").addEventListener("click", () => zoom(1.4));
  element("whole").addEventListener("click", () => { view = { ...page }; look(); });

  // Who is beside whom, as far as shown.
  const beside = (number) => {
    const near = new Set([number]);
    for (const { data: tie } of ties) {
      if (!shown.has(tie.number)) continue;
      if (tie.source === number) near.add(tie.target);
      if (tie.target === number) near.add(tie.source);
    }
    return near;
  };
  const dim = (keepActors, keepTie) => {
    actors.forEach((node, number) => node.classList.toggle("dimmed", !!keepActors && !keepActors.has(number)));
    for (const { node, data: tie } of ties) node.classList.toggle("dimmed", !!keepTie && !keepTie(tie));
  };
  const dimAround = (number) => dim(beside(number), (tie) => tie.source === number || tie.target === number);
  const dimTie = (tie) => dim(new Set([tie.source, tie.target]), (other) => other === tie);

  // The card: made of nodes, so that what documents say is never read as HTML.
  const make = (name, text, attributes = {}) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const isAddress = (text) => /^https?:\/\//.test(text || "");
  let chosen = null;
  const close = () => {
    card.hidden = true;
    card.replaceChildren();
    svg.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
    dim(null, null);
    if (chosen) chosen.focus({ preventScroll: true });
    chosen = null;
  };
  const quotes = (tie) => {
    const parts = [];
    for (const row of tie.evidence) {
      if (row.quote) parts.push(make("blockquote", row.quote));
      const told = [row.publisher, row.date, row.strength].filter(Boolean).join(", ");
      const source = make("cite", told ? told + (row.iri || row.document ? " · " : "") : "");
      const address = row.iri || row.document;
      if (isAddress(address)) source.append(make("a", address.replace(/^https?:\/\/[^/]+\//, ""), { href: address }));
      if (source.textContent) parts.push(source);
    }
    return parts;
  };
  // Moves the picture so that what the card is about stands beside it, where there is room beside it.
  const uncover = (node) => {
    const [room, over, box] = [svg, card, node].map((element) => element.getBoundingClientRect());
    if (box.right < over.left || over.left - room.left < 240) return;
    view.x += ((box.left + box.right) / 2 - (room.left + over.left) / 2) / svg.getScreenCTM().a;
    look();
  };
  const open = (title, about, list, from) => {
    svg.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
    const shut = make("button", "×", { class: "close", type: "button", "aria-label": "Close" });
    shut.addEventListener("click", close);
    card.replaceChildren(shut, make("h2", title), make("p", about));
    for (const tie of list) {
      card.append(make("h3", tie.text), ...quotes(tie));
    }
    card.hidden = false;
    card.scrollTop = 0;
    chosen = from;
    from.classList.add("chosen");
    uncover(from);
  };
  const openActor = (number) => {
    const actor = data.actors[number];
    const list = ties.map((tie) => tie.data).filter((tie) => shown.has(tie.number) && (tie.source === number || tie.target === number));
    list.sort((a, b) => b.weight - a.weight || a.number - b.number);
    open(actor.label, actor.about, list, actors[number]);
    dimAround(number);
  };
  const openTie = (node, tie) => {
    open(data.actors[tie.source].label + (tie.directed ? " → " : " – ") + data.actors[tie.target].label, "", [tie], node);
    dimTie(tie);
  };

  // Hover, click, keys.
  let current = 0;
  const focus = (number) => {
    actors[current].setAttribute("tabindex", "-1");
    current = number;
    actors[number].setAttribute("tabindex", "0");
    actors[number].focus({ preventScroll: true });
    goTo(actors[number]);
  };
  actors.forEach((node, number) => {
    node.addEventListener("pointerenter", () => { if (card.hidden) dimAround(number); });
    node.addEventListener("pointerleave", () => { if (card.hidden) dim(null, null); });
    node.addEventListener("click", () => { if (!wasMoved) { focus(number); openActor(number); } });
    node.addEventListener("focus", () => { if (card.hidden) dimAround(number); });
    node.addEventListener("blur", () => { if (card.hidden) dim(null, null); });
  });
  for (const { node, data: tie } of ties) {
    node.addEventListener("pointerenter", () => { if (card.hidden) dimTie(tie); });
    node.addEventListener("pointerleave", () => { if (card.hidden) dim(null, null); });
    node.addEventListener("click", () => { if (!wasMoved) openTie(node, tie); });
  }
  if (actors.length) actors[0].setAttribute("tabindex", "0");
  const middle = (number) => data.actors[number];
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nextIn = ([dx, dy]) => {
    const from = middle(current);
    let best = null;
    actors.forEach((node, number) => {
      if (number === current || node.classList.contains("hidden")) return;
      const to = middle(number);
      const [x, y] = [to.x - from.x, to.y - from.y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along <= 0) return;
      const cost = along + 2 * aside;
      if (!best || cost < best.cost) best = { number, cost };
    });
    return best && best.number;
  };
  svg.addEventListener("keydown", (event) => {
    if (ways[event.key]) {
      event.preventDefault();
      const next = nextIn(ways[event.key]);
      if (next !== null && next !== undefined) focus(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      openActor(current);
    } else if (event.key === "+" || event.key === "-") {
      zoom(event.key === "+" ? 1 / 1.4 : 1.4);
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !card.hidden) close(); });

  // Filters.
  const names = element("names");
  for (const actor of data.actors) names.append(make("option", "", { value: actor.label }));
  const relations = [...new Set(data.ties.map((tie) => tie.relation))].sort();
  for (const relation of relations) {
    const label = make("label");
    label.append(make("input", "", { type: "checkbox", checked: "", value: relation }), relation);
    element("relations").append(label);
  }
  const most = Math.max(1, ...data.ties.map((tie) => tie.weight));
  element("weight").max = String(Math.ceil(most));
  const year = (date) => Number((date || "").slice(0, 4));
  const years = data.ties.flatMap((tie) => tie.evidence.map((row) => year(row.date))).filter((n) => n > 0);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const isTimed = years.length > 0 && first < last;
  for (const id of ["since", "until"]) {
    element(id + "-label").hidden = !isTimed;
    if (isTimed) Object.assign(element(id), { min: String(first), max: String(last) });
    if (isTimed) element(id).setAttribute("value", String(id === "since" ? first : last));
  }
  if (!isTimed) for (const id of ["since-label", "until-label"]) element(id).remove();
  const apply = () => {
    const wanted = new Set([...document.querySelectorAll("#relations input:checked")].map((input) => input.value));
    const least = Number(element("weight").value);
    const [since, until] = isTimed ? [Number(element("since").value), Number(element("until").value)] : [0, 0];
    element("weight-told").textContent = String(least);
    if (isTimed) {
      element("since-told").textContent = String(since);
      element("until-told").textContent = String(until);
    }
    const all = !isTimed || (since === first && until === last);
    shown.clear();
    const seen = new Set();
    for (const { node, data: tie } of ties) {
      const rows = all ? tie.evidence : tie.evidence.filter((row) => year(row.date) >= since && year(row.date) <= until);
      const weight = all ? tie.weight : rows.reduce((sum, row) => sum + row.weight, 0);
      const isShown = wanted.has(tie.relation) && rows.length > 0 && (weight >= least || (least === 1 && weight > 0));
      node.classList.toggle("hidden", !isShown);
      if (isShown) {
        shown.add(tie.number);
        seen.add(tie.source).add(tie.target);
      }
    }
    actors.forEach((node, number) => node.classList.toggle("hidden", !seen.has(number)));
    element("told").textContent = `${seen.size} of ${actors.length} actors and ${shown.size} of ${ties.length} relations shown`;
  };
  element("filters").addEventListener("input", apply);
  element("filters").addEventListener("reset", () => setTimeout(() => { apply(); close(); }));
  element("filters").addEventListener("submit", (event) => event.preventDefault());
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const find = () => {
    const wanted = fold(element("search").value.trim());
    if (!wanted) return dim(null, null);
    const found = new Set(data.actors.flatMap((actor, number) => (fold(actor.label).includes(wanted) ? [number] : [])));
    dim(found, () => false);
    return found;
  };
  element("search").addEventListener("input", find);
  element("search").addEventListener("change", () => {
    const wanted = fold(element("search").value.trim());
    const exact = data.actors.findIndex((actor) => fold(actor.label) === wanted);
    if (exact >= 0 && !actors[exact].classList.contains("hidden")) {
      focus(exact);
      openActor(exact);
    }
  });
  apply();
})();
