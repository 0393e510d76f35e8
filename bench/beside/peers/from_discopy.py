# DisCoPy: equality of diagrams with copies, by an isomorphism of hypergraphs.
from common import versions_of
from discopy.markov import Box, Hypergraph, Ty

versions = versions_of("discopy")


def hypergraph(boxes, outputs):
    """Boxes as [name, names of the wires in]; the wire out bears the name of the box."""
    names = sorted(name for name, _ in boxes)
    at = {name: i for i, name in enumerate(names)}
    wires = [((tuple(at[p] for p in parents)), (at[name],)) for name, parents in boxes]
    made = [Box(name, Ty(*parents), Ty(name)) for name, parents in boxes]
    return Hypergraph(Ty(), Ty(*outputs), tuple(made), ((), tuple(wires), tuple(at[o] for o in outputs)))


def equal(one, other, outputs):
    a, b = hypergraph(one, outputs), hypergraph(other, outputs)
    return lambda: a == b
