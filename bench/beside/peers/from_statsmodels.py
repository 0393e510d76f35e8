# statsmodels: AIPW by a logistic regression and two regressions, bootstrapped over copies of rows.
import numpy as np
import statsmodels.api as sm
from common import matrix, versions_of

versions = versions_of("statsmodels", "numpy")


def bootstrap_aipw(path, columns, draws):
    data = matrix(path, columns)
    n = len(data)

    def fit(rows):
        x, t, y = sm.add_constant(rows[:, :-2]), rows[:, -2], rows[:, -1]
        chance = sm.Logit(t, x).fit(disp=0).predict(x)
        one = sm.OLS(y[t == 1], x[t == 1]).fit().predict(x)
        none = sm.OLS(y[t == 0], x[t == 0]).fit().predict(x)
        return float(np.mean(one - none + t * (y - one) / chance - (1 - t) * (y - none) / (1 - chance)))

    def run():
        random = np.random.default_rng(1)
        found = [fit(data[random.integers(0, n, n)]) for _ in range(draws)]
        return [fit(data), float(np.std(found, ddof=1))]

    return run
