// The pages of saved questions, from a folder or from a server: an answer with dates as a timeline, one that ties actors to each
// other as a graph, both saying what the table says; fields that know names and write the command line.
import { check } from "./browser.mjs";

// `place(name)` is the address of a question's page.
export async function checkAnswers({ open, checkAccessible }, place) {
  const page = await open({ viewport: { width: 1280, height: 900 } });
  const column = (name) =>
    page.locator("table.answer").evaluate((table, name) => {
      const at = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent.trim() === name);
      return [...table.tBodies[0].rows].map((row) => row.cells[at].textContent.trim());
    }, name);

  // A dot for each row with a date, in the order of the dates.
  await page.goto(place("documents"));
  const dates = (await column("date")).filter(Boolean);
  await page.getByRole("tab", { name: "Timeline" }).click();
  const dots = await page.locator("svg.lanes circle").evaluateAll((dots) =>
    dots.map((dot) => [Number(dot.getAttribute("cx")), dot.textContent.split(" · ").find((part) => /^\d{4}(-\d\d){0,2}$/.test(part))]),
  );
  check("a timeline has a dot a dated row", dots.map(([, date]) => date).sort().join() === [...dates].sort().join(), dots.join(" | "));
  const byPlace = [...dots].sort(([a], [b]) => a - b).map(([, date]) => date);
  const apart = byPlace.every((date, at) => at === 0 || byPlace[at - 1].slice(0, 4) <= date.slice(0, 4));
  check("and the dots stand in the order of time", apart, byPlace.join());
  check("what has no date is told", /no date/.test(await page.locator("[data-view=Timeline] p").innerText()));
  await checkAccessible(page, "a timeline");
  const told = await page.locator("svg.lanes circle").first().evaluate((dot) => dot.textContent.split(" · ")[0]);
  await page.locator("svg.lanes circle").first().click();
  check("a dot leads to its row", (await page.locator("tr.here td").first().innerText()) === told, told);

  // A graph has the actors of the table.
  await page.goto(place("network-who-asks-whom"));
  const named = [...new Set([...(await column("source")), ...(await column("target"))])].sort();
  await page.getByRole("tab", { name: "Table" }).focus();
  while ((await page.locator("[role=tab][aria-selected=true]").innerText()) !== "Graph") await page.keyboard.press("ArrowRight");
  const drawn = await page.locator("#answer-graph svg .actors > .actor > title").evaluateAll((titles) =>
    titles.map((title) => title.textContent.split(", ").slice(0, -1).join(", ")).sort(),
  );
  check("a graph has the actors of the table", drawn.join("|") === named.join("|"), `${drawn} ≠ ${named}`);
  check("the address tells the view", page.url().endsWith("#answer-graph"), page.url());
  await checkAccessible(page, "a graph");

  // Fields offer the names of the collection, and the command line says what they hold.
  await page.goto(place("asked-to-do"));
  const field = page.getByLabel("organization");
  const offered = await field.evaluate((field) => [...field.list.options].map((option) => option.value));
  const asking = offered.find((name) => name.includes("'")) ?? offered[0];
  await field.fill(asking);
  const command = await page.locator("#command").innerText();
  check("the command line says what the fields hold", command.endsWith(`--organization '${asking.replaceAll("'", "'\\''")}'`), command);
  await page.context().close();
}
