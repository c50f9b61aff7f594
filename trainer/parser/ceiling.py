"""What a dependency parser would gain over demarche's rules over tags, decision by decision, on documents with a gold.

    demarche extract --format jsonl TEXTS/* > out.jsonl
    python ceiling.py --scorer score.py --gold GOLD --texts TEXTS out.jsonl [--parser MODEL.npz] [--errors]

Without --parser the trees are those of the teacher itself: a greedy parser that learns from it does better by chance only, so
they are a ceiling. Each decision takes demarche's own records, puts the tree's answer in the place of demarche's, and asks
the gold's scorer again. What syntax cannot tell stays demarche's: names, pronouns, what is inherited from headings and lists.

Prints totals. --errors shows the clauses in which the two differ, and refuses a gold given as positions: such a set is blind.
"""

import argparse
import copy
import importlib.util
import json
import random
from collections import defaultdict
from pathlib import Path

from judge import Judge
from trees import Teacher

ROUNDS = 2000  # of the bootstrap
CLOSE = 0.8  # of their union: an extent that overlaps so much is right
DECISIONS = (  # measure of the scorer, what the tree says, and the record with that in the place of demarche's
    ("clauses", "heads that are no verbs dropped", Judge.without_other_words),
    ("clauses", "coordinated verbs added", Judge.with_coordinated),
    ("addressees", "subject, controller or agent", lambda judge: judge.changed(judge.addressees)),
    ("passages", "extent of the subtree", lambda judge: judge.changed(judge.span)),
    ("counterparts", "objects, prepositions, owners", lambda judge: judge.changed(judge.counterparts)),
    ("counterparts", "both must say so", lambda judge: judge.changed(judge.counterparts_of_both)),
    ("counterparts", "either may say so", lambda judge: judge.changed(judge.counterparts_of_either)),
)


def f1(tallies):
    hit, miss, false = (sum(tally[at] for tally in tallies) for at in range(3))
    return 2 * hit / (2 * hit + miss + false) if hit + miss + false else 0.0


