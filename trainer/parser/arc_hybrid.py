"""A greedy dependency parser: an averaged perceptron over arc-hybrid transitions, trained with a dynamic oracle.

    python arc_hybrid.py train parses.txt MODEL.npz [--leave-out FOLDER …]     from what parses.py wrote
    python arc_hybrid.py evaluate parses.txt MODEL.npz

An experiment beside the tagger's trainer: it answers how well a parser of our own would do (ceiling.py) and is no part of
demarche. The tenth of the documents that the tagger's trainer holds out is held out here too, and with --leave-out every
document whose name stands in FOLDER. Transitions and oracle after Goldberg and Nivre (2013), "Training deterministic parsers
with non-deterministic oracles"; features after Zhang and Nivre (2011). Tags are the teacher's. Needs numpy.
"""

import argparse
import random
import time
import zlib
from pathlib import Path

import numpy as np

SIZE = 1 << 19  # rows of weights; features share them by their hash
EPOCHS = 6
EXPLORE = 0.9  # how often the parser's own transition is followed from the second epoch on
KEPT = 1_000_000  # weights, the greatest ones
NONE = -1


class Sentence:
    """Words as hashes, tags, and the right heads and labels; the root stands behind the last word."""

    def __init__(self, lines):
        rows = [line.split("\t") for line in lines]
        self.words, self.tags = encoded([row[0] for row in rows], [row[1] for row in rows])
        self.punctuation = [row[3] == "punct" for row in rows]
        self.heads = [int(row[2]) if int(row[2]) != at else len(rows) for at, row in enumerate(rows)]
        self.labels = [row[3] for row in rows]
        self.children = [[] for _ in range(len(rows) + 1)]
        for at, head in enumerate(self.heads):
            self.children[head].append(at)


def encoded(words, tags):
    number = lambda text: zlib.crc32(text.encode())
    return [number(word.lower()) for word in words] + [1], [number(tag) for tag in tags] + [1]


def held_out(path):
    """As `name_hash` in ../src/examples.rs."""
    value = 0xCBF29CE484222325
    for byte in path.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (value ^ (value >> 32)) % 10 == 0


def read(path, leave_out=()):
    """The sentences to train on, and those of the documents that are held out."""
    train, test, into, lines = [], [], None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("\t"):
            name = line[1:]
            into = test if held_out(name) else train if Path(name).name not in leave_out else None
        elif line:
            lines.append(line)
        else:
            if into is not None and lines:
                into.append(Sentence(lines))
            lines = []
    return train, test


