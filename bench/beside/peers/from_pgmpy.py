# pgmpy: a network of tables.
import logging

logging.disable(logging.WARNING)
import numpy as np
from common import versions_of
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork
from pgmpy.sampling import BayesianModelSampling

versions = versions_of("pgmpy", "numpy", "pandas")


def model_of(nodes):
    model = DiscreteBayesianNetwork([(parent, node["name"]) for node in nodes for parent in node["parents"]])
    model.add_nodes_from([node["name"] for node in nodes])
    card = {node["name"]: node["card"] for node in nodes}
    for node in nodes:
        table = np.array(node["cpt"]).T
        model.add_cpds(TabularCPD(
            node["name"], node["card"], table / table.sum(0),
            evidence=node["parents"], evidence_card=[card[p] for p in node["parents"]]))
    return model


def posterior(nodes, asked):
    model = model_of(nodes)

    def run():
        answers = []
        for target, evidence in asked:
            found = VariableElimination(model).query([target], evidence=evidence, show_progress=False)
            answers.append([float(v) for v in found.values])
        return answers

    return run


def sample(nodes, rows):
    model = model_of(nodes)
    random = BayesianModelSampling(model)
    names = [node["name"] for node in nodes]

    return lambda: random.forward_sample(size=rows, seed=1, show_progress=False)[names]


def told(last):
    if isinstance(last, list):
        return last
    # of samples the share of the first state of each variable
    return [float(np.mean(last[name].to_numpy().astype(int) == 0)) for name in last]
