# causal-learn: searches and tests. Graphs are given back as the marks of each adjacent pair i < j.
import numpy as np
from causallearn.search.ConstraintBased.FCI import fci
from causallearn.search.ConstraintBased.PC import pc
from causallearn.search.ScoreBased.GES import ges
from causallearn.utils.cit import CIT
from common import matrix, versions_of

versions = versions_of("causal-learn", "numpy", "scipy")
marks = {-1: "tail", 1: "arrow", 2: "circle"}


def edges(graph):
    p = len(graph)
    return [
        [i, j, marks[int(graph[i, j])], marks[int(graph[j, i])]]
        for i in range(p) for j in range(i + 1, p) if graph[i, j] != 0]


def search_pc(path, columns, test, alpha):
    data = matrix(path, columns)
    return lambda: edges(pc(data, alpha, test, show_progress=False).G.graph)


def search_fci(path, columns, test, alpha):
    data = matrix(path, columns)
    return lambda: edges(fci(data, test, alpha, show_progress=False)[0].graph)


def search_ges(path, columns):
    data = matrix(path, columns)
    return lambda: edges(ges(data, "local_score_BIC")["G"].graph)


def test(path, columns, test, seed=None):
    """Column 0 and 1 given the others. A new test each time, since it keeps what it has answered."""
    data = matrix(path, columns)
    given = list(range(2, columns))

    def run():
        if seed is not None:
            np.random.seed(seed)
        return float(CIT(data, test)(0, 1, given))

    return run


def one_more_test(path, columns, test):
    """The same, by a test that stands already: only what it has kept of this very question is thrown away."""
    data = matrix(path, columns)
    made = CIT(data, test)
    given = list(range(2, columns))

    def run():
        made.pvalue_cache.clear()
        return float(made(0, 1, given))

    return run
