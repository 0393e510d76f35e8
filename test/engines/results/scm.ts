import {
  abduct,
  affineMap,
  arrowStrength,
  averageTreatmentEffect,
  balkePearlBounds,
  counterfactual,
  counterfactualProbability,
  counterfactualRows,
  dag,
  distributionChange,
  domainCounterfactual,
  effectOfTreatmentOnControls,
  effectOfTreatmentOnTreated,
  expectation,
  factor,
  falsify,
  fitScm,
  intervene,
  intrinsicContribution,
  linear,
  logLikelihood,
  scm as makeScm,
  mostProbable,
  naturalDirectEffect,
  naturalIndirectEffect,
  noiseAttribution,
  noiseOf,
  normal,
  parallelWorlds,
  probabilityOfNecessity,
  probabilityOfNecessityAndSufficiency,
  probabilityOfSufficiency,
  query,
  queryTerms,
  sample,
  scale,
  select,
  shapleyValues,
  shift,
} from '../../../src/index.js'
import * as models from './models.js'
import { diamond, discreteTable, gaussianTable, mixedTable, type Results, seed } from './support.js'

const draws = { draws: 2000, seed }
const sampled = Object.entries(models).map(
  ([name, model]) => [`sample: ${name}`, () => sample(model as typeof models.mixed, 500, { seed })] as const,
)
const players = Array.from({ length: 20 }, (_, i) => `p${i}`)
const worth = (coalition: readonly string[]): number => {
  let sum = 0
  for (const p of coalition) sum += 1 / (1 + Number(p.slice(1)))
  return sum * sum
}
const ask = { treatment: 'X', outcome: 'Y' } as const

