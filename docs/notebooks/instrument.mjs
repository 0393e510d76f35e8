// An instrument as a notebook: least squares, two stages, and what a weak instrument does to them.
import {
  admg,
  bernoulli,
  dag,
  differenceInMeans,
  estimateEffect,
  linear,
  normal,
  regressionAdjustment,
  sample,
  scm,
  select,
  toSvg,
  twoStageLeastSquares,
} from '../../dist/index.js'
import { choice, slider } from './runtime.mjs'

export const title = 'Notebook: an instrument, strong and weak'
export const intro =
  'A letter drawn by lot pushes people to a training; a drive that nobody measures raises both training and wage. The truth is 1. Make the letter weak, and see what the interval says.'

const graph = admg('letter -> training -> wage; training <-> wage')
const ask = { treatment: 'training', outcome: 'wage' }
const shown = (label, effect) =>
  effect.estimated
    ? {
        estimator: label,
        estimate: effect.estimate.toFixed(2),
        interval: effect.interval.map((end) => end.toFixed(2)).join(' to '),
      }
    : { estimator: label, estimate: '–', interval: effect.message }

export const cells = {
  push: () => slider('how far the letter pushes', { min: 0, max: 2, step: 0.1, value: 1 }),
  drive: () => slider('how much the hidden drive does', { min: 0, max: 2, step: 0.1, value: 1 }),
  people: () => choice('people', ['200', '1000', '5000'], '1000'),
  draw: () => choice('draw', ['1', '2', '3', '4', '5']),
  picture: () =>
    toSvg(graph, { roles: { ...ask, instrument: 'letter' }, legend: true, title: 'The letter is an instrument' }),
  rows: ({ push, drive, people, draw }) =>
    select(
      sample(
        scm({
          letter: bernoulli(0.5),
          hidden: normal(0, 1),
          training: linear({ letter: push, hidden: drive }, normal(0, 1)),
          wage: linear({ training: 1, hidden: drive }, normal(0, 1)),
        }),
        Number(people),
        { seed: draw },
      ),
      ['letter', 'training', 'wage'],
    ),
  first: ({ rows }) => {
    const effect = differenceInMeans(rows, { treatment: 'letter', outcome: 'training' })
    return effect.estimated ? `The letter moves training by ${effect.estimate.toFixed(2)}.` : effect.message
  },
  estimates: ({ rows }) => [
    shown(
      'least squares (believes that nothing is hidden)',
      estimateEffect(rows, {
        graph: dag('letter -> training -> wage'),
        ...ask,
        contrast: { from: 0, to: 1 },
        estimator: regressionAdjustment({ interactions: false }),
      }),
    ),
    shown(
      'two stages (the letter as instrument)',
      estimateEffect(rows, { graph, ...ask, estimator: twoStageLeastSquares() }),
    ),
  ],
  verdict: ({ push }) =>
    push < 0.3
      ? 'A weak letter: two stages lean on a difference that is mostly chance. Believe the wide interval, not the number in its middle.'
      : 'Least squares counts the hidden drive as an effect; two stages use only the part of training that the lot moved.',
}
