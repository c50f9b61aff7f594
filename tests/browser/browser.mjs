// What the checks in Debian's Chromium share: pages opened from files with the network off, or from servers that were started
// here, whose every complaint is a failure; axe-core; and the count at the end.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

let passed = 0;
const failures = [];

// What must hold; `told` says what was found instead.
export const check = (what, fine, told = "") => {
  if (fine) passed += 1;
  else failures.push(`${what}${told ? `: ${told}` : ""}`);
};

// MODULES is a node_modules folder with playwright-core and axe-core; pages may ask for what begins with one of ORIGINS.
export async function start(modules, origins = ["file://"]) {
  const require = createRequire(path.join(modules, "x.js"));
  const { chromium } = require("playwright-core");
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });

  // A page whose every complaint is noted, but for those that `meant` fits, and whose every request beyond the origins is a
  // failure.
  const open = async (options = {}, meant = null) => {
    const offline = origins.every((origin) => origin.startsWith("file:"));
    const context = await browser.newContext({ offline, ...options });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !meant?.test(message.text())) failures.push(`${page.url()}: ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => failures.push(`${page.url()}: ${error.message}`));
    page.on("dialog", (dialog) => failures.push(`${page.url()}: a dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (!origins.some((origin) => request.url().startsWith(origin))) failures.push(`${page.url()}: asks for ${request.url()}`);
    });
    return page;
  };

  // axe finds nothing on the page as it stands. The page's own policy lets no script in from outside; the tool comes by the
  // debugger.
  const checkAccessible = async (page, what) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ preload: false }));
    const told = violations.map((found) => `${found.id} (${found.nodes.length}: ${found.nodes[0].target} ${found.nodes[0].failureSummary})`);
    check(`${what} is accessible`, violations.length === 0, told.join("; "));
  };

  // Closes the browser, tells the count under a name, and ends the process.
  const finish = async (name) => {
    await browser.close();
    for (const failure of failures) console.log(`FAILED: ${failure}`);
    console.log(`${name}: ${passed} passed, ${failures.length} failed`);
    process.exit(failures.length ? 1 : 0);
  };
  return { open, checkAccessible, finish };
}
