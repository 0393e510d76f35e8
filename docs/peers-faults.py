"""Faults of other packages, shown again: each line of output is JSON with what was asked, what came back and what is right.

Run by `python docs/peers-faults.py > docs/peers-faults.json` in an environment with causal-learn (and y0, if it is there).
A fault that does not show with the version at hand is listed with "shown": false, and the page of trust leaves it out.
"""
import contextlib
import importlib.metadata
import io
import json
import sys
import warnings
from datetime import date

warnings.filterwarnings("ignore")
found = []


def fault(package, title, right):
    def add(check):
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                shown, came = check()
            except Exception as error:  # the check itself does not fit this version
                shown, came = False, f"the check ended with {type(error).__name__}: {error}"
        found.append({"package": package, "version": version, "title": title, "came": came, "right": right, "shown": bool(shown)})

    return add


@fault("causal-learn", "Kernel test: x and y exchanged", "independence of x and y given z has no direction: both p-values should be the same")
def _():
    import numpy as np
    from causallearn.utils.cit import CIT

    worst = (0.0, 0.0, 0.0)
    for seed in range(5):
        r = np.random.default_rng(seed)
        z = r.normal(size=150)
        data = np.column_stack([z + r.normal(size=150), np.sin(z) + r.normal(size=150), z])
        test = CIT(data, "kci")
        a, b = test(0, 1, [2]), CIT(data[:, [1, 0, 2]], "kci")(0, 1, [2])
        assert a == CIT(data, "kci")(0, 1, [2])  # the test itself draws nothing
        if abs(a - b) > worst[0]:
            worst = (abs(a - b), a, b)
    return worst[0] > 1e-6, f"p = {worst[1]:.4f} one way and {worst[2]:.4f} the other (the largest gap of 5 made tables of 150 rows)"


@fault("causal-learn", "Fisher's z: small p-values", "p = 2 times the upper tail of the normal distribution, a number well within a double's range")
def _():
    import numpy as np
    from causallearn.utils.cit import CIT
    from scipy.stats import norm

    r = np.random.default_rng(1)
    x = r.normal(size=1000)
    data = np.column_stack([x, x + 2.6 * r.normal(size=1000), x + 2.0 * r.normal(size=1000)])
    test = CIT(data, "fisherz")
    p, q = test(0, 1, []), test(0, 2, [])
    right = [2 * norm.sf(np.sqrt(997) * np.arctanh(np.corrcoef(data[:, 0], data[:, k])[0, 1])) for k in (1, 2)]
    return p == 0 or q == 0, f"p = {p:.2g} and {q:.2g} where {right[0]:.2g} and {right[1]:.2g} are right: two dependences that can no longer be ranked"


@fault("causal-learn", "PC: what it returns as a class of DAGs", "a graph with arrows and lines that some DAG without a cycle or a new collider completes")
def _():
    import networkx as nx
    import numpy as np
    from causallearn.search.ConstraintBased.PC import pc

    bad = []
    for seed in range(60):
        r = np.random.default_rng(seed)
        p = 8
        B = np.triu(r.random((p, p)) < 0.4, 1) * r.uniform(0.4, 1.0, (p, p))
        data = r.normal(size=(200, p)) @ np.linalg.inv(np.eye(p) - B)
        g = pc(data, 0.05, "fisherz", show_progress=False).G.graph
        arrows = [(i, j) for i in range(p) for j in range(p) if g[i, j] == -1 and g[j, i] == 1]
        if not nx.is_directed_acyclic_graph(nx.DiGraph(arrows)):
            bad.append(seed)
    return len(bad) > 0, f"a directed cycle in {len(bad)} of 60 answers on 200 rows of 8 columns (seeds {bad}), without a word"


@fault("y0", "The napkin graph: the formula of a causal effect", "P(y | do(x)) = sum over w of P(y, x | r, w) P(w) / sum over w of P(x | r, w) P(w)")
def _():
    from y0.algorithm.identify import Identification, identify
    from y0.dsl import P, R, W, X, Y
    from y0.graph import NxMixedGraph

    graph = NxMixedGraph.from_edges(directed=[(W, R), (R, X), (X, Y)], undirected=[(W, X), (W, Y)])
    formula = str(identify(Identification.from_expression(graph=graph, query=P(Y @ X))))
    return formula.replace(" ", "") == "P(Y|X)", formula


versions = {"python": sys.version.split()[0], "date": date.today().isoformat()}
print(json.dumps({"versions": versions, "faults": found}, indent=1))
