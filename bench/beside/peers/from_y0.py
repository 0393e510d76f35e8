# y0: the ID algorithm on mixed graphs, whose formulas it leaves unsimplified.
from common import versions_of
from y0.algorithm.identify import identify_outcomes
from y0.dsl import Variable
from y0.graph import NxMixedGraph

versions = versions_of("y0")


def identified(graphs):
    """For each graph whether the effect of its first node on its last is identified."""
    made = []
    for nodes, directed, bidirected in graphs:
        names = [Variable(name) for name in nodes]
        by = dict(zip(nodes, names))
        graph = NxMixedGraph.from_edges(
            nodes=names,
            directed=[(by[a], by[b]) for a, b in directed],
            undirected=[(by[a], by[b]) for a, b in bidirected])
        made.append((graph, names[0], names[-1]))
    return lambda: [identify_outcomes(g, treatments={x}, outcomes={y}) is not None for g, x, y in made]
