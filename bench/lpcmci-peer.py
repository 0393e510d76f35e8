# tigramite's LPCMCI on series given as JSON on standard input: a list of { data, maxLag, alpha }. Prints edges and processor seconds.
import json
import sys
import time

import numpy as np
from tigramite import data_processing
from tigramite.independence_tests.parcorr import ParCorr
from tigramite.lpcmci import LPCMCI

found = []
for case in json.load(sys.stdin):
    frame = data_processing.DataFrame(np.array(case["data"]))
    start = time.process_time()
    graph = LPCMCI(dataframe=frame, cond_ind_test=ParCorr(significance="analytic"), verbosity=0).run_lpcmci(
        tau_max=case["maxLag"], pc_alpha=case["alpha"], n_preliminary_iterations=1
    )["graph"]
    seconds = time.process_time() - start
    size = graph.shape[0]
    edges = [
        [i, lag, j, graph[i, j, lag][0], graph[i, j, lag][2]]
        for i in range(size)
        for j in range(size)
        for lag in range(case["maxLag"] + 1)
        if (lag > 0 or i < j) and graph[i, j, lag] != ""
    ]
    found.append({"edges": edges, "seconds": seconds})
json.dump(found, sys.stdout)
