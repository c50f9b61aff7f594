// Opens the one-file page of a network (`demarche network -o network.html`) in Debian's Chromium over file://, with the network
// off, as whoever gets it by mail does.
//
//     node explorer.mjs MODULES DEMARCHE DATED HOSTILE FOLDER
//
// MODULES is a node_modules folder with playwright-core and axe-core; DEMARCHE the program; DATED a graph with relations of
// several years, HOSTILE the graph of tests/hostile; the pages are written into FOLDER.
import { spawnSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { check, start } from "./browser.mjs";

const [modules, demarche, dated, hostile, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const { open, checkAccessible, finish } = await start(modules);
// The program's answer; status 1 says that it has none.
const network = (graph, ...more) => {
  const done = spawnSync(demarche, ["network", "--graph", graph, ...more], { encoding: "utf8" });
  if (done.status > 1) throw new Error(done.stderr);
  return done.stdout;
};
const told = (graph, ...more) => JSON.parse(network(graph, "--format", "json", ...more));
const written = (graph, name, ...more) => {
  const file = path.join(folder, name);
  network(graph, "--output", file, ...more);
  return `file://${file}`;
};
const same = (what, found, expected) =>
  check(what, JSON.stringify(found) === JSON.stringify(expected), `${JSON.stringify(found)} ≠ ${JSON.stringify(expected)}`);

const address = written(dated, "dated.html");
const whole = told(dated);
const name = new Map(whole.nodes.map((node) => [node.id, node.label]));
const desktop = { viewport: { width: 1280, height: 900 } };
const shown = (page) => page.locator("#told").innerText();
const count = ({ nodes, edges }) =>
  `${nodes.length} of ${whole.nodes.length} actors and ${edges.length} of ${whole.edges.length} relations shown`;

// In light and dark and at a phone's width: no complaint, nothing wider than the window, axe finds nothing, card open or not.
for (const [look, options] of [["desktop", desktop], ["dark", { ...desktop, colorScheme: "dark" }], ["phone", { viewport: { width: 390, height: 844 } }]]) {
  const page = await open(options);
  await page.goto(address);
  await checkAccessible(page, `${look}`);
  await page.locator(".actor").first().focus();
  await page.keyboard.press("Enter");
  await checkAccessible(page, `${look}, with the card open,`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${look} fits its window`, wide <= 0, `${wide} pixels too wide`);
  await page.context().close();
}

// By keyboard alone: to an actor, to its neighbour, into its quotes, and back.
{
  const page = await open(desktop);
  await page.goto(address);
  const focused = () => page.evaluate(() => document.activeElement.closest(".actor")?.dataset.iri ?? null);
  for (let presses = 0; presses < 30 && !(await focused()); presses += 1) await page.keyboard.press("Tab");
  const first = await focused();
  check("Tab leads to an actor", first !== null);
  const seen = new Set([first]);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight"]) {
    await page.keyboard.press(key);
    seen.add(await focused());
  }
  check("arrow keys lead to other actors", seen.size > 2 && !seen.has(null), `${[...seen]}`);
  const actor = await focused();
  await page.keyboard.press("Enter");
  check("Enter opens the actor's card", (await page.locator("#card h2").innerText()) === name.get(actor));
  const ties = whole.edges.filter((edge) => edge.source === actor || edge.target === actor);
  const quotes = ties.flatMap((edge) => edge.evidence.map((row) => row.quote));
  same("the card has the words behind each of its ties", (await page.locator("#card blockquote").allTextContents()).sort(), quotes.sort());
  await page.keyboard.press("Escape");
  check("Escape closes it", await page.locator("#card").isHidden());
  check("and leads back to the actor", (await focused()) === actor);
  const box = () => page.locator("#picture svg").getAttribute("viewBox");
  const before = await box();
  await page.keyboard.press("+");
  check("+ zooms in", before !== (await box()));
  await page.context().close();
}

// Whom a card is about stands beside the card, wherever that was.
{
  const page = await open(desktop);
  await page.goto(address);
  for (const actor of await page.locator(".actor").all()) {
    await actor.dispatchEvent("click");
    const [box, card] = [await actor.boundingBox(), await page.locator("#card").boundingBox()];
    check("an actor is not under its card", box.x >= 0 && box.x + box.width <= card.x, `${await actor.getAttribute("data-iri")}`);
  }
  await page.context().close();
}

// A click on a tie shows its words.
{
  const page = await open(desktop);
  await page.goto(address);
  const tie = page.locator(".tie").first();
  const data = await tie.evaluate((node) => ({ ...node.dataset }));
  const at = (number) => page.locator(`.actor[data-actor="${number}"]`).getAttribute("data-iri");
  const [source, target] = [await at(data.source), await at(data.target)];
  await tie.locator(".line").dispatchEvent("click");
  const edge = whole.edges.find((edge) => edge.source === source && edge.target === target && edge.relation === data.relation);
  check("a tie's card names its ends", (await page.locator("#card h2").innerText()) === `${name.get(source)} → ${name.get(target)}`);
  same("a tie's card has its words", await page.locator("#card blockquote").allTextContents(), edge.evidence.map((row) => row.quote));
  await page.getByLabel("Close").click();
  check("the button closes the card", await page.locator("#card").isHidden());
  await page.context().close();
}

// Filters show what the command line's filters leave.
{
  const page = await open(desktop);
  await page.goto(address);
  same("everything is shown", await shown(page), count(whole));
  const boxes = page.locator("#relations input");
  const relations = await boxes.evaluateAll((inputs) => inputs.map((input) => input.value));
  check("several relations can be chosen", relations.length > 1, relations.join());
  for (const relation of relations) {
    for (const other of relations) await page.getByLabel(other, { exact: true }).setChecked(other === relation);
    same(`only “${relation}”`, await shown(page), count(told(dated, "--relation", relation)));
  }
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction((text) => document.getElementById("told").textContent === text, count(whole));
  const slide = (id, value) => page.locator(id).evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(value));
  await slide("#weight", 2);
  same("at least two", await shown(page), count(told(dated, "--min-weight", "2")));
  await slide("#weight", 1);
  const [first, last] = await Promise.all(["min", "max"].map((end) => page.locator("#since").getAttribute(end)));
  check("there are several years", Number(first) < Number(last), `${first}–${last}`);
  for (let year = Number(first); year <= Number(last); year += 1) {
    await slide("#since", year);
    await slide("#until", year);
    same(`only ${year}`, await shown(page), count(told(dated, "--since", String(year), "--until", String(year))));
  }
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction((text) => document.getElementById("told").textContent === text, count(whole));
  check("all is shown again", true);
  await page.context().close();
}

// Search: what is typed stays bright, Enter opens the actor of that name.
{
  const page = await open(desktop);
  await page.goto(address);
  const { label } = whole.nodes[0];
  await page.locator("#search").focus();
  await page.keyboard.type(label.slice(0, 5).toUpperCase());
  const bright = await page.locator(".actor:not(.dimmed)").evaluateAll((nodes) => nodes.map((node) => node.dataset.iri));
  const wanted = whole.nodes.filter((node) => node.label.toLowerCase().includes(label.slice(0, 5).toLowerCase())).map((node) => node.id);
  same("search leaves bright who has these letters", bright.sort(), wanted.sort());
  await page.locator("#search").fill(label);
  await page.keyboard.press("Enter");
  check("Enter opens who is found", (await page.locator("#card h2").innerText()) === label);
  await page.context().close();
}

// Hostile documents: every card opened; nothing runs, and names stand as they are.
for (const query of ["network-who-asks-whom", "network-named-together", "network-in-one-document"]) {
  const page = await open(desktop);
  await page.goto(written(hostile, `hostile-${query}.html`, query));
  const data = JSON.parse(await page.locator("#data").textContent());
  const names = told(hostile, query).nodes.map((node) => node.label);
  same(`hostile ${query}: the names as they are`, data.actors.map((actor) => actor.label), names);
  for (const actor of await page.locator(".actor").all()) {
    await actor.dispatchEvent("click");
    const odd = await page.locator("#card").evaluate((card) => card.querySelectorAll("img, script, svg, iframe, style, form").length);
    check(`hostile ${query}: a card is inert`, odd === 0);
  }
  for (const link of await page.locator("#card a").all()) {
    const href = await link.getAttribute("href");
    check(`hostile ${query}: a link leads to the web`, /^https?:/.test(href), href);
  }
  await page.locator("#search").fill("<img src=x onerror=window.pwned=1>");
  check(`hostile ${query} is inert`, (await page.evaluate(() => window.pwned)) === undefined);
  await page.context().close();
}

await finish("explorer");
