# What scikit-learn makes of the columns that bench/learners.bench.mjs wrote:
# LEARNERS_OUT=/tmp/columns npm run bench -- learners && python bench/learners-peers.py /tmp/columns
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LassoCV, RidgeCV
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsRegressor

folder = sys.argv[1]
read = lambda name: np.fromfile(f"{folder}/{name}.f64").reshape(21, -1)
fresh = read("fresh")
X0, f = fresh[:20].T, fresh[20]
boosted = dict(max_iter=200, learning_rate=0.1, max_depth=4, max_leaf_nodes=None, l2_regularization=1, early_stopping=False)
models = {
    "ridge": lambda: RidgeCV(alphas=np.logspace(-4, 5, 28)),
    "lasso": lambda: LassoCV(cv=10),
    "neighbours": lambda: GridSearchCV(KNeighborsRegressor(), {"n_neighbors": [2, 5, 10, 20, 40, 80]}, cv=5),
    "kernel ridge": lambda: GridSearchCV(KernelRidge(kernel="rbf"), {"gamma": [0.0016, 0.0064, 0.026, 0.1], "alpha": [0.01, 0.1, 1, 10]}, cv=5),
    "forest of 100": lambda: RandomForestRegressor(100, min_samples_leaf=5, max_features=7),
    "hist boosting": lambda: HistGradientBoostingRegressor(**boosted),
}
for n in (1000, 10_000, 100_000):
    d = read(f"train-{n}")
    X, y = d[:20].T, d[20]
    for name, make in models.items():
        if (n > 1000 and name == "kernel ridge") or (n > 10_000 and name in ("neighbours", "forest of 100")):
            continue
        start = time.process_time()
        model = make().fit(X, y)
        used = time.process_time() - start
        r2 = 1 - ((f - model.predict(X0)) ** 2).sum() / ((f - f.mean()) ** 2).sum()
        print(f"{name}, n = {n}: {used:.2f} s of CPU, R2 {r2:.3f}", flush=True)
