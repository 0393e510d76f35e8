import {
  admg,
  aipw,
  balance,
  bootstrapEffect,
  dag,
  type Estimator,
  estimateEffect,
  eValue,
  fromCounts,
  frontDoorEstimator,
  ipw,
  kidneyStones,
  regressionAdjustment,
  rosenbaumBounds,
  sample,
  standardization,
  toSvg,
  twoStageLeastSquares,
} from '../../../src/index.js'
import * as models from './models.js'
import { gaussianTable, mixedTable, type Results, seed } from './support.js'

const stones = {
  graph: dag('stone -> treatment -> recovered; stone -> recovered'),
  treatment: 'treatment',
  outcome: 'recovered',
} as const
const mixed = { graph: dag('G -> X -> Y; X -> H; G -> H'), treatment: 'G', outcome: 'Y', adjustment: [] } as const
const estimators: Readonly<Record<string, () => Estimator>> = {
  aipw: () => aipw(),
  ipw: () => ipw(),
  standardization: () => standardization(),
  regressionAdjustment: () => regressionAdjustment(),
}

export const estimation: Results = {
  ...Object.fromEntries(
    Object.entries(estimators).flatMap(([name, make]) => [
      [
        `estimateEffect: ${name}`,
        () => estimateEffect(fromCounts(kidneyStones), { ...stones, estimator: make() }),
      ] as const,
      [
        `bootstrapEffect: ${name}`,
        () => bootstrapEffect(fromCounts(kidneyStones), { ...stones, estimator: make(), draws: 40, seed }),
      ] as const,
    ]),
  ),
  'estimateEffect: logistic propensity on numbers': () =>
    estimateEffect(mixedTable(300), {
      graph: dag('X -> H -> Y; X -> Y'),
      treatment: 'H',
      outcome: 'Y',
      estimator: ipw(),
    }),
  'bootstrapEffect: logistic propensity on numbers': () =>
    bootstrapEffect(mixedTable(200), {
      graph: dag('X -> H -> Y; X -> Y'),
      treatment: 'H',
      outcome: 'Y',
      estimator: aipw(),
      draws: 30,
      seed,
    }),
  'estimateEffect: unadjusted': () => estimateEffect(mixedTable(300), { ...mixed, estimator: regressionAdjustment() }),
  'estimateEffect: front door': () =>
    estimateEffect(gaussianTable(200), {
      graph: admg('A -> B -> D; A <-> D; A; C'),
      treatment: 'A',
      outcome: 'D',
      estimator: frontDoorEstimator({ model: 'linear' }),
    }),
  'estimateEffect: front door without a model': () =>
    estimateEffect(fromCounts(kidneyStones), {
      graph: admg('stone -> treatment -> recovered; stone <-> recovered'),
      treatment: 'stone',
      outcome: 'recovered',
      estimator: frontDoorEstimator(),
    }),
  'estimateEffect: instrument': () =>
    estimateEffect(gaussianTable(200), {
      graph: admg('A -> B -> D; B <-> D; C'),
      treatment: 'B',
      outcome: 'D',
      estimator: twoStageLeastSquares(),
    }),
  balance: () => balance(fromCounts(kidneyStones), { treatment: 'treatment', covariates: ['stone'] }),
  'eValue: risk ratio': () => eValue({ riskRatio: 1.5, interval: [0.9727, 2.3132] }),
  'eValue: difference': () => eValue({ standardizedDifference: 0.4, standardError: 0.13 }),
  rosenbaumBounds: () => rosenbaumBounds([1.8, -1, 0.9, 2.5, 0.3, 1.1, -0.2], { gamma: [1, 1.5, 2] } as never),
  'toSvg: a graph': () => toSvg(dag('A -> B -> C; A -> C; B -> D; A -> D')),
  'sample: the data of treatment': () => sample(models.treatment, 300, { seed }),
}