class State:
    """A stack of words, the place of the next word, and the arcs so far."""

    def __init__(self, words, tags):
        self.words, self.tags = words, tags
        self.root = len(words) - 1
        self.stack, self.next = [], 0
        self.heads, self.labels = [NONE] * self.root, [NONE] * self.root
        self.left = [[] for _ in words]
        self.right = [[] for _ in words]

    def done(self):
        return self.next == self.root and not self.stack

    def legal(self):
        """Whether a word can be shifted, attached under the next word, and attached under the one below it in the stack."""
        return self.next < self.root, bool(self.stack), len(self.stack) > 1

    def attach(self, head, label):
        word = self.stack.pop()
        self.heads[word], self.labels[word] = head, label
        (self.left if word < head else self.right)[head].append(word)

    def features(self):
        w, t, stack, b0 = self.words, self.tags, self.stack, self.next
        s0 = stack[-1] if stack else NONE
        s1 = stack[-2] if len(stack) > 1 else NONE
        word = lambda at: w[at] if 0 <= at <= self.root else 0
        tag = lambda at: t[at] if 0 <= at <= self.root else 0
        outer = lambda children, at: children[at][-1] if at >= 0 and children[at] else NONE
        label = lambda at: self.labels[at] + 1 if at >= 0 else 0
        s0w, s0t, s1w, s1t, b0w, b0t = word(s0), tag(s0), word(s1), tag(s1), word(b0), tag(b0)
        b1w, b1t, b2t, s2t = word(b0 + 1), tag(b0 + 1), tag(b0 + 2), tag(stack[-3] if len(stack) > 2 else NONE)
        s0l, s0r, b0l, s1r = outer(self.left, s0), outer(self.right, s0), outer(self.left, b0), outer(self.right, s1)
        s1l = outer(self.left, s1)
        s0lt, s0rt, b0lt, s1rt, s1lt = tag(s0l), tag(s0r), tag(b0l), tag(s1r), tag(s1l)
        far = min(b0 - s0, 8) if s0 >= 0 else 0
        apart = min(s0 - s1, 8) if s1 >= 0 else 0
        few = lambda children, at: min(len(children[at]), 4) if at >= 0 else 0
        s0vl, s0vr, b0vl = few(self.left, s0), few(self.right, s0), few(self.left, b0)
        values = (
            (s0w, s0t), s0w, s0t, (b0w, b0t), b0w, b0t, (b1w, b1t), b1w, b1t, (s1w, s1t), s1w, s1t, (b2t, b1t), s2t,
            (s0w, s0t, b0w, b0t), (s0w, b0w), (s0w, s0t, b0t), (s0t, b0w, b0t), (s0t, b0t), (s0w, b0t), (s0t, b0w),
            (s1w, s0w), (s1t, s0t), (s1w, s0t), (s1t, s0w), (s1t, s0t, b0t), (s2t, s1t, s0t), (s0t, b0t, b1t),
            (b0t, b1t, b2t), (s0t, s0lt, b0t), (s0t, s0rt, b0t), (s0t, b0t, b0lt), (s1t, s1rt, s0t), (s1t, s1lt, s0t),
            (s1t, s0t, s0rt), (s0w, far), (s0t, b0t, far), (s1t, s0t, apart), (s0t, s0vl), (s0t, s0vr), (b0t, b0vl),
            (s0w, s0vr), (s0t, label(s0l)), (s0t, label(s0r)), (b0t, label(b0l)), (s1t, label(s1r), s0t),
            (s0w, label(s0r), b0t), (s0w, word(s0r)), (b1t, b0t, s0w), (s1w, s0t, b0t), (s1t, s0t, b0w),
        )  # fmt: skip
        return [hash((at, value)) % SIZE for at, value in enumerate(values)]


def costs(state, gold):
    """How many right arcs become impossible by shift, left and right."""
    stack, b0 = state.stack, state.next
    infinite = 1 << 20
    shift, left, right = (0 if legal else infinite for legal in state.legal())
    if b0 < state.root:
        shift += (gold.heads[b0] in stack[:-1]) + sum(gold.heads[word] == b0 for word in stack)
    if stack:
        s0, head = stack[-1], gold.heads[stack[-1]]
        lost = sum(child >= b0 for child in gold.children[s0])
        left += lost + (head > b0 or len(stack) > 1 and head == stack[-2])
        right += lost + (head >= b0)
    return shift, left, right


