#!/usr/bin/env python3
"""Checks the knowledge under ontology/ with another RDF library than the program's own.

    pip install rdflib
    python3 tests/python/ontology_check.py

Prints counts, and every finding on a line of its own; exits 1 where there is one. Identifiers are compared with the
tables of verified facts, where these stand beside the repository (FACTS, default ../shared/facts).
"""

import csv
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import ORG, OWL, RDF, SKOS

ROOT = Path(__file__).resolve().parents[2]
FACTS = Path(os.environ.get("FACTS", ROOT.parent / "shared" / "facts"))
BASE = "http://localhost:7878/"
DEM = Namespace("https://w3id.org/demarche/ns#")
WIKIDATA = "http://www.wikidata.org/entity/"

FORMS = (
    "State Government GovernmentBody IntergovernmentalOrganization Organization Party Grouping Person "
    "Population Place Instrument Event"
).split()
ORGANIZATIONS = "Government GovernmentBody IntergovernmentalOrganization Organization Party Grouping".split()
NAMES = (SKOS.prefLabel, SKOS.altLabel, DEM.acronym)
IN_ENGLISH = (*NAMES, DEM.contextName, DEM.metonym, DEM.demonym, DEM.familyName, DEM.office, DEM.keyword, DEM.verbForm)
LINKS = (ORG.subOrganizationOf, ORG.hasMember, DEM.country, DEM.actsFor, SKOS.broader, SKOS.inScheme, SKOS.topConceptOf)

PLOVER = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN SANCTION PROTEST MOBILIZE "
    "COERCE ASSAULT"
).split()

# Verbs that say nothing on the act asked for by themselves.
LIGHT = set(
    "be begin cease continue do end finish get give go have keep make need put seek set start stop take try use want".split()
)

