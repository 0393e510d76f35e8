# The peers' side of `npm run bench:beside`: one process for one package. A line of JSON in, a line out.
#   {"work": name, "input": {...}}  makes the question ready: the function of peers/PACKAGE.py with that name is called with the input
#                                   and gives back a function without arguments, the work alone
#   {"times": k}                    runs it k times: seconds of processor time of one run
#   {"answer": true}                what the last run gave back
# What packages print goes nowhere.
import importlib, json, os, sys, time, warnings

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))
sys.path[0] = os.path.join(here, "peers")
out = os.fdopen(os.dup(1), "w")
silent = os.open(os.devnull, os.O_WRONLY)
os.dup2(silent, 1)
os.dup2(silent, 2)

module = importlib.import_module(sys.argv[1])
run, last = None, None
for line in sys.stdin:
    asked = json.loads(line)
    try:
        if "work" in asked:
            run = getattr(module, asked["work"])(**asked["input"])
            said = {"versions": module.versions()}
        elif "times" in asked:
            start = time.process_time()
            for _ in range(asked["times"]):
                last = run()
            said = {"seconds": (time.process_time() - start) / asked["times"]}
        else:
            said = {"answer": module.told(last) if hasattr(module, "told") else last}
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), file=out, flush=True)
