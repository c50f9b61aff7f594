"""A sentence as a dependency tree, with the place of each word in its document. Labels are spaCy's (ClearNLP style)."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")


class Tree:
    """A sentence: words with their places, tags, heads (a root is its own) and labels."""

    def __init__(self, words, spans, tags, heads, labels):
        self.words, self.spans, self.tags, self.heads, self.labels = words, spans, tags, heads, labels
        self.children = [[] for _ in words]
        for at, head in enumerate(heads):
            if head != at:
                self.children[head].append(at)

    def kids(self, at, *labels):
        return [child for child in self.children[at] if self.labels[child] in labels]

    def is_verb(self, at):
        return self.tags[at].startswith("VB")

    def is_infinitive(self, at):
        return any(self.tags[child] == "TO" for child in self.children[at])

    def subtree(self, at, without=lambda child: False):
        """A word and all below it, in their order, but for the branches that `without` names."""
        found, waiting = [], [at]
        while waiting:
            found.append(waiting.pop())
            waiting += [child for child in self.children[found[-1]] if not without(child)]
        return sorted(found)

    def joined(self, at):
        """A word and those coordinated with it."""
        others = [child for child in self.children[at] if self.labels[child] == "conj" or self.is_listed(child)]
        return [at] + [other for child in others for other in self.joined(child)]

    def is_listed(self, at):
        """Whether an apposition is one of a list, as the teacher takes them: "the Secretary of A, *the Secretary of B*, and"."""
        head = self.heads[at]
        names = self.tags[at] == self.tags[head] == "NNP" and self.words[min(self.subtree(at)) - 1] != "("
        return self.labels[at] == "appos" and names and bool(self.kids(at, "cc") or self.kids(head, "cc"))

    def objects(self, at, *prepositions):
        """The objects of prepositions under a word."""
        preps = [prep for prep in self.kids(at, "prep", "agent", "dative") if self.words[prep].lower() in prepositions]
        return [child for prep in preps for child in self.kids(prep, "pobj")]

    def join(self, words):
        """Makes one phrase of some words: what hangs on any of them hangs on the one above the others."""
        top = next((at for at in words if self.heads[at] not in words or self.heads[at] == at), None)
        below = [child for at in words if at != top for child in self.children[at] if child not in words]
        for child in below:
            if top not in self.subtree(child):
                self.children[self.heads[child]].remove(child)
                self.children[top].append(child)
                self.heads[child] = top
        if below:
            self.children[top].sort()
