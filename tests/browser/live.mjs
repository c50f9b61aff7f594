// Uses `demarche serve` in Debian's Chromium as its users do: every kind of page, forms, the workbench, with and without a
// mouse; and pages of hostile documents.
//
//     node live.mjs MODULES DEMARCHE TRANSPORT HOSTILE
//
// MODULES is a node_modules folder with playwright-core and axe-core; DEMARCHE the program; TRANSPORT and HOSTILE graphs of the
// collections of those names.
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { checkAnswers } from "./answers.mjs";
import { check, start } from "./browser.mjs";
import { checkNetworkPage } from "./network-page.mjs";

const [modules, demarche, transport, hostile] = process.argv.slice(2).map((name) => path.resolve(name));
const servers = [];
process.on("exit", () => servers.forEach((server) => server.kill()));

// The address of a server over a graph.
const serve = async (graph) => {
  const server = spawn(demarche, ["serve", "--graph", graph, "--port", "0", "--timeout", "2"], { stdio: ["ignore", "ignore", "pipe"] });
  servers.push(server);
  const address = await new Promise((resolve, reject) => {
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: server.stderr }).on("line", (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found) resolve(found[0]);
    });
  });
  return address;
};
const [city, attack] = await Promise.all([serve(transport), serve(hostile)]);
const browser = await start(modules, [city, attack]);
const { open, checkAccessible, finish } = browser;
const desktop = { viewport: { width: 1280, height: 900 } };

// The paths of all pages, as search engines are told them, below the base.
const pages = async (server) => {
  const sitemap = await (await fetch(`${server}/sitemap.xml`)).text();
  return [...sitemap.matchAll(/<loc>https?:\/\/[^/]+\/([^<]*)<\/loc>/g)].map((found) => found[1].replace(/\/$/, ""));
};
const all = await pages(city);
// One of each kind, and those that a folder cannot have.
const kinds = new Map(all.map((name) => [name.split("/").map((part, at) => (at ? "…" : part)).join("/"), name]));
const looked = [...kinds.values(), "workbench", "search?q=night", "query/asked-to-do?actor=Austria", "nothing-here"];
check("the sitemap has every kind of page", ["", "documents", "doc/…", "id/…", "rec/…/…", "topic/…", "network", "compare/…", "query/…", "ns"].every((kind) => kinds.has(kind)), [...kinds.keys()].join());

