"""The oracle leads to the right tree, and trees answer as written down here. Needs numpy, not the teacher."""

import random
import unittest

from answers import asked, coordinated, extent, parties
from arc_hybrid import Sentence, State, costs
from tree import Tree

# "The Lake Board urges Norway to close the fishery and to report on trawling to Peru."
ROWS = [row.split() for row in """
The DT 2 det|Lake NNP 2 compound|Board NNP 3 nsubj|urges VBZ 3 ROOT|Norway NNP 3 dobj|to TO 6 aux|close VB 3 xcomp
the DT 8 det|fishery NN 6 dobj|and CC 6 cc|to TO 11 aux|report VB 6 conj|on IN 11 prep|trawling NN 12 pobj
to IN 11 prep|Peru NNP 14 pobj|. . 3 punct
""".replace("\n", "|").strip("|").split("|")]


def tree(rows):
    spans, at = [], 0
    for word, *_ in rows:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    words, tags, heads, labels = zip(*rows)
    return Tree(list(words), spans, list(tags), [int(head) for head in heads], list(labels))


class Oracle(unittest.TestCase):
    def test_moves_that_cost_nothing_make_the_right_tree(self):
        gold = Sentence(["\t".join(row) for row in ROWS])
        for seed in range(20):
            chance, state = random.Random(seed), State(gold.words, gold.tags)
            while not state.done():
                cost = costs(state, gold)
                self.assertEqual(min(cost), 0)
                move = chance.choice([move for move in range(3) if cost[move] == 0])
                if move == 0:
                    state.stack.append(state.next)
                    state.next += 1
                else:
                    state.attach(state.next if move == 1 else state.stack[-2], 0)
            self.assertEqual(state.heads, gold.heads)

    def test_a_wrong_move_costs_the_arcs_that_it_loses(self):
        gold = Sentence(["\t".join(row) for row in ROWS])
        state = State(gold.words, gold.tags)
        state.stack, state.next = [0, 1], 2  # "The Lake" | "Board": both hang on what comes next
        self.assertEqual(costs(state, gold), (2, 0, 1))


class Answers(unittest.TestCase):
    def setUp(self):
        self.tree = tree(ROWS)
        self.close, self.report = 6, 11

    def words(self, places):
        return [self.tree.words[at] for at in places]

    def text(self, span):
        return " ".join(self.tree.words)[slice(*span)]

    def test_who_is_asked(self):
        self.assertEqual(self.words(asked(self.tree, self.close)[0]), ["Norway"])
        self.assertEqual(self.words(asked(self.tree, self.report)[0]), ["Norway"])

    def test_a_passive_asks_its_agent(self):
        rows = "Quotas NNS 3 nsubjpass|should MD 3 aux|be VB 3 auxpass|set VBN 3 ROOT|by IN 3 agent|Peru NNP 4 pobj"
        passive = tree([row.split() for row in rows.split("|")])
        self.assertEqual(asked(passive, 3), ([5], True))

    def test_what_is_coordinated_and_how_far_each_goes(self):
        self.assertEqual(self.words(coordinated(self.tree, self.close)), ["report"])
        self.assertEqual(self.text(extent(self.tree, self.close)), "close the fishery")
        self.assertEqual(self.text(extent(self.tree, self.report)), "report on trawling to Peru")

    def test_who_takes_part(self):
        found = [(self.tree.words[at], role) for at, role in parties(self.tree, self.report)]
        self.assertEqual(found, [("trawling", "about"), ("Peru", "to")])

    def test_a_name_is_one_phrase_in_lists_of_offices(self):
        rows = "Secretary NNP 6 nsubj|of IN 0 prep|State NNP 1 pobj|and CC 2 cc|Director NNP 2 conj|must MD 6 aux|act VB 6 ROOT"
        offices = tree([row.split() for row in rows.split("|")])
        offices.join(range(3))
        self.assertEqual(asked(offices, 6), ([0, 4], False))


if __name__ == "__main__":
    unittest.main()
