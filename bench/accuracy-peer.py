# causal-learn on the data of one world, for bench/accuracy.bench.mjs: JSON in on stdin, JSON out on stdout.
# In: {"columns": [[...]], "kind": "linear" | "discrete", "searches": ["ges", "boss", "grasp"]}
# Out: {"ges": {"seconds": s, "edges": [[from, to, "->" | "--"]]}, ...} with columns counted from 0.
import contextlib, io, json, sys, time
import numpy as np
from causallearn.search.PermutationBased.BOSS import boss
from causallearn.search.PermutationBased.GRaSP import grasp
from causallearn.search.ScoreBased.GES import ges

given = json.load(sys.stdin)
data = np.array(given["columns"], dtype=float).T
kind = given["kind"]
searches = {
    "ges": lambda: ges(data, "local_score_BIC" if kind == "linear" else "local_score_BDeu")["G"],
    "boss": lambda: boss(data, "local_score_BIC_from_cov" if kind == "linear" else "local_score_BDeu", verbose=False),
    "grasp": lambda: grasp(data, "local_score_BIC_from_cov" if kind == "linear" else "local_score_BDeu", verbose=False),
}
out = {}
for name in given["searches"]:
    np.random.seed(0)
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        graph = searches[name]().graph
    edges = []
    for i in range(len(graph)):
        for j in range(len(graph)):
            if graph[j, i] == 1 and graph[i, j] == -1:
                edges.append([i, j, "->"])
            elif i < j and graph[i, j] == -1 and graph[j, i] == -1:
                edges.append([i, j, "--"])
    out[name] = {"seconds": time.process_time() - start, "edges": edges}
print(json.dumps(out))