export const scm: Results = {
  ...Object.fromEntries(sampled),
  'sample: with latents': () => sample(models.confounded, 300, { seed, latents: true }),
  'sample: intervened': () => sample(intervene(models.nonlinear, { X: shift(1), Z: scale(0.5) }), 300, { seed }),
  'sample: after abduction': () =>
    sample(abduct(models.treatment, { X: 1, Y: 0 }, draws as never) as never, 300, { seed }),
  'expectation: weighted by evidence': () => expectation(models.nonlinear, 'Z', { given: { Y: 1.5 }, ...draws }),
  'expectation: nonlinear': () => expectation(models.nonlinear, 'Y', { do: { X: 1 }, ...draws }),
  'expectation: gamma noise given an outcome': () => expectation(models.noisy, 'X', { given: { Y: 3 }, ...draws }),
  'expectation: post-nonlinear': () => expectation(models.linked, 'X', { given: { Y: 2 }, ...draws }),
  'expectation: mixed': () => expectation(models.mixed, 'Y', { given: { H: 1 }, ...draws }),
  'expectation: choice given the end': () => expectation(models.choices, 'X', { given: { M: 'bus', Y: 1 }, ...draws }),
  'expectation: confounded': () => expectation(models.confounded, 'Y', { given: { X: 1 }, ...draws }),
  'query: gaussian': () => query(models.gaussianDiamond, ['A', 'D'], { given: { B: 1 } }),
  'query: discrete': () => query(models.discreteChain, ['A'], { given: { C: 'u' } }),
  'query: samples': () => query(models.nonlinear, ['X', 'Z'], { given: { Y: 0.5 }, ...draws }),
  'query: samples of choices': () => query(models.choices, ['M', 'X'], { given: { Y: 0 }, ...draws }),
  'counterfactual: finite noise': () =>
    expectation(counterfactual(models.treatment, { given: { X: 0, Y: 0 }, do: { X: 1 } }), 'Y'),
  'counterfactual: gumbel choice': () =>
    query(counterfactual(models.gumbelChoice, { given: { X: 0, Y: 'b' }, do: { X: 1 }, ...draws }), ['Y'], draws),
  'counterfactual: logit choice': () =>
    query(
      counterfactual(models.choices, { given: { X: 0.3, M: 'car' }, do: { X: 1 }, ...draws } as never) as never,
      ['M'] as never,
      draws,
    ),
  'counterfactual: mixed evidence': () =>
    expectation(
      counterfactual(models.nonlinear, { given: { Y: 1 }, do: { Z: 0 }, ...draws } as never) as never,
      'Y' as never,
      draws as never,
    ),
  counterfactualProbability: () =>
    counterfactualProbability(models.treatment, [{ variable: 'Y', value: 0, do: { X: 0 } }], {
      given: [{ variable: 'Y', value: 1 }],
    }),
  'counterfactualRows: additive': () =>
    counterfactualRows(models.nonlinear, sample(models.nonlinear, 50, { seed }), { do: { X: 0 }, seed }),
  'counterfactualRows: choices': () =>
    counterfactualRows(models.gumbelChoice, sample(models.gumbelChoice, 200, { seed }), {
      do: { X: 1 },
      seed,
    } as never),
  queryTerms: () =>
    queryTerms(models.treatment, [
      { variable: 'Y', do: { X: 0 } },
      { variable: 'Y', do: { X: 1 } },
    ]),
  parallelWorlds: () =>
    expectation(
      parallelWorlds(models.gaussianDiamond, { factual: {}, treated: { A: 1 } }) as never,
      'D@treated' as never,
      { given: { 'A@factual': 0, 'D@factual': 3 } } as never,
    ),
  noiseOf: () => noiseOf(models.linked, { X: 0.4, Y: 3 }),
  'averageTreatmentEffect: discrete': () => averageTreatmentEffect(models.treatment, ask),
  'averageTreatmentEffect: sampled': () =>
    averageTreatmentEffect(models.nonlinear, { ...ask, contrast: { from: 0, to: 1 }, ...draws }),
  effectOfTreatmentOnTreated: () => effectOfTreatmentOnTreated(models.treatment, ask),
  effectOfTreatmentOnControls: () => effectOfTreatmentOnControls(models.treatment, ask),
  naturalDirectEffect: () =>
    naturalDirectEffect(models.mixed as never, { treatment: 'G', outcome: 'Y', mediators: ['X'], ...draws } as never),
  naturalIndirectEffect: () =>
    naturalIndirectEffect(models.mixed as never, { treatment: 'G', outcome: 'Y', mediators: ['X'], ...draws } as never),
  probabilityOfNecessity: () => probabilityOfNecessity(models.treatment, ask),
  probabilityOfSufficiency: () => probabilityOfSufficiency(models.treatment, ask),
  probabilityOfNecessityAndSufficiency: () => probabilityOfNecessityAndSufficiency(models.treatment, ask),
  mostProbable: () => mostProbable(models.discreteChain),
  'logLikelihood: mixed': () => logLikelihood(models.mixed, mixedTable(200)),
  'logLikelihood: nonlinear': () => logLikelihood(models.nonlinear, sample(models.nonlinear, 200, { seed })),
  'fitScm: linear': () => sample(fitScm(diamond, gaussianTable(200)), 100, { seed }),
  'fitScm: additive': () =>
    sample(
      fitScm(dag('Z -> X -> Y <- Z'), sample(models.nonlinear, 200, { seed }), { X: 'additive', Y: 'additive' }),
      50,
      { seed },
    ),
  'fitScm: empirical': () =>
    sample(fitScm(diamond, gaussianTable(200), { B: 'empirical', D: 'empirical' }), 100, { seed }),
  'fitScm: mixed': () => sample(fitScm(dag('G -> X -> Y; G -> H <- X'), mixedTable(300)), 100, { seed }),
  'fitScm: cpt': () =>
    query(fitScm(dag('A -> B -> C'), discreteTable(300)) as never, ['A'] as never, { given: { C: 'u' } } as never),
  'falsify: numbers': () => falsify(diamond, gaussianTable(300), { seed, draws: 24 }),
  'falsify: wrong graph': () => falsify(dag('D -> B -> A; D -> C'), gaussianTable(300), { seed, draws: 24 }),
  'falsify: categories': () => falsify(dag('A -> B -> C'), discreteTable(300), { seed, draws: 20 }),
  'falsify: mixed': () => falsify(dag('G -> X -> Y'), select(mixedTable(300), ['G', 'X', 'Y']), { seed, draws: 20 }),
  'shapleyValues: exact': () => shapleyValues(players.slice(0, 8), worth),
  'shapleyValues: sampled': () => shapleyValues(players, worth, { draws: 50, seed }),
  'arrowStrength: gaussian': () => arrowStrength(models.gaussianDiamond, 'D'),
  'arrowStrength: discrete': () => arrowStrength(models.discreteChain, 'C'),
  'intrinsicContribution: gaussian': () => intrinsicContribution(models.gaussianDiamond, 'D'),
  'intrinsicContribution: discrete': () => intrinsicContribution(models.sums, 'S'),
  noiseAttribution: () => noiseAttribution(models.gaussianDiamond, { A: 1, B: 0.2, C: -1, D: 2 }, 'D'),
  'distributionChange: kl': () =>
    distributionChange(
      makeScm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) }),
      makeScm({ X: normal(1, 1.3), Y: linear({ X: 3 }, normal(0, 1)) }),
      'Y',
      { measure: 'kl' },
    ),
  domainCounterfactual: () =>
    domainCounterfactual(
      {
        observation: affineMap([
          [1, 1.3],
          [0.2, 1],
        ]),
        domains: [
          affineMap([
            [1, 0],
            [0, 1],
          ]),
          affineMap([
            [1, 0.7],
            [0, 3],
          ]),
        ],
      },
      [3, 2],
      0,
      1,
    ),
  balkePearlBounds: () => {
    const states = ['0', '1']
    const given = factor(
      ['Z', 'X', 'Y'].map((name) => ({ name, states })),
      [0.3822, 0.1167, 0.2555, 0.2456, 0.1442, 0.1904, 0.2186, 0.4468],
    )
    return balkePearlBounds(given, { instrument: 'Z', treatment: 'X', outcome: 'Y' })
  },
}
