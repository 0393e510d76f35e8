import {
  bayesianInverse,
  box,
  canonicalForm,
  checkNaturality,
  dag,
  diagramOf,
  disintegrate,
  gaussian,
  interpret,
  logarithmic,
  sampling,
  stochastic,
} from '../../../src/index.js'
import { portableLog } from '../../../src/numeric/special/portable-log.js'
import { type Results, seed } from './support.js'

const model = diagramOf(dag('X -> Y; X -> Z <- Y'))
const meaning = {
  X: [0.25, 0.75],
  Y: [
    [0.9, 0.1],
    [0.4, 0.6],
  ],
  Z: [
    [
      [0.3, 0.7],
      [0.2, 0.8],
    ],
    [
      [0.6, 0.4],
      [0.5, 0.5],
    ],
  ],
}
const logs = { X: meaning.X.map(portableLog), Y: meaning.Y.map((row) => row.map(portableLog)) }

export const diagram: Results = {
  'interpret: stochastic': () => interpret(model, stochastic, meaning).values,
  'interpret: logarithmic': () => interpret(diagramOf(dag('X -> Y'), { outputs: 'Y' }), logarithmic, logs).values,
  'interpret: gaussian': () =>
    interpret(diagramOf(dag('X -> Y')), gaussian, {
      X: { mean: [1], covariance: [[2]] },
      Y: { matrix: [[3]], covariance: [[0.5]] },
    }),
  'interpret: sampling': () =>
    interpret(
      diagramOf(dag('X -> Y')),
      sampling,
      {
        X: (_, chance) => chance.normal() + chance.exponential(),
        Y: ([x], chance) => Number(x) * chance.uniform() + chance.integer(6),
      },
      { draws: 500, seed },
    ),
  disintegrate: () => disintegrate(interpret(model, stochastic, meaning), ['Y']).channel.values,
  bayesianInverse: () =>
    bayesianInverse(
      interpret(box('test', ['ill'], ['result']), stochastic, {
        test: [
          [0.95, 0.05],
          [0.1, 0.9],
        ],
      }),
      interpret(box('prior', [], ['ill']), stochastic, { prior: [0.99, 0.01] }),
    ).channel.values,
  checkNaturality: () =>
    checkNaturality(
      [
        [0.1, 0.2, 0.7],
        [0.2, 0.1, 0.7],
        [0.5, 0.4, 0.1],
      ],
      [
        [0.3, 0.7],
        [0.9, 0.1],
      ],
      { cause: [0, 1, 1], effect: [0, 0, 1] },
    ),
  canonicalForm: () => canonicalForm(model).hash,
}
