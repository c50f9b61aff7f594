// Opens sites of plain files in Debian's Chromium over file://, with the network off, as readers do.
//
//     node site.mjs MODULES TRANSPORT HOSTILE DEMARCHE GRAPH
//
// MODULES is a node_modules folder with playwright-core and axe-core; TRANSPORT and HOSTILE are sites of the collections of
// those names; DEMARCHE the program and GRAPH the graph of TRANSPORT, for what the command line answers.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { checkAnswers } from "./answers.mjs";
import { check, start } from "./browser.mjs";
import { checkNetworkPage } from "./network-page.mjs";

const [modules, transport, hostile, demarche, graph] = process.argv.slice(2).map((name) => path.resolve(name));
const { open, checkAccessible, finish } = await start(modules);
const at = (site, name) => `file://${site}/${name}`;
const pages = (site) =>
  readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html")).map(String).sort();
// One page of each kind: the longest, which has the most on it.
const kinds = (site) => {
  const found = new Map();
  for (const name of pages(site)) {
    const [first, ...rest] = name.split("/");
    const kind = rest.length > 1 ? `${first}/…` : first;
    const size = statSync(path.join(site, name)).size;
    if (!found.has(kind) || found.get(kind)[1] < size) found.set(kind, [name, size]);
  }
  return [...found.values()].map(([name]) => name);
};

