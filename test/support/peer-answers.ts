import { worlds } from '../../docs/peers/worlds.mjs'
import * as library from '../../src/everything.js'

// Our answers to what the peers were asked in docs/peers, by the peer and the name of the answer there.

const {
  adjustmentSets,
  admg,
  balance,
  betweenEffects,
  bicScore,
  causalForest,
  column,
  counterfactualRows,
  dag,
  averageTreatmentEffect,
  directLingam,
  doubleMachineLearning,
  drLearner,
  estimateEffect,
  fci,
  firstDifferences,
  fisherZ,
  fitLinearTemporalModel,
  fitScm,
  fixedEffects,
  ges,
  hausmanTest,
  heterogeneousEffects,
  impliedIndependencies,
  impulseResponse,
  instruments,
  ipw,
  kci,
  knowledge,
  laggedCorrelation,
  laggedGraph,
  logisticRegression,
  lpcmci,
  matching,
  mostProbable,
  pc,
  pcmci,
  pcmciPlus,
  placeboTreatment,
  policyTree,
  pooledRegression,
  query,
  randomCommonCause,
  randomEffects,
  refute,
  regressionAdjustment,
  regressionDiscontinuity,
  ridge,
  scm,
  bernoulli,
  cpt,
  series,
  sLearner,
  subclassification,
  table,
  tLearner,
  twoStageLeastSquares,
  twoWayFixedEffects,
  xLearner,
} = library

interface Answered {
  readonly estimated: boolean
  readonly estimate?: number
  readonly standardError?: number
}
function number(effect: Answered, key: 'estimate' | 'standardError' = 'estimate'): number {
  const value = effect[key]
  if (!effect.estimated || value === undefined) throw new Error(`no ${key}: ${JSON.stringify(effect)}`)
  return value
}
const sorted = (sets: Iterable<readonly string[]>): string[][] =>
  Array.from(sets, (set) => [...set].sort()).sort((a, b) => (a.join() < b.join() ? -1 : 1))

const visits = worlds.visits(library)
const graph = dag('severity -> treated <- old; offered -> treated; severity -> recovery <- old; treated -> recovery')
const ask = { graph, treatment: 'treated', outcome: 'recovery' } as const
const effect = (estimator: library.Estimator): Answered => estimateEffect(visits, { ...ask, estimator })
const lines = ridge({ penalty: 0 })
const logits = logisticRegression({ penalty: 0 })

function dowhy(): Record<string, unknown> {
  const linear = estimateEffect(visits, { ...ask, estimator: regressionAdjustment({ interactions: false }) })
  if (!linear.estimated) throw new Error(linear.message)
  const classical = regressionAdjustment({ interactions: false, standardErrors: 'classical' })
  const model = fitScm(graph, visits, { treated: 'linear' })
  const weighting = ['ATE', 'ATT', 'ATC'] as const
  return {
    backdoor: sorted(adjustmentSets(graph, { treatment: 'treated', outcome: 'recovery' }))[0],
    instruments: Array.from(instruments(graph, { treatment: 'treated', outcome: 'recovery' }), (z) => z.instrument),
    linear: number(linear),
    linearError: number(effect(classical), 'standardError'),
    weightingPenalized: number(effect(ipw())),
    weightingSecondCall: number(effect(ipw())),
    ...Object.fromEntries(
      weighting.map((p) => [`weighting-${p.toLowerCase()}`, number(effect(ipw({ population: p })))]),
    ),
    matching: number(effect(matching({ population: 'ATT' }))),
    iv: number(effect(twoStageLeastSquares())),
    placebo: refute(linear, placeboTreatment({ draws: 100, seed: 1 })).mean,
    randomCommonCause: refute(linear, randomCommonCause({ draws: 100, seed: 1 })).mean,
    counterfactual: column(counterfactualRows(model, visits, { do: { treated: 1 } }), 'recovery')[0],
    intervened: averageTreatmentEffect(model, { treatment: 'treated', outcome: 'recovery' }).value,
  }
}

function econml(): Record<string, unknown> {
  const folds = Array.from({ length: visits.rowCount }, (_, i) => i % 5)
  const partial = effect(doubleMachineLearning({ learner: lines, folds }))
  const interactive = effect(
    doubleMachineLearning({ model: 'interactive', learners: { outcome: lines, treatment: logits }, folds }),
  )
  const points = table({ severity: [0, 1], old: [0, 1] })
  const effects = (learner: library.EffectLearner) => {
    const e = heterogeneousEffects(visits, { ...ask, modifiers: ['severity', 'old'], learner })
    if (!e.estimated) throw new Error(e.message)
    return e
  }
  const at = (learner: library.EffectLearner): number[] => Array.from(effects(learner).predict(points).effects)
  const average = effects(causalForest()).average
  return {
    partiallyLinear: number(partial),
    partiallyLinearError: number(partial, 'standardError'),
    interactive: number(interactive),
    interactiveError: number(interactive, 'standardError'),
    sLearner: at(sLearner({ learner: lines })),
    tLearner: at(tLearner({ learner: lines })),
    xLearner: at(xLearner({ learner: lines })),
    forestAte: number(average),
    policyTreats: policyTree(effects(drLearner({ learner: lines })), visits, { depth: 1 }).share,
  }
}

