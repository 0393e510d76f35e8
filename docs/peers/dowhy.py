# The DoWhy side of docs/guides/coming-from-dowhy.md. Run by docs/peers/check.mjs; prints its answers as JSON.
import json, logging, os, sys, warnings
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
sys.path.pop(0)  # this file is called like the package
import dowhy
import networkx as nx
import numpy as np
import pandas as pd
from dowhy import CausalModel, gcm
from sklearn.linear_model import LogisticRegression

here = os.path.dirname(os.path.abspath(__file__))
visits = pd.read_csv(os.path.join(here, "data", "visits.csv"))
graph = """digraph { severity -> treated; old -> treated; offered -> treated;
  severity -> recovery; old -> recovery; treated -> recovery }"""
answers = {}

model = CausalModel(visits, treatment="treated", outcome="recovery", graph=graph)
estimand = model.identify_effect(proceed_when_unidentifiable=True)
answers["backdoor"] = sorted(estimand.get_backdoor_variables())
answers["instruments"] = sorted(estimand.get_instrumental_variables())


def estimate(method, **options):
    return model.estimate_effect(estimand, method_name=method, **options)


linear = estimate("backdoor.linear_regression")
answers["linear"] = float(linear.value)
answers["linearError"] = float(linear.get_standard_error()[0])


def fresh():
    """A model on a copy: an estimator is kept by its name, and columns such as propensity_score by their table."""
    return CausalModel(visits.astype({"treated": bool}), treatment="treated", outcome="recovery", graph=graph)


plain = {"init_params": {"propensity_score_model": LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000)}}
weighting, matching = "backdoor.propensity_score_weighting", "backdoor.propensity_score_matching"
model = fresh()
answers["weightingPenalized"] = float(estimate(weighting).value)
answers["weightingSecondCall"] = float(estimate(weighting, method_params=plain).value)
for units in ["ate", "att", "atc"]:
    model = fresh()
    estimand = model.identify_effect(proceed_when_unidentifiable=True)
    answers["weighting-" + units] = float(estimate(weighting, target_units=units, method_params=plain).value)
model = fresh()
estimand = model.identify_effect(proceed_when_unidentifiable=True)
answers["matching"] = float(estimate(matching, target_units="att", method_params=plain).value)
model = CausalModel(visits, treatment="treated", outcome="recovery", graph=graph)
answers["iv"] = float(estimate("iv.instrumental_variable", method_params={"iv_instrument_name": "offered"}).value)
# with an instrument in the graph the refuter of 0.14 ends in an AttributeError, so it gets a graph without
model = CausalModel(visits, treatment="treated", outcome="recovery", common_causes=["severity", "old"])
estimand = model.identify_effect(proceed_when_unidentifiable=True)
linear = model.estimate_effect(estimand, method_name="backdoor.linear_regression")
placebo = model.refute_estimate(
    estimand, linear, method_name="placebo_treatment_refuter", placebo_type="permute", num_simulations=100, random_state=1)
answers["placebo"] = float(placebo.new_effect)
common = model.refute_estimate(
    estimand, linear, method_name="random_common_cause", num_simulations=100, random_state=1)
answers["randomCommonCause"] = float(common.new_effect)

np.random.seed(1)
world = gcm.StructuralCausalModel(nx.DiGraph([
    ("severity", "treated"), ("old", "treated"), ("offered", "treated"),
    ("severity", "recovery"), ("old", "recovery"), ("treated", "recovery")]))
for root in ["severity", "old", "offered"]:
    world.set_causal_mechanism(root, gcm.EmpiricalDistribution())
world.set_causal_mechanism("treated", gcm.AdditiveNoiseModel(gcm.ml.create_linear_regressor()))
world.set_causal_mechanism("recovery", gcm.AdditiveNoiseModel(gcm.ml.create_linear_regressor()))
gcm.fit(world, visits)
unit = visits.iloc[[0]]
what_if = gcm.InvertibleStructuralCausalModel(world.graph)
for node in world.graph.nodes:
    what_if.set_causal_mechanism(node, world.causal_mechanism(node))
gcm.fit(what_if, visits)
twin = gcm.counterfactual_samples(what_if, {"treated": lambda x: 1}, observed_data=unit)
answers["counterfactual"] = float(twin["recovery"].iloc[0])
answers["intervened"] = float(
    gcm.average_causal_effect(world, "recovery", {"treated": lambda x: 1}, {"treated": lambda x: 0}, num_samples_to_draw=2000))

print(json.dumps({"peer": "dowhy", "version": dowhy.__version__, "answers": answers}))
