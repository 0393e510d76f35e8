# The pgmpy side of docs/guides/coming-from-pgmpy.md. Run by docs/peers/check.mjs; prints its answers as JSON.
import json, logging, os, sys, warnings
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
sys.path.pop(0)  # this file is called like the package
import pandas as pd
import pgmpy
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import CausalInference, VariableElimination
from pgmpy.models import DiscreteBayesianNetwork

here = os.path.dirname(os.path.abspath(__file__))
stones = pd.read_csv(os.path.join(here, "data", "stones.csv"))
answers = {}

model = DiscreteBayesianNetwork([("stone", "treatment"), ("stone", "recovered"), ("treatment", "recovered")])
model.fit(stones)
plain = VariableElimination(model).query(["recovered"], evidence={"treatment": "open"})
answers["seen"] = float(plain.get_value(recovered="yes"))
causal = CausalInference(model)
for arm in ["open", "percutaneous"]:
    done = causal.query(["recovered"], do={"treatment": arm})
    answers["do-" + arm] = float(done.get_value(recovered="yes"))
answers["backdoor"] = sorted(sorted(s) for s in causal.get_all_backdoor_adjustment_sets("treatment", "recovered"))

rain = DiscreteBayesianNetwork([("rain", "sprinkler"), ("rain", "wet"), ("sprinkler", "wet")])
rain.add_cpds(
    TabularCPD("rain", 2, [[0.8], [0.2]]),
    TabularCPD("sprinkler", 2, [[0.6, 0.99], [0.4, 0.01]], evidence=["rain"], evidence_card=[2]),
    TabularCPD("wet", 2, [[1, 0.2, 0.1, 0.01], [0, 0.8, 0.9, 0.99]], evidence=["sprinkler", "rain"], evidence_card=[2, 2]),
)
rain.check_model()
answers["rainGivenWet"] = float(VariableElimination(rain).query(["rain"], evidence={"wet": 1}).values[1])
answers["mpe"] = {k: int(v) for k, v in VariableElimination(rain).map_query(["rain", "sprinkler"], evidence={"wet": 1}).items()}
answers["wetDoSprinkler"] = float(CausalInference(rain).query(["wet"], do={"sprinkler": 1}).values[1])

print(json.dumps({"peer": "pgmpy", "version": pgmpy.__version__, "answers": answers}))