/** Edges as causal-learn prints them. */
function edges(found: library.CausalGraph): string[] {
  const mark = { tail: '-', arrow: '>', circle: 'o' }
  return found.edges
    .map(
      ({ from, to, fromMark, toMark }) =>
        `${from} ${fromMark === 'arrow' ? '<' : mark[fromMark]}-${mark[toMark]} ${to}`,
    )
    .sort()
}

function causalLearn(): Record<string, unknown> {
  const chain = worlds.chain(library)
  const test = fisherZ(chain)
  const model = directLingam(chain)
  const p = model.names.length
  return {
    pPR: test('P', 'R').pValue,
    pPSgivenQ: test('P', 'S', ['Q']).pValue,
    pQRgivenS: test('Q', 'R', ['S']).pValue,
    kci: kci(chain)('P', 'T', ['S']).pValue,
    pc: edges(pc(test, { alpha: 0.01 }).graph),
    pcKnowledge: edges(pc(test, { alpha: 0.01, knowledge: knowledge({ required: [['P', 'Q']] }) }).graph),
    ges: edges(ges(bicScore(chain)).graph),
    fci: edges(fci(test, { alpha: 0.01 }).graph),
    lingamOrder: [...model.order],
    lingam: Object.fromEntries(
      Array.from(
        model.coefficients,
        (b, k) => [`${model.names[k % p]} -> ${model.names[Math.floor(k / p)]}`, b] as const,
      ).filter(([, b]) => b !== 0),
    ),
  }
}

function pgmpy(): Record<string, unknown> {
  const model = fitScm(dag('stone -> treatment; stone -> recovered; treatment -> recovered'), worlds.stones(library))
  const yes = (conditions: object, of: string = 'recovered', net: typeof model = model): number => {
    const answer = query(net, [of as 'recovered'], conditions)
    if (answer.method !== 'discrete') throw new Error(answer.method)
    return answer.values[1]!
  }
  const rain = scm({
    rain: bernoulli(0.2),
    sprinkler: cpt(['rain'], { 0: 0.4, 1: 0.01 }),
    wet: cpt(['sprinkler', 'rain'], { 0: { 0: 0, 1: 0.8 }, 1: { 0: 0.9, 1: 0.99 } }),
  })
  const likely = mostProbable(rain, { given: { wet: 1 } })
  if (likely.method === 'zero-probability') throw new Error('impossible')
  const { rain: r, sprinkler } = likely.assignment
  return {
    seen: yes({ given: { treatment: 'open' } }),
    'do-open': yes({ do: { treatment: 'open' } }),
    'do-percutaneous': yes({ do: { treatment: 'percutaneous' } }),
    backdoor: sorted(
      adjustmentSets(dag('stone -> treatment; stone -> recovered; treatment -> recovered'), {
        treatment: 'treatment',
        outcome: 'recovered',
      }),
    ),
    rainGivenWet: yes({ given: { wet: 1 } }, 'rain', rain as never),
    mpe: { sprinkler, rain: r },
    wetDoSprinkler: yes({ do: { sprinkler: 1 } }, 'wet', rain as never),
  }
}

function tigramite(): Record<string, unknown> {
  const market = series(worlds.market(library))
  const links = (found: library.LaggedSearchResult): Record<string, unknown> =>
    Object.fromEntries(
      found.links
        .filter((link) => link.adjacent)
        .map(({ from, to, lag, value, pValue }) => [`${from}(t-${lag}) --> ${to}`, [value, pValue]]),
    )
  const known = laggedGraph('heat[t-1] -> heat; heat[t-1] -> demand; demand[t-1] -> demand; demand[t-2] -> price')
  const model = fitLinearTemporalModel(market, known)
  return {
    pcmci: links(pcmci(market, { maxLag: 2, alpha: 0.01, conditionAlpha: 0.2 })),
    pcmciPlus: links(pcmciPlus(market, { maxLag: 2, alpha: 0.01 })),
    lpcmci: lpcmci(laggedCorrelation(market, { maxLag: 2 }), { maxLag: 2, alpha: 0.01 })
      .graph.edges.map((e) => `${e.from}(t-${e.lag}) ${e.fromMark === 'circle' ? 'o' : '-'}-> ${e.to}`)
      .sort(),
    path: model.effects.find((e) => e.from === 'heat' && e.to === 'demand')!.effect,
    total: impulseResponse(model, { horizon: 3, kind: 'structural' }).responses[3]![2 * 3 + 0],
  }
}

