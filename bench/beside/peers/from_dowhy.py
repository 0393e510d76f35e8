# DoWhy: the backdoor adjustment of a graph, by its own search.
import networkx as nx
from common import versions_of
from dowhy.causal_identifier import AutoIdentifier, BackdoorAdjustment, EstimandType

versions = versions_of("dowhy", "networkx")


def adjustment(graphs):
    """Minimal sets by the backdoor criterion, of each graph the size of the first."""
    made = []
    for nodes, directed, _ in graphs:
        graph = nx.DiGraph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from(map(tuple, directed))
        made.append((graph, nodes[0], nodes[-1]))
    identifier = AutoIdentifier(
        estimand_type=EstimandType.NONPARAMETRIC_ATE, backdoor_adjustment=BackdoorAdjustment.BACKDOOR_MIN)

    def run():
        found = [identifier.identify_effect(g, [x], [y], list(g.nodes)) for g, x, y in made]
        return [sorted(one.get_backdoor_variables() or []) for one in found]

    return run
