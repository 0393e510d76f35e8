# The causal-learn side of docs/guides/coming-from-causal-learn.md. Run by docs/peers/check.mjs; prints its answers as JSON.
import contextlib, io, json, os, sys, warnings
warnings.filterwarnings("ignore")
sys.path.pop(0)  # files here are called like packages
from importlib.metadata import version
import numpy as np
import pandas as pd
from causallearn.search.ConstraintBased.FCI import fci
from causallearn.search.ConstraintBased.PC import pc
from causallearn.search.FCMBased import lingam
from causallearn.search.ScoreBased.GES import ges
from causallearn.utils.cit import CIT
from causallearn.utils.PCUtils.BackgroundKnowledge import BackgroundKnowledge
from causallearn.graph.GraphNode import GraphNode

here = os.path.dirname(os.path.abspath(__file__))
chain = pd.read_csv(os.path.join(here, "data", "chain.csv"))
names = list(chain.columns)
data = chain.to_numpy()


def edges(graph):
    return sorted(str(edge) for edge in graph.get_graph_edges())


answers = {}
with contextlib.redirect_stdout(io.StringIO()):
    fisherz = CIT(data, "fisherz")
    answers["pPR"] = float(fisherz(0, 3, []))
    answers["pPSgivenQ"] = float(fisherz(0, 2, [1]))
    answers["pQRgivenS"] = float(fisherz(1, 3, [2]))
    answers["kci"] = float(CIT(data, "kci")(0, 4, [2]))
    found = pc(data, alpha=0.01, indep_test="fisherz", node_names=names, show_progress=False)
    answers["pc"] = edges(found.G)
    knowledge = BackgroundKnowledge().add_required_by_node(GraphNode("P"), GraphNode("Q"))
    told = pc(data, 0.01, "fisherz", node_names=names, background_knowledge=knowledge, show_progress=False)
    answers["pcKnowledge"] = edges(told.G)
    scored = ges(data, score_func="local_score_BIC", node_names=names)
    answers["ges"] = edges(scored["G"])
    graph, _ = fci(data, "fisherz", 0.01, node_names=names, show_progress=False)
    answers["fci"] = edges(graph)
    model = lingam.DirectLiNGAM()
    model.fit(data)
    answers["lingamOrder"] = [names[i] for i in model.causal_order_]
    answers["lingam"] = {
        f"{names[j]} -> {names[i]}": float(model.adjacency_matrix_[i, j])
        for i in range(5) for j in range(5) if model.adjacency_matrix_[i, j] != 0}

print(json.dumps({"peer": "causal-learn", "version": version("causal-learn"), "answers": answers}))
