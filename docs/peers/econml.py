# The EconML side of docs/guides/coming-from-econml.md. Run by docs/peers/check.mjs; prints its answers as JSON.
import json, os, sys, warnings
warnings.filterwarnings("ignore")
sys.path.pop(0)  # this file is called like the package
import econml
import numpy as np
import pandas as pd
from econml.dml import CausalForestDML, LinearDML
from econml.dr import LinearDRLearner
from econml.metalearners import SLearner, TLearner, XLearner
from econml.policy import DRPolicyTree
from sklearn.linear_model import LinearRegression, LogisticRegression

here = os.path.dirname(os.path.abspath(__file__))
visits = pd.read_csv(os.path.join(here, "data", "visits.csv"))
Y, T = visits["recovery"].to_numpy(), visits["treated"].to_numpy()
X = visits[["severity", "old"]].to_numpy()
W = visits[["severity", "old"]].to_numpy()
points = np.array([[0.0, 0.0], [1.0, 1.0]])
propensity = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000)
fold = np.arange(len(Y)) % 5
folds = [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(5)]
answers = {}

partial = LinearDML(model_y=LinearRegression(), model_t=LinearRegression(), discrete_treatment=False, cv=folds, random_state=1)
partial.fit(Y, T, X=None, W=W, inference="statsmodels")
answers["partiallyLinear"] = float(partial.ate())
answers["partiallyLinearError"] = float(partial.intercept__inference().stderr)

robust = LinearDRLearner(model_propensity=propensity, model_regression=LinearRegression(), cv=folds, min_propensity=1e-6, random_state=1)
robust.fit(Y, T, X=None, W=W)
answers["interactive"] = float(robust.ate(T0=0, T1=1))
answers["interactiveError"] = float(robust.intercept__inference(T=1).stderr)

single = SLearner(overall_model=LinearRegression()).fit(Y, T, X=X)
answers["sLearner"] = [float(v) for v in np.ravel(single.effect(points))]
two = TLearner(models=LinearRegression()).fit(Y, T, X=X)
answers["tLearner"] = [float(v) for v in np.ravel(two.effect(points))]
cross = XLearner(models=LinearRegression(), propensity_model=propensity).fit(Y, T, X=X)
answers["xLearner"] = [float(v) for v in np.ravel(cross.effect(points))]

forest = CausalForestDML(model_y=LinearRegression(), model_t=propensity, discrete_treatment=True, n_estimators=500, cv=5, random_state=1)
forest.fit(Y, T, X=X)
answers["forestAte"] = float(forest.ate(X))

policy = DRPolicyTree(model_propensity=propensity, model_regression=LinearRegression(), max_depth=1, min_samples_leaf=20, random_state=1)
policy.fit(Y, T, X=X)
answers["policyTreats"] = float(np.mean(policy.predict(X)))

print(json.dumps({"peer": "econml", "version": econml.__version__, "answers": answers}))