// Every kind of page, in light and dark and at a phone's width: no complaint, nothing wider than the window, axe finds nothing.
for (const [look, options] of [
  ["desktop", { viewport: { width: 1280, height: 900 } }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["phone", { viewport: { width: 390, height: 844 } }],
]) {
  const page = await open(options);
  for (const name of kinds(transport)) {
    await page.goto(at(transport, name));
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${look} ${name} fits its window`, wide <= 0, `${wide} pixels too wide`);
    await checkAccessible(page, `${look} ${name}`);
  }
  await page.context().close();
}

// Every page without scripts still says what it says.
{
  const page = await open({ javaScriptEnabled: false });
  for (const name of kinds(transport)) {
    await page.goto(at(transport, name));
    const text = await page.locator("main").innerText();
    check(`${name} can be read without JavaScript`, text.length > 60, text);
  }
  await page.context().close();
}

await checkNetworkPage({ open, checkAccessible }, at(transport, "network/index.html"), (parameters) =>
  execFileSync(demarche, ["query", "who-asks-whom", ...parameters, "--graph", graph, "--format", "csv"], { encoding: "utf8" }),
);

// The reader: any range of a whole text; keys; toggles; citing.
{
  const page = await open({ viewport: { width: 1280, height: 900 } });
  const whole = pages(transport).find((name) => name.startsWith("doc/") && readFileSync(path.join(transport, name), "utf8").includes("Shown whole"));
  const turtle = readFileSync(path.join(transport, whole.replace("index.html", `${whole.split("/")[1]}.nt`)), "utf8");
  const range = /#char=(\d+),(\d+)> <[^>]+hasSource/.exec(turtle);
  await page.goto(`${at(transport, whole)}#char=${range[1]},${range[2]}`);
  await page.waitForSelector("mark.cited");
  const marked = (await page.locator("mark.cited").allInnerTexts()).join("");
  check("a link to any words marks as many as it says", [...marked.replace(/\s+/g, " ")].length <= range[2] - range[1] && marked.length > 0, marked);
  const document = pages(transport).filter((name) => name.startsWith("doc/"))
    .map((name) => [name, readFileSync(path.join(transport, name), "utf8").split('class="card').length])
    .sort((a, b) => b[1] - a[1])[0][0];
  await page.goto(at(transport, document));
  await page.keyboard.press("n");
  const first = await page.locator(".card[open]").getAttribute("id");
  await page.keyboard.press("n");
  const second = await page.locator(".card[open]").getAttribute("id");
  await page.keyboard.press("p");
  const again = await page.locator(".card[open]").getAttribute("id");
  check("n and p walk the recommendations", first !== second && first === again, `${first} ${second} ${again}`);
  check("the words of the card are marked", (await page.locator(".rec.here").count()) > 0);
  const background = () => page.locator(".rec:not(.here)").first().evaluate((words) => getComputedStyle(words).backgroundColor);
  const before = await background();
  await page.getByLabel("recommendations").uncheck();
  check("a toggle takes the marks off", before !== (await background()));
  await page.locator(".rec").first().evaluate((words) => getSelection().selectAllChildren(words));
  await page.locator("#cite-button").click();
  const annotation = JSON.parse(await page.locator("#cite-json").inputValue());
  const [exact, position] = annotation.target.selector;
  check("a citation has the words and their place", [...exact.exact].length === position.end - position.start && exact.exact.length > 0, JSON.stringify(annotation));
  const link = await page.locator("#cite-link").inputValue();
  await page.keyboard.press("Escape");
  await page.goto(`${at(transport, document)}#char=${link.split("=")[1]}`);
  const cited = (await page.locator("mark.cited").allInnerTexts()).join("");
  check("the cited link leads back to the words", cited.replace(/\s+/g, " ") === exact.exact.replace(/\s+/g, " "), `${cited} ≠ ${exact.exact}`);
  await page.goto(`${at(transport, document)}#char=999990,999999`);
  check("words that are not shown are told of", await page.locator("#elsewhere").isVisible());
  await page.context().close();
}

// Search: by keyboard, with a typo, from any page's menu.
{
  const page = await open({ viewport: { width: 1280, height: 900 } });
  await page.goto(at(transport, "index.html"));
  await page.locator("#q").focus();
  await page.keyboard.type("Ministri of Transprot");
  await page.waitForSelector("#hits li");
  const hit = page.locator("#hits li").first();
  check("search forgives typos in names", (await hit.locator("a").innerText()).startsWith("Ministry of Transport"), await hit.innerText());
  check("search marks what it found", (await hit.locator("mark").count()) > 0);
  const name = await hit.locator("a").innerText();
  await hit.locator("a").click();
  check("a hit leads to its page", (await page.locator("h1").innerText()) === name, name);
  await page.goto(`${at(transport, "search/index.html")}?q=night`);
  check("a search can be linked to", (await page.locator("#hits li").count()) > 0);
  await page.goto(at(transport, "index.html"));
  await page.keyboard.press("Tab");
  check("the first stop is the way past the menu", (await page.evaluate(() => document.activeElement.className)) === "skip");
  await page.keyboard.press("Enter");
  check("and it leads to the content", page.url().endsWith("#main"));
  await page.context().close();
}

// A saved question: its CSV is what the command line answers, its table has the same rows, and sorts.
{
  const page = await open({ viewport: { width: 1280, height: 900 } });
  await page.goto(at(transport, "query/most-addressed/index.html"));
  const csv = readFileSync(path.join(transport, await page.getByRole("link", { name: "CSV", exact: true }).getAttribute("href").then((href) => href.replace(/^(\.\.\/)+/, ""))), "utf8");
  const asked = execFileSync(demarche, ["query", "most-addressed", "--graph", graph, "--format", "csv"], { encoding: "utf8" });
  const same = (text) => text.split("\n").slice(0, 4).join("\n");
  check("a question's CSV begins as the command line's", same(csv) === same(asked), `${same(csv)} ≠ ${same(asked)}`);
  const rows = await page.locator("table.answer tbody tr").count();
  check("its table has the rows of its CSV", rows === csv.trim().split("\n").length - 1, `${rows}`);
  const head = page.locator("table.answer th button").first();
  await head.click();
  const names = await page.locator("table.answer tbody tr td:first-child").allInnerTexts();
  const sorted = [...names].sort((a, b) => a.localeCompare(b, "en"));
  check("a click on a column sorts by it", names.join("|") === sorted.join("|"), names.join("|"));
  await page.context().close();
}

await checkAnswers({ open, checkAccessible }, (name) => at(transport, `query/${name}/index.html`));

// Hostile documents: every page opened, everything unfolded, every search tried; nothing runs.
{
  const page = await open({ viewport: { width: 1280, height: 900 } });
  for (const name of pages(hostile)) {
    await page.goto(at(hostile, name));
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const pwned = await page.evaluate(() => window.pwned);
    check(`hostile ${name} is inert`, pwned === undefined, `window.pwned = ${pwned}`);
  }
  for (const question of ["<img src=x onerror=window.pwned=90>", "script", "pwned", "onerror"]) {
    await page.goto(at(hostile, "search/index.html"));
    await page.locator("#q").fill(question);
    await page.waitForTimeout(250);
    const odd = await page.locator("#hits").evaluate((hits) => hits.querySelectorAll("img, script, svg, iframe, style").length);
    check(`a search for ${question} is inert`, odd === 0 && (await page.evaluate(() => window.pwned)) === undefined);
  }
  await page.goto(`${at(hostile, "search/index.html")}?q=${encodeURIComponent('"><script>window.pwned=91</script>')}#<img src=x onerror=window.pwned=92>`);
  check("an address is inert", (await page.evaluate(() => window.pwned)) === undefined);
  await page.context().close();
}

await finish("browser");
