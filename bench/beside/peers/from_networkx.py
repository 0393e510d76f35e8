# networkx: separation in directed graphs.
import networkx as nx
from common import versions_of

versions = versions_of("networkx")


def graph_of(size, edges):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(map(tuple, edges))
    return graph


def separated(size, edges, asked):
    graph = graph_of(size, edges)
    return lambda: [nx.is_d_separator(graph, {x}, {y}, set(given)) for x, y, given in asked]


def separator(size, edges, asked):
    graph = graph_of(size, edges)

    def run():
        found = [nx.find_minimal_d_separator(graph, {x}, {y}) for x, y in asked]
        return [None if s is None else sorted(s) for s in found]

    return run