for (const [look, options] of [
  ["desktop", desktop],
  ["dark", { ...desktop, colorScheme: "dark" }],
  ["phone", { viewport: { width: 390, height: 844 } }],
]) {
  const page = await open(options, /404 \(Not Found\)/);
  for (const name of looked) {
    const response = await page.goto(`${city}/${name}`);
    check(`${look} /${name} is there`, response.status() === (name === "nothing-here" ? 404 : 200), `${response.status()}`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${look} /${name} fits its window`, wide <= 0, `${wide} pixels too wide`);
    await checkAccessible(page, `${look} /${name}`);
  }
  await page.context().close();
}

// Keys alone: from the first page by search to an actor, to a document, through its recommendations.
{
  const page = await open(desktop);
  const tabTo = async (what) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((what) => document.activeElement.matches(what), what)) return true;
    }
    return false;
  };
  await page.goto(city);
  check("Tab reaches the search", await tabTo("#q"));
  await page.keyboard.type("Velmora Ridrs");
  await page.waitForSelector("#hits li");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\?q=Velmora\+Ridrs/);
  check("Tab reaches the first hit", await tabTo("#hits a"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/id\/.*\.html$/);
  check("a hit leads to its actor", (await page.locator("h1").innerText()) === "Velmora Riders' Association", page.url());
  check("Tab reaches its words", await tabTo("a.words"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("mark.cited");
  check("words lead to their place in the text", page.url().includes("#char="), page.url());
  await page.keyboard.press("n");
  check("n opens a recommendation", (await page.locator(".card[open]").count()) === 1);
  await page.context().close();
}

const asked = (parameters) =>
  execFileSync(demarche, ["query", "who-asks-whom", ...parameters, "--graph", transport, "--format", "csv"], { encoding: "utf8" });
await checkNetworkPage(browser, `${city}/network`, asked);
await checkAnswers(browser, (name) => `${city}/query/${name}`);

// A question with its form, completed, by keys; the same without scripts; and a name that is not there.
for (const javaScriptEnabled of [true, false]) {
  const page = await open({ ...desktop, javaScriptEnabled });
  await page.goto(`${city}/query/who-asks-whom`);
  const asking = await page.locator("table.answer tbody td").first().innerText();
  await page.getByLabel("organization").fill(asking);
  await page.keyboard.press("Enter");
  await page.waitForURL(/organization=/);
  const names = await page.locator("table.answer tbody td:first-child").allInnerTexts();
  const expected = asked(["--organization", asking]).trim().split("\n").length - 1;
  const way = javaScriptEnabled ? "" : " without JavaScript";
  check(`a question is answered for ${asking}${way}`, names.length > 0 && names.length <= expected && names.every((name) => name === asking), names.join());
  check(`the form keeps what was asked${way}`, (await page.getByLabel("organization").inputValue()) === asking);
  await page.getByLabel("organization").fill("Velmora Rider Asociation");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  const told = await page.locator("[role=alert]").innerText();
  check(`a name that is not there is told, with what is like it${way}`, told.includes("did you mean “Velmora Riders' Association”"), told);
  await page.context().close();
}

// Organizations beside each other: a number leads to the words.
{
  const page = await open(desktop);
  await page.goto(`${city}/compare`);
  const cell = page.locator(".matrix td a").first();
  const [who] = (await cell.getAttribute("aria-label")).split(" on ");
  const number = Number(await cell.innerText());
  await cell.click();
  const column = page.locator("section:target");
  check("a number of the comparison leads to its organization", (await column.locator("h2").innerText()).startsWith(who), who);
  check("and to as many quotes", (await column.locator("blockquote").count()) === Math.min(number, 12), `${number}`);
  await page.context().close();
}

// The workbench by keys.
{
  const page = await open(desktop, /status of (400|504|507)/);
  await page.goto(`${city}/workbench`);
  const field = page.locator("#sparql");
  const ask = async (text) => {
    await field.fill(text);
    await field.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector("#answer").children.length && !/Asking/.test(document.querySelector("#answer").textContent));
  };
  await field.fill("SELECT ?who ?whom ?date { ?rec dem:addres");
  await field.press("End");
  await field.press("Control+Space");
  await page.waitForSelector(".completions li");
  await checkAccessible(page, "the workbench with completions");
  await field.press("Enter");
  check("a term of the graph is completed", (await field.inputValue()).endsWith("?rec dem:addressee"), await field.inputValue());

  await ask("SELECT ?who ?whom ?date { ?rec dem:recommender ?who ; dem:addressee ?whom ; dem:statedIn/dem:edtf ?date } ORDER BY ?who ?whom ?date");
  const rows = await page.locator("#rows tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  check("a question of one's own is answered with labels", rows.some(([who, whom]) => who === "Kessler Institute for Urban Mobility" && whom.startsWith("Ministry of Transport")), rows.join(" | "));
  check("IRIs stand behind the labels", (await page.locator("#rows td a").first().getAttribute("title")).startsWith("http://localhost:7878/id/"));
  check("the count is that of the rows", (await page.locator("#answer .count").innerText()).startsWith(`${rows.length} row`));
  const csv = await (await fetch(await page.locator("#answer").getByRole("link", { name: "CSV" }).evaluate((link) => link.href))).text();
  check("its CSV has the same rows", csv.trim().split("\r\n").length - 1 === rows.length, csv);
  await page.getByRole("tab", { name: "Timeline" }).click();
  check("an answer with dates is a timeline", (await page.locator("#answer circle").count()) === rows.length);
  await checkAccessible(page, "the workbench with an answer");

  await ask("SELECT ?source ?relation ?target { ?rec dem:recommender ?source ; dem:addressee ?target . BIND('asks' AS ?relation) }");
  await page.getByRole("tab", { name: "Graph" }).click();
  const picture = page.locator("#graph img");
  await picture.evaluate((picture) => picture.complete || new Promise((resolve) => picture.addEventListener("load", resolve)));
  check("an answer that ties actors is a graph", await picture.evaluate((picture) => picture.naturalWidth > 100));

  await ask("SELECT ?a WHERE {\n  ?a nope:addressee ?b\n}");
  const told = await page.locator("#answer [role=alert]").innerText();
  check("an error is told with its line and column", told.includes("the prefix nope: is not declared") && told.includes("Line 2, column 6"), told);
  const marked = await field.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  check("and its place is selected", marked === "nope:addressee", marked);

  await ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
  const slow = await page.locator("#answer [role=alert]").innerText();
  check("a question beyond the limits says so", /2 seconds|too long|stopped/.test(slow), slow);
  await ask("ASK { ?a a dem:Document }");
  check("and the next one is answered", (await page.locator("#answer").innerText()) === "Yes");
  await page.context().close();
}

// Hostile documents: every page, and everything that a question can bring up.
{
  const page = await open(desktop);
  const inert = async (what) => {
    check(`hostile ${what} is inert`, (await page.evaluate(() => window.pwned)) === undefined);
  };
  for (const name of [...(await pages(attack)), "network/explore"]) {
    await page.goto(`${attack}/${name}`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await inert(`/${name}`);
  }
  const given = encodeURIComponent('"><script>window.pwned=71</script><img src=x onerror=window.pwned=72>');
  for (const name of [`search?q=${given}`, `query/asked-to-do?actor=${given}`, `network#by=${given}&edge=${given}`, `workbench#${given}`]) {
    await page.goto(`${attack}/${name}`);
    await inert(`address /${name}`);
    await checkAccessible(page, `hostile /${name}`);
  }
  await page.goto(`${attack}/workbench?query=${encodeURIComponent("SELECT ?thing ?words { { ?thing rdfs:label|skos:prefLabel|dcterms:title ?words } UNION { ?thing oa:exact ?words } FILTER(CONTAINS(?words, 'pwned')) }")}`);
  await page.waitForSelector("#rows tbody tr");
  const odd = await page.locator("#rows").evaluate((rows) => rows.querySelectorAll("img, script, svg, iframe, style").length);
  check("hostile words in an answer are words", odd === 0 && (await page.locator("#rows tbody tr").count()) > 3);
  await inert("answers");
  await page.context().close();
}

await finish("live");
