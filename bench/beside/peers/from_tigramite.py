# Tigramite: searches over time with partial correlations.
from common import matrix, versions_of
from tigramite import data_processing as pp
from tigramite.independence_tests.parcorr import ParCorr
from tigramite.pcmci import PCMCI

versions = versions_of("tigramite", "numpy")


def links(graph):
    p, _, lags = graph.shape
    return sorted(
        f"{i} {lag} {j} {graph[i, j, lag]}"
        for i in range(p) for j in range(p) for lag in range(lags)
        if graph[i, j, lag] != "" and (lag > 0 or i < j))


def plus(path, columns, lag, alpha):
    frame = pp.DataFrame(matrix(path, columns))
    return lambda: links(
        PCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0).run_pcmciplus(tau_max=lag, pc_alpha=alpha)["graph"])


def plain(path, columns, lag, condition_alpha, alpha):
    frame = pp.DataFrame(matrix(path, columns))
    return lambda: links(
        PCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0)
        .run_pcmci(tau_max=lag, pc_alpha=condition_alpha, alpha_level=alpha)["graph"])
