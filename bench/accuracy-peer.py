# Peers on the data of one world, for bench/accuracy.bench.mjs: JSON in on stdin, JSON out on stdout.
# In: {"columns": [[...]], "kind": "linear" | "discrete" | ..., "searches": ["ges", "boss", ...], "limit": seconds each}
# Out: {"versions": {...}, "answers": {"ges": {"seconds": s, "edges": [[from, to, mark at from, mark at to]]}, ...}} with
# columns counted from 0 and marks "tail", "arrow", "circle"; a search that takes longer than the limit has no entry.
import contextlib, importlib.metadata, io, json, signal, sys, time
import numpy as np

given = json.load(sys.stdin)
data = np.array(given["columns"], dtype=float).T
discrete = given["kind"] == "discrete"
marks = {-1: "tail", 1: "arrow", 2: "circle"}


def endpoints(graph):
    """causal-learn: graph[j, i] is the mark at i of the edge i - j ... as graph[i, j] = -1 and graph[j, i] = 1 mean i -> j."""
    edges = []
    for i in range(len(graph)):
        for j in range(i + 1, len(graph)):
            if graph[i, j] != 0 and graph[j, i] != 0:
                edges.append([i, j, marks[int(graph[i, j])], marks[int(graph[j, i])]])
    return edges


def directed(weights):
    """A matrix whose entry (i, j) is not 0 where j -> i."""
    return [[j, i, "tail", "arrow"] for i in range(len(weights)) for j in range(len(weights)) if abs(weights[i, j]) > 1e-9]


def run(name):
    if name == "ges":
        from causallearn.search.ScoreBased.GES import ges
        return endpoints(ges(data, "local_score_BDeu" if discrete else "local_score_BIC")["G"].graph)
    if name == "boss":
        from causallearn.search.PermutationBased.BOSS import boss
        return endpoints(boss(data, "local_score_BDeu" if discrete else "local_score_BIC_from_cov", verbose=False).graph)
    if name == "grasp":
        from causallearn.search.PermutationBased.GRaSP import grasp
        return endpoints(grasp(data, "local_score_BDeu" if discrete else "local_score_BIC_from_cov", verbose=False).graph)
    if name == "pc":
        from causallearn.search.ConstraintBased.PC import pc
        return endpoints(pc(data, 0.01, "gsq" if discrete else "fisherz", show_progress=False).G.graph)
    if name == "pc, kci":
        from causallearn.search.ConstraintBased.PC import pc
        return endpoints(pc(data, 0.01, "kci", show_progress=False).G.graph)
    if name == "fci":
        from causallearn.search.ConstraintBased.FCI import fci
        return endpoints(fci(data, "fisherz", 0.01, show_progress=False)[0].graph)
    if name == "DirectLiNGAM":
        from causallearn.search.FCMBased.lingam import DirectLiNGAM
        model = DirectLiNGAM()
        model.fit(data)
        return directed(model.adjacency_matrix_)
    raise ValueError(name)


def out_of_time(*_):
    raise TimeoutError


answers = {}
signal.signal(signal.SIGPROF, out_of_time)
for name in given["searches"]:
    np.random.seed(0)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, given["limit"])
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            edges = run(name)
        answers[name] = {"seconds": time.process_time() - start, "edges": edges}
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
print(json.dumps({"versions": {"causal-learn": importlib.metadata.version("causal-learn"), "python": sys.version.split()[0]}, "answers": answers}))
