// What pages can do beyond being read. Classic script, no library: the site also opens from a folder.
"use strict";
(() => {
  const root = document.documentElement.dataset.root || "";
  const byId = (id) => document.getElementById(id);
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // Buttons that copy: there is nothing to press without this script.
  for (const button of document.querySelectorAll("button.copy")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
      button.textContent = "Copied";
    });
  }

  // A question's command line has the values of its fields; without a server that is all that they do.
  const asked = document.querySelector("form.parameters[data-question]");
  if (asked && byId("command")) {
    const quoted = (value) => (/^[\p{L}\p{N}_.:/-]+$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);
    asked.hidden = false;
    asked.addEventListener("input", () => {
      const given = [...new FormData(asked)].filter(([, value]) => value.trim());
      const words = given.map(([name, value]) => ` --${name.replaceAll("_", "-")} ${quoted(value.trim())}`);
      byId("command").textContent = `demarche query ${asked.dataset.question}${words.join("")}`;
    });
    if (!("live" in document.documentElement.dataset)) asked.addEventListener("submit", (event) => event.preventDefault());
  }

  // Tables that sort by a column.
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column].textContent.trim();
        const rows = [...table.tBodies[0].rows];
        const numeric = rows.every((row) => key(row) === "" || !Number.isNaN(Number(key(row))));
        const compare = numeric
          ? (a, b) => Number(key(a)) - Number(key(b))
          : (a, b) => key(a).localeCompare(key(b), "en");
        rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)));
        table.tBodies[0].append(...rows);
      });
    });
  }

  // What stands behind # in the address; it may be no valid text.
  const named = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  // A link to something folded opens it.
  const unfold = () => {
    const target = byId(named());
    if (target && target.matches("details")) target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  search();
  reader();

  // ---- Search: the same ranking as the server's (src/publish/search.rs) over the index in assets/search-index.js.
  function search() {
    const input = byId("q");
    const hits = byId("hits");
    const index = window.demarcheIndex;
    if (!input || !hits || !index) return;

    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const wordsOf = (text) => fold(text).split(/[^a-z0-9]+/).filter(Boolean);
    const tolerance = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

    // Whether two words are at most `limit` letters apart.
    const near = (a, b, limit) => {
      if (Math.abs(a.length - b.length) > limit) return false;
      let row = Array.from({ length: b.length + 1 }, (_, at) => at);
      for (let i = 1; i <= a.length; i++) {
        const next = [i];
        let least = i;
        for (let j = 1; j <= b.length; j++) {
          next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
          least = Math.min(least, next[j]);
        }
        if (least > limit) return false;
        row = next;
      }
      return row[b.length] <= limit;
    };
    const matches = (list, word, typos) => {
      const found = [];
      const limit = typos ? tolerance(word) : 0;
      list.words.forEach((known, at) => {
        if (known === word) found.push([at, 4]);
        else if (known.startsWith(word)) found.push([at, 2]);
        else if (limit && near(word, known, limit)) found.push([at, 1]);
      });
      return found;
    };
    const find = (question, limit) => {
      const asked = wordsOf(question).slice(0, 8);
      const scores = new Map();
      const matched = new Set();
      asked.forEach((word, nth) => {
        const best = new Map();
        for (const [list, weight, typos] of [[index.names, 3, true], [index.texts, 1, false]]) {
          for (const [at, points] of matches(list, word, typos)) {
            matched.add(list.words[at]);
            for (const entry of list.entries[at]) {
              best.set(entry, Math.max(best.get(entry) || 0, points * weight));
            }
          }
        }
        for (const [entry, points] of best) {
          const score = scores.get(entry) || [0, 0];
          if (score[1] === nth) scores.set(entry, [score[0] + points, nth + 1]);
        }
      });
      return [...scores]
        .filter(([, score]) => score[1] === asked.length)
        .sort((a, b) => b[1][0] - a[1][0] || a[0] - b[0])
        .slice(0, limit)
        .map(([at]) => ({ ...index.entries[at], matched }));
    };
    // A text with the words that were found marked.
    const marked = (text, matched) => {
      const parts = text.split(/([\p{L}\p{N}]+)/u);
      return parts.map((part) => (wordsOf(part).some((word) => matched.has(word)) ? make("mark", part) : part));
    };
    const show = () => {
      const question = input.value.trim();
      if (!question) return hits.replaceChildren();
      const found = find(question, 30);
      if (!found.length) return hits.replaceChildren(make("p", "Nothing is found."));
      const list = make("ol");
      for (const hit of found) {
        const item = make("li");
        const link = make("a");
        link.href = root + hit.href;
        link.append(...marked(hit.label, hit.matched));
        item.append(make("span", hit.kind, "kind"), " ", link);
        if (hit.text) {
          const words = make("span", "", "words");
          words.append(...marked(hit.text, hit.matched));
          item.append(words);
        }
        list.append(item);
      }
      hits.replaceChildren(list);
    };
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 120);
    });
    // A folder cannot answer a form; this script can.
    if (!("live" in document.documentElement.dataset)) {
      input.form.addEventListener("submit", (event) => {
        event.preventDefault();
        show();
      });
    }
    const given = new URLSearchParams(location.search).get("q");
    if (given && !input.value) input.value = given;
    if (input.value) show();
  }

  // ---- Reader: #char=s,e, cards, keys, citations. Positions are code points of the stored text.
  function reader() {
    const text = document.querySelector(".text[data-text]");
    if (!text) return;
    const passages = [...text.querySelectorAll("[data-start]")];
    const codePoints = (string) => [...string].length;

    // The ends of a range as text node and offset, clipped to one passage; null where no word of it is shown.
    const inside = (passage, start, end) => {
      let at = Number(passage.dataset.start);
      const pieces = [];
      const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const points = [...node.data];
        const from = Math.max(start - at, 0);
        const to = Math.min(end - at, points.length);
        if (from < to) {
          const range = document.createRange();
          range.setStart(node, points.slice(0, from).join("").length);
          range.setEnd(node, points.slice(0, to).join("").length);
          pieces.push(range);
        }
        at += points.length;
      }
      return pieces;
    };
    const clear = () => {
      for (const mark of text.querySelectorAll("mark.cited")) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent.normalize();
      }
    };
    const cite = (start, end) => {
      clear();
      const marks = [];
      for (const passage of passages) {
        for (const range of inside(passage, start, end)) {
          const mark = make("mark", "", "cited");
          range.surroundContents(mark);
          marks.push(mark);
        }
      }
      const notice = byId("elsewhere");
      notice.hidden = marks.length > 0;
      if (!marks.length) {
        notice.textContent = `The words at ${start}–${end} of the text are not among those that are shown here.`;
      } else {
        marks[0].scrollIntoView({ block: "center" });
      }
    };
    const follow = () => {
      const found = /^char=(\d+),(\d+)$/.exec(named());
      if (found) return cite(Number(found[1]), Number(found[2]));
      clear();
      const card = byId(named());
      if (card && card.matches(".card")) select(card);
    };

    const cards = [...text.querySelectorAll(".card")];
    let current = -1;
    const select = (card, open = true) => {
      for (const element of text.querySelectorAll(".here")) element.classList.remove("here");
      current = cards.indexOf(card);
      card.classList.add("here");
      if (open) card.open = true;
      for (const words of text.querySelectorAll(".rec")) {
        if (words.dataset.recs.split(" ").includes(card.dataset.rec)) words.classList.add("here");
      }
    };
    for (const card of cards) {
      card.addEventListener("pointerenter", () => select(card, false));
      card.querySelector("summary").addEventListener("focus", () => select(card, false));
    }
    text.addEventListener("click", (event) => {
      const words = event.target.closest(".rec");
      if (!words || String(getSelection())) return;
      const ids = words.dataset.recs.split(" ");
      const card = cards.find((card) => card.dataset.rec === ids[ids.length - 1]);
      if (card) select(card);
    });
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
      if (event.key === "Escape") {
        clear();
        return;
      }
      const step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
      if (!step || !cards.length) return;
      const next = current < 0 && step < 0 ? cards.length - 1 : (current + step + cards.length) % cards.length;
      const card = cards[next];
      if (current >= 0 && cards[current] !== card) cards[current].open = false;
      select(card);
      card.querySelector("summary").focus({ preventScroll: true });
      card.scrollIntoView({ block: "center" });
    });

    const tools = document.querySelector(".tools");
    tools.hidden = false;
    const states = { recs: "off-recs", actors: "on-actors", dates: "on-dates", topics: "on-topics" };
    for (const box of tools.querySelectorAll("[data-toggle]")) {
      const name = states[box.dataset.toggle];
      const apply = () => text.classList.toggle(name, name.startsWith("off") ? !box.checked : box.checked);
      box.addEventListener("change", apply);
      apply();
    }

    // The position of one end of a selection in the stored text.
    const position = (node, offset) => {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      const passage = element.closest("[data-start]");
      if (!passage) return null;
      const range = document.createRange();
      range.setStart(passage, 0);
      range.setEnd(node, offset);
      return Number(passage.dataset.start) + codePoints(range.toString());
    };
    const button = byId("cite-button");
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      button.hidden = selection.isCollapsed || !selection.rangeCount || !text.contains(selection.anchorNode);
    });
    button.addEventListener("click", () => {
      const range = getSelection().getRangeAt(0);
      const start = position(range.startContainer, range.startOffset);
      const end = position(range.endContainer, range.endOffset);
      if (start === null || end === null) return;
      const exact = range.toString();
      const source = text.dataset.text;
      const title = document.querySelector("h1").textContent;
      const by = document.querySelector(".byline").textContent.split("·").slice(0, 2).map((part) => part.trim());
      const link = `${source}#char=${start},${end}`;
      byId("cite-link").value = link;
      byId("cite-text").value = `${by[0]}, ${title}, ${by[1]}: “${exact.replace(/\s+/g, " ").trim()}”, ${link}`;
      byId("cite-json").value = JSON.stringify({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        type: "Annotation",
        motivation: "highlighting",
        target: {
          source,
          selector: [
            { type: "TextQuoteSelector", exact },
            { type: "TextPositionSelector", start, end },
          ],
        },
      }, null, 2);
      byId("cite").showModal();
    });

    addEventListener("hashchange", follow);
    follow();
  }
})();
