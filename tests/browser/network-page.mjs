// The network page, from a folder or from a server: its views show the same links under every filter, its address brings them
// back, keys reach everything, and an edge leads to its words.
import { check } from "./browser.mjs";

// What each view shows, as `who→whom`, and what it counts. Private names are in none of them.
const views = (page) =>
  page.evaluate(() => {
    const text = (element) => element.textContent.trim();
    const rows = [...document.querySelectorAll("#edges tbody tr")].map((row) => [...row.cells].slice(0, 7).map(text));
    const columns = [...document.querySelectorAll("#cells thead th")].slice(1).map(text);
    const cells = [...document.querySelectorAll("#cells tbody tr")].flatMap((row) =>
      [...row.cells].slice(1).flatMap((cell, at) => (text(cell) ? [`${text(row.cells[0])}→${columns[at]}: ${text(cell)}`] : [])),
    );
    const drawn = [...document.querySelectorAll("svg.network")].map((svg) => {
      const names = [...svg.querySelectorAll(".actors > .actor")].map((node) => node.getAttribute("aria-label").split(", ").slice(0, -1).join(", "));
      const ties = [...svg.querySelectorAll(".ties > .tie:not(.away)")];
      const hidden = [...svg.querySelectorAll(".actors > .actor.away")].length;
      return { links: [...new Set(ties.map((tie) => `${names[tie.dataset.source]}→${names[tie.dataset.target]}`))].sort(), hidden };
    });
    return { rows, cells: cells.sort(), drawn, told: text(document.querySelector("#told")) };
  });

// Under the filter that is set now, every view shows the links of the table.
const checkViews = async (page, what) => {
  const { rows, cells, drawn, told } = await views(page);
  const links = rows.map(([from, to]) => `${from}→${to}`).sort();
  const same = (name, found, expected) => check(`${what}: ${name} has the table's links`, found.join("|") === expected.join("|"), `${found} ≠ ${expected}`);
  same("the picture", drawn[0].links, links);
  same("the picture in columns", drawn[1].links, links);
  same("the matrix", cells, rows.map(([from, to, asks]) => `${from}→${to}: ${asks}`).sort());
  check(`${what}: the count is that of the rows`, told.startsWith(`${rows.length} of `), told);
  return rows;
};

