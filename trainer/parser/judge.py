"""A document with demarche's record and its trees: the record with the tree's answers in the place of demarche's."""

import copy
import re
from collections import defaultdict
from pathlib import Path

from answers import asked, coordinated, extent, parties
from tree import SUBJECTS

LEXICON = Path(__file__).parents[2] / "ontology/actors.ttl"
NO_ACTORS = {"Place", "Event", "Instrument", "Topic", "Demonym", "Work", "Law"}
NO_AGENTS = {"Population", "Generic"}


def acts_for(turtle):
    """Which state an administration or ministry acts for, by the lexicon."""
    found = re.findall(r"^<id/([^>]+)>|dem:actsFor <id/([^>]+)>", turtle, re.M)
    subjects = [subject for subject, _ in found]
    return {next(s for s in reversed(subjects[:at]) if s): state for at, (_, state) in enumerate(found) if state}


ACTS_FOR = acts_for(LEXICON.read_text(encoding="utf-8"))


class Judge:
    """A document: demarche's record, its trees, and its gold where it has one."""

    def __init__(self, record, trees, gold=None):
        self.record, self.trees, self.gold = record, trees, gold
        self.mentions = [m for m in record["mentions"] if m.get("kind") not in NO_ACTORS]
        self.forms = defaultdict(set)
        for mention in self.mentions:
            self.forms[mention["actor"]].add(mention["text"])
            trees.join(*mention["span"])

    def mention(self, tree, word):
        start = tree.spans[word][0]
        return next((m for m in self.mentions if m["span"][0] <= start < m["span"][1]), None)

    def tree_of(self, clause):
        return self.trees.at(clause["verb"]["span"][0])

    def changed(self, change):
        """demarche's record, with each clause that stands in a tree changed."""
        record = copy.deepcopy(self.record)
        for clause in record["recommendations"]:
            if found := self.tree_of(clause):
                change(clause, *found)
        return record

    def addressees(self, clause, tree, at):
        who = asked(tree, at)
        if who is None or clause["rule"] == "speech-act" and tree.tags[at] in ("VBZ", "VBP"):  # "urges restraint"
            return
        words, passive = who
        found = [m for m in (self.mention(tree, word) for word in words) if m]
        if found:
            generic = [a for a in clause["addressees"] if a["kind"] == "Generic"]
            clause["addressees"] = [named(m, how="explicit") for m in found] + generic
        elif passive:  # "US policy should be reviewed": whose, the subject says
            owners = [self.mention(tree, word) for own in tree.kids(at, *SUBJECTS) for word in tree.subtree(own)]
            owners = {m["actor"] for m in owners if m}
            addressees = clause["addressees"]
            clause["addressees"] = [a for a in addressees if a["how"] != "explicit" or a["actor"] in owners]

    def span(self, clause, tree, at):
        clause["span"] = list(extent(tree, at, self.others(clause, tree)))

    def others(self, clause, tree):
        """The heads of the other clauses in a tree, but for what serves this one."""
        serving, clauses = {clause["id"]}, self.record["recommendations"]
        while more := {one["id"] for one in clauses if one["part_of"] in serving} - serving:
            serving |= more
        found = (self.tree_of(one) for one in clauses if one["id"] not in serving)
        return {at for there, at in filter(None, found) if there is tree}

    def parties(self, clause, tree, at):
        """The actors who take part by the tree, but for those who are asked."""
        asked_for = {a["actor"] for a in clause["addressees"]}
        asked_for |= {ACTS_FOR.get(actor) for actor in asked_for}
        found = {}
        for word, role in parties(tree, at, self.others(clause, tree)):
            m = self.mention(tree, word)
            if m and m["actor"] not in asked_for and m["kind"] not in NO_AGENTS:
                found.setdefault(m["actor"], named(m, role=role))
        return list(found.values())

    def counterparts(self, clause, tree, at):
        clause["counterparts"] = self.parties(clause, tree, at)

    def counterparts_of_both(self, clause, tree, at):
        by_tree = {a["actor"] for a in self.parties(clause, tree, at)}
        clause["counterparts"] = [a for a in clause["counterparts"] if a["actor"] in by_tree]

    def counterparts_of_either(self, clause, tree, at):
        known = {a["actor"] for a in clause["counterparts"]}
        clause["counterparts"] += [a for a in self.parties(clause, tree, at) if a["actor"] not in known]

    def without_other_words(self):
        """demarche's clauses but for those whose head is no verb by the tree's tags."""
        verb = lambda found: found is None or found[0].is_verb(found[1]) or found[0].tags[found[1]] == "MD"
        kept = [clause for clause in self.record["recommendations"] if verb(self.tree_of(clause))]
        return {**self.record, "recommendations": kept}

    def with_coordinated(self):
        """demarche's clauses, and the verbs that the tree coordinates with their heads."""
        record = copy.deepcopy(self.record)
        heads = {tuple(clause["verb"]["span"]) for clause in record["recommendations"]}
        for clause in list(record["recommendations"]):
            tree, at = self.tree_of(clause) or (None, None)
            for verb in coordinated(tree, at) if tree else ():
                if tree.spans[verb] not in heads:
                    heads.add(tree.spans[verb])
                    more = {**clause, "id": f"{clause['id']}+{verb}", "span": list(extent(tree, verb))}
                    record["recommendations"].append({**more, "verb": {"span": list(tree.spans[verb])}})
        return record


def named(mention, **more):
    return {"actor": mention["actor"], "name": mention["name"], "kind": mention["kind"], **more}
