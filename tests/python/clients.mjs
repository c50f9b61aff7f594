// N3.js reads what `demarche serve` gives: Turtle and N-Triples of a thing, and the answer of a CONSTRUCT.
// usage: node clients.mjs PORT   (n3 must be installed where node finds it)
import { createRequire } from "node:module";

const { Parser } = createRequire(process.cwd() + "/")("n3");
const site = `http://localhost:${process.argv[2]}`;

async function triples(path, accept) {
  const response = await fetch(site + path, { headers: { accept } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Parser({ format: response.headers.get("content-type") }).parse(await response.text());
}

const turtle = await triples("/id/united-states", "text/turtle");
const lines = await triples("/id/united-states", "application/n-triples");
const query = encodeURIComponent("CONSTRUCT { ?r dem:addressee ?a } WHERE { ?r dem:addressee ?a } LIMIT 7");
const built = await triples(`/sparql?query=${query}`, "text/turtle");
if (turtle.length < 5 || turtle.length !== lines.length || built.length !== 7) {
  throw new Error(`${turtle.length} triples in Turtle, ${lines.length} in N-Triples, ${built.length} constructed`);
}
console.log(`N3.js: ${turtle.length} triples by an IRI, ${built.length} constructed`);