// `address` is that of the page; `asked(parameters)` gives the command line's CSV of who-asks-whom.
export async function checkNetworkPage({ open, checkAccessible }, address, asked) {
  const page = await open({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  const all = await checkViews(page, "network");

  // Each filter, and the command line's answer to the same question.
  for (const [select, parameter, which] of [["by", "--organization", 0], ["to", "--actor", 1]]) {
    const name = all[0][which];
    await page.selectOption(`#${select}`, { label: name });
    const rows = await checkViews(page, `network of ${name}`);
    check(`network of ${name}: nobody else`, rows.length > 0 && rows.length < all.length && rows.every((row) => row[which] === name), rows.join(" | "));
    const csv = asked([parameter, name]).trim().split("\n").slice(1);
    const lines = rows.map((row) => row.map((cell, at) => cell || { 3: "0", 5: "undated" }[at] || "").join(","));
    check(`network of ${name}: the command line says the same`, lines.sort().join("\n") === csv.sort().join("\n"), `${lines} ≠ ${csv}`);
    await page.selectOption(`#${select}`, "");
  }
  const topic = await page.locator("#topic option").nth(1).innerText();
  await page.selectOption("#topic", { label: topic });
  const about = await checkViews(page, `network about ${topic}`);
  check(`network about ${topic}: as on the command line`, about.length === asked(["--topic", topic]).trim().split("\n").length - 1, about.join(" | "));
  await page.selectOption("#relation", "not");
  const refused = await checkViews(page, `network about ${topic}, not to do`);
  check("what is not to be done is counted alone", refused.every((row) => row[2] === row[3]), refused.join(" | "));

  // The address holds what is shown, and another reader sees the same.
  const shared = page.url();
  const other = await open({ viewport: { width: 1280, height: 900 } });
  await other.goto(shared);
  check("a link to a filtered network shows it", JSON.stringify(await views(other)) === JSON.stringify(await views(page)), shared);
  await other.context().close();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction((number) => document.querySelectorAll("#edges tbody tr").length === number, all.length);

  // The brush and the weight, by keys.
  await page.locator("#since").focus();
  await page.keyboard.press("ArrowRight");
  const later = await checkViews(page, "network since a later month");
  const since = await page.locator("#since").getAttribute("aria-valuetext");
  const early = later.filter((row) => !row[5] || row[5] < since.slice(0, row[5].length));
  check("the brush leaves out what was issued before", later.length > 0 && later.length < all.length && early.length === 0, `${since}: ${early.join(" | ")}`);
  check("what has no date is told", /undated/.test((await views(page)).told), (await views(page)).told);
  await page.keyboard.press("Home");
  await page.locator("#weight").focus();
  await page.keyboard.press("ArrowRight");
  const heavy = await checkViews(page, "network of heavy links");
  check("light links are left out", heavy.length < all.length && heavy.every((row) => Number(row[2]) >= 2), heavy.join(" | "));
  await page.keyboard.press("Home");

  // Tabs, and a walk through the picture, by keys alone.
  await page.getByRole("tab", { name: "Network" }).focus();
  await page.keyboard.press("ArrowLeft");
  check("arrow keys turn the tabs", await page.locator("#edges").isVisible());
  check("the address tells the view", page.url().includes("view=table"), page.url());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const first = await focused();
  const moved = new Set([first]);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    moved.add(await focused());
  }
  check("arrow keys walk the picture", moved.size > 1, [...moved].join(" | "));
  const actor = await focused();
  await page.keyboard.press("Enter");
  const panel = page.locator("#panel");
  check("Enter opens the words of an actor", actor.startsWith(await panel.locator("h2").innerText()), actor);
  check("and leads there", await panel.evaluate((panel) => panel === document.activeElement));
  await checkAccessible(page, "the network with its words");
  await page.keyboard.press("Escape");
  check("Escape closes them", await panel.isHidden());
  check("and leads back", (await focused()) === actor, await focused());

  // A click on a tie, then from its quote to the exact words in the text.
  await page.locator("svg.network").first().locator(".tie:not(.away) .reach").first().dispatchEvent("click");
  const [title, sum] = [await panel.locator("h2").innerText(), await panel.locator("p.quiet").first().innerText()];
  check("a tie has as many quotes as asks", (await panel.locator("blockquote").count()) === Number.parseInt(sum, 10), `${title}: ${sum}`);
  await page.getByRole("tab", { name: "Table" }).click();
  await page.locator("#edges tbody a[data-edge]").first().click();
  const quote = panel.locator("a.words").first();
  const words = (await quote.innerText()).replace(/ …$/, "");
  await quote.click();
  await page.waitForSelector("mark.cited");
  const marked = (await page.locator("mark.cited").allInnerTexts()).join("").replace(/\s+/g, " ").trim();
  check("an edge leads to its exact words", marked === words, `${marked} ≠ ${words}`);
  const seen = await page.locator("mark.cited").first().evaluate((mark) => {
    const box = mark.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
  check("the words are in sight", seen);
  await page.keyboard.press("Escape");
  check("Escape clears the mark", (await page.locator("mark.cited").count()) === 0);
  await page.context().close();

  // Without scripts all twins stand below each other, and a link of the table leads to its quotes.
  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(address);
  for (const name of ["#picture svg", "#matrix table", "#columns svg", "#table table", "#evidence"]) {
    check(`network without JavaScript: ${name}`, await plain.locator(name).isVisible());
  }
  check("network without JavaScript: no filter that does nothing", await plain.locator("#filters").isHidden());
  const rows = await plain.locator("#edges tbody tr").count();
  check("network without JavaScript: all links", rows === all.length, `${rows}`);
  await plain.context().close();
}