function matchit(): Record<string, unknown> {
  const within = dag('old -> treated -> recovery <- old')
  const exact = matching({ population: 'ATE', distance: 'exact' })
  const of = { treatment: 'treated', covariates: ['severity', 'old'], population: 'ATT' } as const
  const before = balance(visits, of)
  const nearest = number(effect(matching({ population: 'ATT' })))
  if (!before.estimated) throw new Error(before.message)
  return {
    nearest,
    nearestByHand: nearest,
    mahalanobis: number(effect(matching({ population: 'ATT', distance: 'mahalanobis' }))),
    greedy: number(effect(matching({ population: 'ATT', replacement: false }))),
    exact: number(estimateEffect(visits, { ...ask, graph: within, estimator: exact })),
    subclass: number(effect(subclassification({ population: 'ATT' }))),
    subclassAte: number(effect(subclassification())),
    before: before.covariates.map((c) => c.difference),
  }
}

const shops = worlds.shops(library)
const panel = { treatment: 'card', outcome: 'sales', unit: 'shop', time: 'month' } as const
const more = { ...panel, adjustment: ['footfall'] } as const

function r(): Record<string, unknown> {
  const by = (standardErrors: 'classical' | 'HC1' | 'HC3') =>
    effect(regressionAdjustment({ interactions: false, standardErrors }))
  const hausman = hausmanTest(shops, more)
  if (!hausman.estimated) throw new Error(hausman.message)
  const differences = number(firstDifferences(shops, more))
  return {
    lm: number(by('classical')),
    lmError: number(by('classical'), 'standardError'),
    hc1: number(by('HC1'), 'standardError'),
    hc3: number(by('HC3'), 'standardError'),
    iv: number(effect(twoStageLeastSquares())),
    ivError: number(effect(twoStageLeastSquares({ standardErrors: 'classical' })), 'standardError'),
    within: number(fixedEffects(shops, more)),
    withinClustered: number(fixedEffects(shops, more, { standardErrors: 'CR0' }), 'standardError'),
    twoway: number(twoWayFixedEffects(shops, more)),
    twowayPlain: number(twoWayFixedEffects(shops, panel)),
    fd: differences,
    fdNoTrend: differences,
    random: number(randomEffects(shops, more)),
    between: number(betweenEffects(shops, more)),
    pooled: number(pooledRegression(shops, more)),
    hausman: hausman.statistic,
    hausmanP: hausman.pValue,
  }
}

function ports(): Record<string, unknown> {
  const grants = worlds.grants(library)
  const jump = (options: library.DiscontinuityOptions): Record<string, number> => {
    const e = regressionDiscontinuity(grants, { outcome: 'income', runningVariable: 'score', cutoff: 0 }, options)
    if (!e.estimated) throw new Error(e.message)
    return {
      conventional: e.conventional.estimate,
      corrected: e.estimate,
      robustError: e.standardError,
      bandwidth: e.bandwidth,
    }
  }
  return {
    fixed: number(fixedEffects(shops, more)),
    fixedError: number(fixedEffects(shops, more), 'standardError'),
    twoWay: number(twoWayFixedEffects(shops, panel)),
    twoWayError: number(twoWayFixedEffects(shops, panel), 'standardError'),
    rd: jump({}),
    rdFixed: jump({ bandwidth: 0.4 }),
    rdUniform: jump({ bandwidth: 0.4, kernel: 'uniform' }),
  }
}

function dagitty(): Record<string, unknown> {
  const g1 = admg('W1 -> Z1 -> X -> Y; Z1 <- V -> Z2; W2 -> Z2 -> Y; X <-> W1 <-> W2 <-> Y')
  const g2 = admg('Y <- X <- Z1 <- V -> Z2 -> Y; Z1 <- W1 <-> W2 -> Z2; X <- W1 -> Y; X <- W2 -> Y')
  const classic = [admg('i -> x -> y; x <-> y'), admg('i -> x -> y; x <-> y; y <- z -> i')] as const
  return {
    directG1: sorted(adjustmentSets(g1, { treatment: 'Z1', outcome: 'X', effect: 'direct' })),
    directG2: sorted(adjustmentSets(g2, { treatment: 'X', outcome: 'Y', effect: 'direct' })),
    implied: impliedIndependencies(g1)
      .map(({ x, y, given }) => `${[x, y].sort().join(' ')} | ${[...given].sort().join(', ')}`)
      .sort(),
    instruments: classic.flatMap((g) =>
      Array.from(instruments(g, { treatment: 'x', outcome: 'y' }), (z) => [z.instrument, [...z.given]]),
    ),
  }
}

/** Our answers, by peer. */
export const peerAnswers: Readonly<Record<string, () => Record<string, unknown>>> = {
  dowhy,
  econml,
  'causal-learn': causalLearn,
  pgmpy,
  tigramite,
  matchit,
  r,
  ports,
  dagitty,
}
