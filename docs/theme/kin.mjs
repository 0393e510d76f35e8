// What goes with each guide, and is offered at its end: other guides, an example to run, the room of its functions.

/** @type {Record<string, string>} */
export const kin = {
  'getting-started': 'examples/quickstart examples/main rooms/estimation',
  'graphs-and-names': 'guides/identifiable guides/coming-from-dagitty examples/pictures rooms/graph',
  'question-to-number':
    'guides/choosing-adjustment guides/when-not-to-believe-it examples/lalonde-style rooms/estimation',
  'popular-mistakes': 'guides/choosing-adjustment guides/when-not-to-believe-it examples/berkeley notebooks/simpson',
  'which-method': 'guides/table-to-graph guides/question-to-number examples/advice rooms/advise',
  identifiable:
    'guides/reading-a-proof guides/choosing-adjustment guides/bounds examples/identify-a-paper rooms/identification',
  'choosing-adjustment': 'guides/popular-mistakes guides/matching-and-weighting examples/berkeley rooms/identification',
  'reading-a-proof': 'guides/identifiable guides/a-proof-drawn examples/identify-a-paper rooms/identification',
  bounds: 'guides/instruments guides/when-not-to-believe-it examples/iv-bounds rooms/bounds',
  'matching-and-weighting':
    'guides/choosing-adjustment guides/coming-from-matchit examples/lalonde-style rooms/estimation',
  instruments: 'guides/bounds guides/designs examples/instrument notebooks/instrument',
  'who-benefits': 'guides/deciding guides/coming-from-econml examples/who-benefits examples/own-learner',
  'when-not-to-believe-it': 'guides/popular-mistakes guides/bounds examples/lalonde-style trust',
  chance: 'guides/all-cores rooms/probability examples/all-cores',
  'ab-tests': 'guides/units-that-touch guides/who-benefits guides/what-broke examples/ab-test',
  designs:
    'guides/ab-tests guides/effects-over-time examples/difference-in-differences examples/regression-discontinuity examples/panel-dml',
  'units-that-touch': 'guides/ab-tests examples/network-experiment rooms/decision',
  'table-to-graph':
    'guides/which-test guides/interventions guides/which-method examples/discover-cars examples/discover-sachs-style',
  'which-test': 'guides/table-to-graph guides/test-levels examples/kernel-pc examples/mixed-data rooms/independence',
  interventions: 'guides/verify-and-design guides/when-environments-change guides/table-to-graph rooms/discovery',
  'when-environments-change':
    'guides/interventions guides/identifiable examples/when-environments-change rooms/discovery',
  'metrics-over-time':
    'guides/effects-over-time guides/what-broke guides/coming-from-tigramite examples/seattle-weather',
  'effects-over-time': 'guides/metrics-over-time guides/designs examples/launch-impact rooms/timeseries',
  'what-broke': 'guides/why-did-it-change guides/metrics-over-time examples/incident rooms/attribution',
  'why-did-it-change':
    'guides/what-broke guides/what-would-have-happened examples/what-moved-revenue rooms/attribution',
  'simulated-series': 'guides/metrics-over-time guides/what-would-have-happened examples/digital-twin rooms/timeseries',
  'three-rungs': 'guides/what-would-have-happened guides/identifiable examples/smoking rooms/scm',
  'what-would-have-happened': 'guides/three-rungs guides/why-did-it-change examples/counterfactual-hiring rooms/scm',
  surgery: 'guides/front-door-comb guides/a-proof-drawn examples/string-surgery rooms/diagram',
  'front-door-comb': 'guides/surgery guides/identifiable examples/front-and-back-door-layers rooms/diagram',
  'a-proof-drawn': 'guides/surgery guides/reading-a-proof examples/draw-a-proof rooms/diagram',
  deciding:
    'guides/who-benefits guides/verify-and-design examples/which-lever examples/leader-and-follower rooms/decision',
  'verify-and-design': 'guides/interventions guides/deciding rooms/decision',
  'a-billion-rows': 'guides/all-cores examples/a-billion-rows examples/sharded rooms/sql',
  'all-cores': 'guides/a-billion-rows guides/chance examples/all-cores rooms/workers',
}
