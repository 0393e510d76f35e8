# gies, causaldag (graphical_model_learning) and lingam on the data of one world, for bench/accuracy-experiments.bench.mjs: JSON in
# on stdin, JSON out on stdout; columns counted from 0. What is not installed is left out.
import contextlib, importlib.util, io, json, sys, time, warnings
import numpy as np

warnings.filterwarnings("ignore")
given = json.load(sys.stdin)
has = lambda name: importlib.util.find_spec(name) is not None
out = {}


def run(name, call):
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        out[name] = call()
    out[name]["seconds"] = time.process_time() - start


def gies_():
    import gies

    a, _ = gies.fit_bic([np.array(part).T for part in given["parts"]], given["sets"])
    pairs = [(i, j) for i in range(len(a)) for j in range(len(a)) if a[i, j] != 0]
    return {
        "directed": [[i, j] for i, j in pairs if a[j, i] == 0],
        "undirected": [[i, j] for i, j in pairs if a[j, i] != 0 and i < j],
    }


def utigsp():
    from conditional_independence import (
        MemoizedCI_Tester,
        MemoizedInvarianceTester,
        gauss_invariance_suffstat,
        gauss_invariance_test,
        partial_correlation_suffstat,
        partial_correlation_test,
    )
    from graphical_model_learning import unknown_target_igsp

    parts = [np.array(part).T for part in given["parts"]]
    ci = MemoizedCI_Tester(partial_correlation_test, partial_correlation_suffstat(parts[0]), alpha=0.01)
    invariance = MemoizedInvarianceTester(
        gauss_invariance_test, gauss_invariance_suffstat(parts[0], parts[1:]), alpha=0.01
    )
    settings = [{"known_interventions": []} for _ in parts[1:]]
    graph, targets = unknown_target_igsp(settings, set(range(parts[0].shape[1])), ci, invariance)
    return {
        "directed": [[int(a), int(b)] for a, b in graph.arcs],
        "found": [[int(x) for x in found] for found in targets],
    }


def lingam_(make):
    import lingam

    model = make(lingam)
    model.fit(np.array(given["columns"]).T)
    a = np.array(model.adjacency_matrix_)
    return {
        "coefficients": [[None if v != v else float(v) for v in row] for row in a],
        "directed": [[j, i] for i in range(len(a)) for j in range(len(a)) if a[i, j] == a[i, j] and a[i, j] != 0],
    }


np.random.seed(0)
if given["kind"] == "experiments":
    if has("gies"):
        run("gies (PyPI)", gies_)
    if has("graphical_model_learning"):
        run("causaldag UT-IGSP", utigsp)
elif has("lingam"):
    if given["kind"] == "hidden":
        run("lingam RCD", lambda: lingam_(lambda m: m.RCD()))
        run("lingam BottomUpParceLiNGAM", lambda: lingam_(lambda m: m.BottomUpParceLiNGAM()))
    else:
        from sklearn.ensemble import RandomForestRegressor

        forest = RandomForestRegressor(n_estimators=50, max_depth=4, random_state=0)
        run("lingam RESIT, forest", lambda: lingam_(lambda m: m.RESIT(regressor=forest, alpha=0.01)))
print(json.dumps(out))