def interval(pairs):
    """95 % of the differences between two F1 over documents drawn again (percentile bootstrap, seeded)."""
    chance = random.Random(3)
    found = []
    for _ in range(ROUNDS):
        drawn = chance.choices(pairs, k=len(pairs))
        found.append(f1([tree for _, tree in drawn]) - f1([tags for tags, _ in drawn]))
    found.sort()
    return found[ROUNDS // 40], found[-1 - ROUNDS // 40]


def wilson(hits, n, z=1.96):
    """The 95 % interval of a share (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    share = hits / n
    middle, half = share + z * z / (2 * n), z * (share * (1 - share) / n + (z / (2 * n)) ** 2) ** 0.5
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def rescored(scorer, judges):
    print("F1, hits/misses/false alarms, with the tree's answer in the place of demarche's (95 % over documents drawn again)")
    for measure, what, change in DECISIONS:
        pairs = []
        for judge in judges:
            tally = lambda record: scorer.score_document(judge.gold, record, [])[measure]
            pairs.append([(t.hit, t.miss, t.false) for t in (tally(judge.record), tally(change(judge)))])
        tags, tree = (f1([pair[at] for pair in pairs]) for at in (0, 1))
        counts = ["/".join(str(sum(pair[at][part] for pair in pairs)) for part in range(3)) for at in (0, 1)]
        low, high = interval(pairs)
        difference = f"{tree - tags:+.3f} [{low:+.3f}, {high:+.3f}]"
        print(f"  {measure:13}{what:33} {tags:.3f} {counts[0]:>10} → {tree:.3f} {counts[1]:>10}   {difference}")


class Decisions:
    """Clause by clause, who is right: heads for all clauses that the gold requires, with the gold's extent given to the tree;
    the others for the clauses that both have."""

    def __init__(self, scorer, show):
        self.scorer, self.show = scorer, show
        self.right = defaultdict(list)  # by decision: whether tags and tree are
        self.missed = []  # counterparts that demarche misses: whether the clause has their name, and the tree reaches them

    def add(self, judge):
        scorer, gold, clauses = self.scorer, judge.gold, judge.record["recommendations"]
        is_same = lambda g, p: scorer.same_token(gold.text, g["head"], p["verb"]["span"])
        same = lambda g, p: 1 + scorer.iou(g["span"], p["span"]) if is_same(g, p) else 0
        pairs = dict(scorer.pair(gold.recommendations, clauses, same))
        for at, g in enumerate(gold.recommendations):
            if not g.get("optional"):
                self.note(judge, "head", g, at in pairs, scorer.overlap(top(judge.trees, g), g["head"]))
                if at in pairs and judge.tree_of(clauses[pairs[at]]):
                    self.roles(judge, g, clauses[pairs[at]])

    def roles(self, judge, g, ours):
        tree, text = judge.tree_of(ours), judge.gold.text

        def theirs(field, change):
            clause = copy.deepcopy(ours)
            change(clause, *tree)
            return clause[field]

        for field, change in (("addressees", judge.addressees), ("counterparts", judge.counterparts)):
            found = ours[field], theirs(field, change)
            if g[field] or any(found):
                right = [self.exact(judge, g[field], actors) for actors in found]
                self.note(judge, field, g, *right, [[one["name"] for one in actors] for actors in found])
        spans = ours["span"], theirs("span", judge.span)
        near = [self.scorer.iou(g["span"], span) >= CLOSE for span in spans]
        self.note(judge, "extent", g, *near, [text[slice(*span)] for span in spans])
        named = [m for m in judge.mentions if g["span"][0] <= m["span"][0] < g["span"][1]]
        for name in g["counterparts"]:
            is_among = lambda actors: any(self.same(judge, name, one) for one in actors)
            if name in judge.gold.actors and not is_among(ours["counterparts"]):
                self.missed.append((is_among(named), is_among(judge.parties(ours, *tree))))

    def same(self, judge, name, found):
        return judge.gold.same(name, found["name"], judge.forms[found["actor"]])

    def exact(self, judge, want, got):
        """Whether all that are named are found and nobody else, as the scorer counts."""
        links = self.scorer.pair(want, got, lambda name, one: int(self.same(judge, name, one)))
        hit, named = sum(want[at] in judge.gold.actors for at, _ in links), sum(name in judge.gold.actors for name in want)
        linked = {at for _, at in links}
        return hit == named and all(at in linked or one.get("kind") == "Generic" for at, one in enumerate(got))

    def note(self, judge, decision, g, tags, tree, got=""):
        self.right[decision].append((bool(tags), bool(tree)))
        if self.show and tags != tree:
            quote, name = " ".join(g["quote"].split())[:160], Path(judge.gold.document).name[:12]
            print(f"{name} {decision}: only {'tags' if tags else 'tree'}: {quote} {g.get(decision, '')} {got}")

    def report(self):
        print("Clauses decided rightly (95 % interval of the share, Wilson)")
        print(f"  {'':13} asked  both  tags only  tree only  neither   tags                tree")
        for decision in ("head", "addressees", "extent", "counterparts"):
            rows = self.right[decision]
            both, tags, tree, none = (rows.count(one) for one in ((True, True), (True, False), (False, True), (False, False)))
            shares = []
            for right in (both + tags, both + tree):
                low, high = wilson(right, len(rows))
                shares.append(f"{right / max(len(rows), 1):.3f} [{low:.2f}, {high:.2f}]")
            print(f"  {decision:13}{len(rows):6}{both:6}{tags:11}{tree:11}{none:9}   {'  '.join(shares)}")
        known, reached = (sum(one[at] for one in self.missed) for at in (0, 1))
        print(f"  demarche misses {len(self.missed)} counterparts in these clauses: it knows a name of {known} there,"
              f" the tree reaches {reached}")  # fmt: skip


def top(trees, g):
    """The word of a gold clause that stands above its others: a verb, if one does."""
    found = trees.at(g["head"][0])
    if not found:
        return 0, 0
    tree, _ = found
    inside = [at for at, (start, end) in enumerate(tree.spans) if start < g["span"][1] and end > g["span"][0]]
    above = [at for at in inside if tree.heads[at] == at or tree.heads[at] not in inside]
    return tree.spans[max(above, key=lambda at: (tree.is_verb(at), len(tree.subtree(at))))]


def module(path):
    spec = importlib.util.spec_from_file_location("score", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extraction")
    parser.add_argument("--scorer", required=True, help="the gold's score.py")
    parser.add_argument("--gold", required=True)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--parser", help="a model of arc_hybrid.py in place of the teacher")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    scorer, teacher = module(options.scorer), Teacher(options.parser)
    files = sorted(Path(options.gold).glob("*.json"))
    if options.errors and any("span" in g for file in files for g in json.loads(file.read_text())["recommendations"]):
        parser.error("this gold is given as positions: a blind set, of which only totals are shown")
    golds = [scorer.Gold(file, options.texts) for file in files]
    with open(options.extraction, encoding="utf-8") as lines:
        records = {Path(record["source"]).name: record for record in map(json.loads, lines)}
    judges = [Judge(records[Path(gold.document).name], teacher.trees(gold.text), gold) for gold in golds]
    decisions = Decisions(scorer, options.errors)
    for judge in judges:
        decisions.add(judge)
    print(f"{len(judges)} documents")
    decisions.report()
    rescored(scorer, judges)


if __name__ == "__main__":
    main()