class Parser:
    def __init__(self, labels, weights=None):
        self.labels = labels
        self.number = {label: at for at, label in enumerate(labels)}
        self.classes = 1 + 2 * len(labels)  # shift; left by label; right by label
        self.weights = np.zeros((SIZE, self.classes), np.float32) if weights is None else weights
        self.masks = {}
        self.span = ((0, 1), (1, 1 + len(labels)), (1 + len(labels), self.classes))

    def allowed(self, state, kinds):
        """The classes of those kinds of transition; what hangs on the root is a ROOT, and nothing else is."""
        key = (*kinds, state.next == state.root)
        if key not in self.masks:
            mask = np.zeros(self.classes, bool)
            for kind, (low, high) in enumerate(self.span):
                mask[low:high] = kinds[kind]
                if kind:
                    at_root = kind == 1 and key[3]
                    mask[low:high] &= np.array([(label == "ROOT") == at_root for label in self.labels])
            self.masks[key] = mask
        return self.masks[key]

    def apply(self, state, move):
        if move == 0:
            state.stack.append(state.next)
            state.next += 1
        elif move < self.span[1][1]:
            state.attach(state.next, move - 1)
        else:
            state.attach(state.stack[-2], move - self.span[2][0])

    def parse(self, words, tags):
        """Heads (of a root: the number of words) and labels, for words and tags as `encoded` gives them."""
        state = State(words, tags)
        while not state.done():
            scores = self.weights[state.features()].sum(axis=0)
            scores[~self.allowed(state, state.legal())] = -np.inf
            self.apply(state, int(scores.argmax()))
        return state.heads, [self.labels[label] for label in state.labels]

    def train(self, sentences):
        totals, step, chance = np.zeros_like(self.weights), 0, random.Random(7)
        for epoch in range(EPOCHS):
            chance.shuffle(sentences)
            start, wrong, moves = time.time(), 0, 0
            for gold in sentences:
                state = State(gold.words, gold.tags)
                while not state.done():
                    rows = state.features()
                    scores = self.weights[rows].sum(axis=0)
                    guess = int(np.where(self.allowed(state, state.legal()), scores, -np.inf).argmax())
                    right = self.right(state, gold)
                    step, moves = step + 1, moves + 1
                    if not right[guess]:
                        wrong += 1
                        best = int(np.where(right, scores, -np.inf).argmax())
                        self.weights[rows, best] += 1
                        self.weights[rows, guess] -= 1
                        totals[rows, best] += step
                        totals[rows, guess] -= step
                        if epoch == 0 or chance.random() > EXPLORE:
                            guess = best
                    self.apply(state, guess)
            seconds = time.time() - start
            print(f"epoch {epoch + 1}: {100 * wrong / moves:.2f} % of {moves} moves wrong, {seconds:.0f} s", flush=True)
        self.weights -= totals / step

    def right(self, state, gold):
        """The classes that cost nothing more than they must; an arc that is right has its right label."""
        cost = costs(state, gold)
        mask = self.allowed(state, [one == min(cost) for one in cost]).copy()
        for kind, head in ((1, state.next), (2, state.stack[-2] if len(state.stack) > 1 else NONE)):
            low, high = self.span[kind]
            if state.stack and gold.heads[state.stack[-1]] == head and mask[low:high].any():
                mask[low:high] = False
                mask[low + self.number[gold.labels[state.stack[-1]]]] = True
        return mask

    def save(self, path):
        """Keeps the greatest weights, each in a byte; returns how many."""
        values = np.abs(self.weights).ravel()
        kept = np.argpartition(values, -KEPT)[-KEPT:]
        kept = np.sort(kept[values[kept] > 0])
        scale = 127 / np.percentile(values[kept], 99.9)
        numbers = np.clip(np.rint(self.weights.ravel()[kept] * scale), -127, 127).astype(np.int8)
        np.savez_compressed(path, at=kept.astype(np.int32), numbers=numbers, labels=np.array(self.labels))
        return len(kept)

    @classmethod
    def load(cls, path):
        file = np.load(path)
        parser = cls([str(label) for label in file["labels"]])
        parser.weights.ravel()[file["at"]] = file["numbers"]
        return parser


def evaluate(parser, sentences):
    """Heads, and heads with their labels, that are the teacher's; punctuation apart."""
    words = heads = labels = tokens = 0
    start = time.time()
    for gold in sentences:
        found, named = parser.parse(gold.words, gold.tags)
        tokens += len(found)
        for at, punctuation in enumerate(gold.punctuation):
            if not punctuation:
                right = gold.heads[at] == found[at]
                words, heads, labels = words + 1, heads + right, labels + (right and gold.labels[at] == named[at])
    rate = tokens / (time.time() - start)
    print(f"{len(sentences)} sentences, {words} words but punctuation: UAS {100 * heads / words:.2f} %,"
          f" LAS {100 * labels / words:.2f} %; {rate:.0f} words/s in Python")  # fmt: skip


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("what", choices=["train", "evaluate"])
    options.add_argument("parses")
    options.add_argument("model")
    options.add_argument("--leave-out", metavar="FOLDER", nargs="*", default=[])
    options = options.parse_args()
    names = {path.name for folder in options.leave_out for path in Path(folder).iterdir()}
    train, test = read(options.parses, names)
    if options.what == "train":
        parser = Parser(sorted({label for sentence in train for label in sentence.labels}))
        print(f"{len(train)} sentences of {sum(len(s.labels) for s in train)} words to learn from", flush=True)
        parser.train(train)
        print(f"{parser.save(options.model)} weights, {Path(options.model).stat().st_size} bytes packed")
    evaluate(Parser.load(options.model), test)


if __name__ == "__main__":
    main()
