# EconML: double machine learning and causal forests, one processor.
import numpy as np
from common import matrix, versions_of
from econml.dml import CausalForestDML, LinearDML
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression

versions = versions_of("econml", "scikit-learn", "numpy")


def folds_of(rows, count):
    fold = np.arange(rows) % count
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(count)]


def partially_linear(path, columns, learner):
    """Columns: covariates, treatment, outcome. Five folds, row i in fold i mod 5."""
    data = matrix(path, columns)
    w, t, y = data[:, :-2], data[:, -2], data[:, -1]
    folds = folds_of(len(y), 5)

    def model():
        if learner == "linear":
            return LinearRegression()
        return RandomForestRegressor(100, min_samples_leaf=5, max_features=1 / 3, n_jobs=1, random_state=1)

    def run():
        made = LinearDML(model_y=model(), model_t=model(), discrete_treatment=False, cv=folds, random_state=1)
        made.fit(y, t, X=None, W=w, inference="statsmodels")
        return [float(made.ate()), float(made.intercept__inference().stderr)]

    return run


def forest(path, columns, trees):
    data = matrix(path, columns)
    x, t, y = data[:, :-2], data[:, -2], data[:, -1]

    def run():
        made = CausalForestDML(
            model_y=LinearRegression(), model_t=LogisticRegression(C=np.inf, max_iter=1000), discrete_treatment=True,
            n_estimators=trees, cv=5, n_jobs=1, random_state=1)
        made.fit(y, t, X=x)
        return np.ravel(made.effect(x)).tolist()

    return run
