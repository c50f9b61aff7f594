// Views of the same rows: sections as tabs, and a timeline of a table that has dates. Without this script the sections stand
// below each other, and the table says everything.
"use strict";
window.demarcheViews = (() => {
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // Makes tabs of the sections of a container, each named by its data-view. Their headings then say nothing more. `turned` hears
  // when a reader turns to a section.
  const tabs = (container, turned = () => {}) => {
    const sections = [...container.querySelectorAll(":scope > [data-view]")];
    const list = make("div", undefined, "tabs");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Ways to see it");
    let now = sections[0].id;
    const turn = (id) => {
      now = sections.some((section) => section.id === id) ? id : sections[0].id;
      sections.forEach((section, at) => {
        section.hidden = section.id !== now;
        buttons[at].setAttribute("aria-selected", section.id === now);
        buttons[at].tabIndex = section.id === now ? 0 : -1;
      });
    };
    const buttons = sections.map((section) => {
      const button = make("button", section.dataset.view);
      Object.assign(button, { type: "button", id: `tab-${section.id}` });
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", section.id);
      section.setAttribute("role", "tabpanel");
      section.setAttribute("aria-labelledby", button.id);
      const heading = section.querySelector("h2");
      if (heading) heading.hidden = true;
      button.addEventListener("click", () => (turn(section.id), turned(section.id)));
      list.append(button);
      return button;
    });
    list.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = buttons[(buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length];
      next.focus();
      next.click();
    });
    container.prepend(list);
    turn(now);
    return { turn, now: () => now, first: sections[0].id };
  };

  // ---- Timeline: a dot a row, from left to right; a lane for each value of a column that has few.
  const [LEFT, WIDTH, DOT, LANES] = [230, 900, 4.5, 12];
  const isDate = (text) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
  const time = (text) => {
    const [year, month = 1, day = 1] = text.split("-").map(Number);
    return new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year);
  };
  const shape = (name, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const cut = (text) => (text.length > 28 ? `${text.slice(0, 27)}…` : text);
  const ticks = (first, last) => {
    const [from, to] = [new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear()];
    if (to > from) {
      const step = Math.max(1, Math.ceil((to - from + 1) / 10));
      return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => String(from + at * step));
    }
    return Array.from({ length: 12 }, (_, at) => `${from}-${String(at + 1).padStart(2, "0")}`);
  };
  // The section for a table; null where no column holds dates, or all the same one.
  const timeline = (table, id) => {
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const column = (at) => rows.map((row) => row.cells[at].textContent.trim());
    const dated = names.findIndex((name, at) => {
      const told = column(at).filter(Boolean);
      // A number of four digits is a year only where the column says so.
      const isNamed = /date|issued|since|first|last|year|deadline/.test(name) || told.some((text) => text.includes("-"));
      return isNamed && told.filter(isDate).length > told.length / 2 && new Set(told.filter(isDate)).size > 1;
    });
    if (dated < 0) return null;
    const shown = rows.filter((row) => isDate(row.cells[dated].textContent.trim()));
    const lane = names.findIndex((_, at) => {
      const values = new Set(column(at));
      const isShared = values.size > 1 && values.size <= LANES && values.size < rows.length;
      return at !== dated && isShared && rows.some((row) => row.cells[at].querySelector("a"));
    });
    const when = (row) => time(row.cells[dated].textContent.trim());
    const whose = (row) => (lane < 0 ? "" : row.cells[lane].textContent.trim());
    const times = shown.map(when);
    const marks = ticks(Math.min(...times), Math.max(...times));
    const first = time(marks[0]);
    const last = Math.max(...times, time(marks.at(-1)));
    const left = lane < 0 ? 20 : LEFT;
    const x = (at) => left + 10 + ((at - first) / Math.max(1, last - first)) * (WIDTH - left - 50);

    const lanes = new Map();
    for (const row of shown) {
      const dots = lanes.get(whose(row)) ?? lanes.set(whose(row), new Map()).get(whose(row));
      const place = Math.round(x(when(row)) / (2 * DOT + 1)) * (2 * DOT + 1);
      dots.set(place, [...(dots.get(place) ?? []), row]);
    }
    const order = [...lanes].sort(([a], [b]) => a.localeCompare(b, "en"));
    const height = order.map(([, dots]) => Math.max(...[...dots.values()].map((stack) => stack.length)) * (2 * DOT + 1) + 16);
    const foot = height.reduce((sum, one) => sum + one, 8);
    const svg = shape("svg", { class: "lanes", role: "img", viewBox: `0 0 ${WIDTH} ${foot + 26}`, width: WIDTH, height: foot + 26 });
    svg.setAttribute("aria-label", `Timeline of ${shown.length} rows by ${names[dated]}; the table says the same in words`);
    for (const mark of marks) {
      svg.append(shape("line", { class: "year", x1: x(time(mark)), x2: x(time(mark)), y1: 4, y2: foot }));
      svg.append(shape("text", { class: "year", x: x(time(mark)), y: foot + 18 }, mark));
    }
    let bottom = 8;
    order.forEach(([name, dots], at) => {
      bottom += height[at];
      svg.append(shape("line", { x1: left, x2: WIDTH - 10, y1: bottom, y2: bottom }));
      if (lane >= 0) svg.append(shape("text", { x: left - 10, y: bottom - 1, "text-anchor": "end" }, cut(name || "not known")));
      for (const [place, stack] of dots) {
        stack.forEach((row, nth) => {
          const dot = shape("circle", { cx: place, cy: bottom - DOT - 1 - nth * (2 * DOT + 1), r: DOT });
          dot.append(shape("title", {}, [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ")));
          dot.addEventListener("click", () => {
            for (const other of rows) other.classList.toggle("here", other === row);
            table.closest("[data-view]")?.dispatchEvent(new CustomEvent("wanted"));
            row.scrollIntoView({ block: "center" });
          });
          svg.append(dot);
        });
      }
    });
    const section = make("section");
    Object.assign(section, { id });
    section.dataset.view = "Timeline";
    const wide = make("div", undefined, "wide");
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", "Timeline");
    wide.append(svg);
    const undated = rows.length - shown.length;
    const told = `A dot is a row, by ${names[dated]}${lane < 0 ? "" : `, a line for each “${names[lane]}”`}; a click on it leads to the row.`;
    const leftOut = undated === 1 ? "One row has no date and is left out." : `${undated} rows have no date and are left out.`;
    section.append(wide, make("p", undated ? `${told} ${leftOut}` : told, "quiet"));
    return section;
  };

  // Makes tabs of a container whose first section holds a table: with a timeline where it has dates.
  const answer = (container) => {
    const section = container.querySelector("[data-view]");
    const table = section?.querySelector("table");
    const drawn = table && timeline(table, `${section.id}-timeline`);
    if (drawn) section.after(drawn);
    if (container.querySelectorAll(":scope > [data-view]").length < 2) return;
    const { turn } = tabs(container, (id) => history.replaceState(null, "", `#${id}`));
    section.addEventListener("wanted", () => turn(section.id));
    turn(location.hash.slice(1));
  };
  for (const container of document.querySelectorAll(".views[data-answer]")) answer(container);
  return { tabs, answer };
})();