MEMBERS_OF_THE_UNITED_NATIONS = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN
CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT
HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU
RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC
VE VN VU WS YE ZA ZM ZW
""".split()

findings = []


def expect(holds, message):
    if not holds:
        findings.append(message)


def path(node):
    return str(node).removeprefix(BASE)


def slug(name):
    """As iri::slug makes it, but that a plus sign is read out ("OPEC+" is not "OPEC")."""
    name = name.replace("+", " plus ").replace("’", "'").replace("–", "-").replace("ø", "o").replace("ı", "i")
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower().replace("'", "")).strip("-")


def read():
    whole, origin = Graph(), {}
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        graph = Graph().parse(file, format="turtle", publicID=BASE)
        for subject in set(graph.subjects()):
            if path(subject).startswith(("id/", "topic/", "action/")):
                expect(subject not in origin, f"{path(subject)} stands in {origin.get(subject)} and in {file.name}")
                origin[subject] = file.name
        whole += graph
    return whole, origin


def check_resources(g, origin):
    for s in sorted(origin):
        where = f"{origin[s]}: {path(s)}"
        labels = list(g.objects(s, SKOS.prefLabel))
        expect(len(labels) == 1, f"{where}: {len(labels)} preferred labels")
        expect(len(list(g.objects(s, RDF.type))) == 1, f"{where}: not exactly one type")
        for predicate in IN_ENGLISH:
            for name in g.objects(s, predicate):
                expect(isinstance(name, Literal) and name.language == "en", f"{where}: {name!r} has no language")
                expect(str(name) == " ".join(str(name).split()), f"{where}: stray spaces in {str(name)!r}")
        for predicate in LINKS:
            for o in g.objects(s, predicate):
                expect(o in origin, f"{where}: {path(o)} is described nowhere")
        if (s, DEM.ambiguousName, None) in g:
            expect((s, SKOS.note, None) in g, f"{where}: an ambiguous name wants a note on why")
        if "/id/" in str(s) and labels:
            expect(path(s) == "id/" + slug(labels[0]), f"{where}: the slug of {str(labels[0])!r} is {slug(labels[0])}")


def check_names(g):
    """A label, other name or acronym is of one entry only; so is a metonym. contextName may be shared."""
    holders = defaultdict(set)
    for predicate in (DEM.metonym, *NAMES):
        for s, name in g.subject_objects(predicate):
            if "/id/" in str(s):
                holders[str(name)].add(path(s))
    for name, who in sorted(holders.items()):
        expect(len(who) == 1, f"{name!r} is a name of {', '.join(sorted(who))}")


def check_identifiers(g):
    same = defaultdict(list)
    for s, o in g.subject_objects(OWL.sameAs):
        # A licence is the same as its own address, and a licence only.
        if path(s).startswith("licence/"):
            expect(str(o).startswith("https://"), f"{path(s)}: {o} is no address of a licence")
            continue
        expect(str(o).startswith(WIKIDATA), f"{path(s)}: {o} is not of Wikidata")
        same[str(o).removeprefix(WIKIDATA)].append(s)
    for qid, who in sorted(same.items()):
        expect(len(who) == 1, f"{qid} stands for {', '.join(map(path, who))}")
    if not FACTS.is_dir():
        print(f"(no {FACTS}: identifiers are not compared with verified facts)")
        return len(same)

    def table(name):
        with open(FACTS / f"{name}.tsv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    verified = {r["wikidata_qid"]: r["name"] for r in table("countries") if int(r["checked"] or 0) >= 2}
    verified |= {r["wikidata_qid"]: r["name"] for r in table("organizations") if r["grade"] in ("A", "B")}
    wrong = {r["qid"] for r in table("qid-conflicts")}
    for qid, (s, *_) in sorted(same.items()):
        expect(qid in verified, f"{path(s)}: {qid} is not verified by two sources or one data set")
        expect(qid not in wrong, f"{path(s)}: {qid} is in qid-conflicts.tsv")
        if qid in verified:
            names = {str(n).casefold() for p in NAMES for n in g.objects(s, p)}
            ours = {verified[qid].casefold(), re.sub(r" \((.*)\)$", r" of \1", verified[qid]).casefold()}
            loose = slug(re.sub(r" \(.*\)$", "", verified[qid]))
            expect(names & ours or any(slug(n).startswith(loose) for n in names),
                   f"{path(s)}: {qid} is verified for {verified[qid]!r}, which is none of its names")
    return len(same)


def check_states(g):
    codes = {str(o) for s, o in g.subject_objects(DEM.isoAlpha2) if (s, RDF.type, DEM.State) in g}
    missing = [code for code in MEMBERS_OF_THE_UNITED_NATIONS if code not in codes]
    expect(len(MEMBERS_OF_THE_UNITED_NATIONS) == 193, "the list of members has a hole")
    expect(not missing, f"members of the United Nations that are missing: {' '.join(missing)}")
    for predicate in (DEM.isoAlpha2, DEM.isoAlpha3):
        for code, n in Counter(str(o) for o in g.objects(None, predicate)).items():
            expect(n == 1, f"the ISO code {code} stands {n} times")


def check_concepts(g):
    topic, action = URIRef(BASE + "topic/"), URIRef(BASE + "action/")
    fields = set(g.subjects(SKOS.topConceptOf, topic))
    topics = set(g.subjects(SKOS.inScheme, topic)) - fields
    types = set(g.subjects(SKOS.topConceptOf, action))
    actions = set(g.subjects(SKOS.inScheme, action)) - types
    expect(len(topics) >= 120 and len(fields) >= 12, f"{len(topics)} topics in {len(fields)} fields")
    expect(len(actions) >= 60, f"{len(actions)} kinds of action")
    plover = {str(o) for t in types for o in g.objects(t, DEM.ploverType)}
    expect(plover == set(PLOVER), f"PLOVER's types as top concepts: {set(PLOVER) ^ plover} too many or missing")

    for concepts, tops, words in ((topics, fields, DEM.keyword), (actions, types, DEM.verbForm)):
        for concept in concepts | tops:
            expect((concept, SKOS.definition, None) in g, f"{path(concept)}: no definition")
        for concept in concepts:
            above = list(g.objects(concept, SKOS.broader))
            expect(len(above) == 1 and above[0] in tops, f"{path(concept)}: not under exactly one top concept")
            expect((concept, words, None) in g, f"{path(concept)}: no words")
        holders = defaultdict(set)
        for s, word in g.subject_objects(words):
            holders[str(word)].add(path(s))
            expect(str(word) == str(word).lower() or words == DEM.verbForm, f"{path(s)}: {word} is not in lower case")
        for word, who in sorted(holders.items()):
            expect(len(who) == 1, f"{word!r} stands under {', '.join(sorted(who))}")
        if words == DEM.verbForm:
            light = sorted(LIGHT & holders.keys())
            expect(not light, f"light verbs are no actions: {' '.join(light)}")
            expect(len(holders) >= 600, f"only {len(holders)} verb forms")
    for s, o in g.subject_objects(DEM.ploverType):
        expect(str(o) in PLOVER, f"{path(s)}: {o} is no type of PLOVER")
    for s, o in g.subject_objects(DEM.cameoCode):
        expect(re.fullmatch(r"(0[1-9]|1[0-9]|20)\d{0,2}", str(o)), f"{path(s)}: {o} is no CAMEO code")
    return {
        "policy fields": len(fields),
        "topics": len(topics),
        "keywords": len(set(g.objects(None, DEM.keyword))),
        "top kinds of action": len(types),
        "kinds of action": len(actions),
        "verb forms": len(set(g.objects(None, DEM.verbForm))),
    }


def main():
    g, origin = read()
    check_resources(g, origin)
    check_names(g)
    identifiers = check_identifiers(g)
    check_states(g)
    concepts = check_concepts(g)

    count = {form: len(set(g.subjects(RDF.type, DEM[form]))) for form in FORMS}
    expect(sum(count[f] for f in ORGANIZATIONS) >= 250, "fewer than 250 organizations")
    names = {str(o) for p in NAMES for s, o in g.subject_objects(p) if "/id/" in str(s)}
    rows = {f"dem:{form}": n for form, n in count.items()} | {
        "names (labels, other names, acronyms)": len(names),
        "shared names (dem:contextName)": len(set(g.objects(None, DEM.contextName))),
        "demonyms": len(set(g.objects(None, DEM.demonym))),
        "metonyms": len(set(g.objects(None, DEM.metonym))),
        "Wikidata identifiers": identifiers,
    } | concepts | {"triples": len(g)}
    for what, n in rows.items():
        print(f"{n:7,}  {what}")
    for finding in findings:
        print(f"finding: {finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
