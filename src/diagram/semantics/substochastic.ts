import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import type { Box } from '../terms/types.js'
import { normalizedRows } from './normalized-rows.js'
import type { Semantics } from './semantics.js'
import type { TensorBox } from './tensor-box.js'
import { type TensorOptions, type TensorRules, tensorSemantics } from './tensor-semantics.js'

export const substochasticRules: TensorRules = {
  name: 'substochastic',
  semiring: 'sum-product',
  normalized: false,
  hasEffects: true,
  uniform: (size) => 1 / size,
  certain: 1,
  impossible: 0,
  normalize: (box, values, columns) => normalizedRows(box, values, columns, 'zero'),
  check: (box, values, columns) => {
    for (let row = 0; row * columns < values.length; row++) {
      let sum = 0
      for (let j = 0; j < columns; j++) {
        const p = values[row * columns + j]!
        if (!(p >= 0 && p <= Number.MAX_VALUE)) throw tooMuch(box, row, `holds ${p}`)
        sum += p
      }
      if (sum > 1 + 1e-8) throw tooMuch(box, row, `sums to ${sum}`)
    }
  },
}

function tooMuch(box: Box, row: number, what: string): CausalError {
  const advice = box.outputs.length === 0 ? ' Divide a likelihood by its largest value: its scale plays no part.' : ''
  return new CausalError(
    'not-probability',
    `box ${show(box.name)} is no subprobability: row ${row + 1} ${what}, but its entries must be at least 0 and sum to at most 1 for each combination of inputs.${advice}`,
    { box: box.name, row },
  )
}

/**
 * Diagrams as substochastic matrices: channels that may fail, so that evidence counts.
 *
 * A box may give less than one for an input, an effect (a box without outputs) is a predicate with values from 0 to 1, and
 * {@link evidence}, {@link comparator} and {@link normalizeBox} have their meaning. What is lost is the probability that the
 * evidence does not hold: the weights of a state sum to the probability of the evidence. A discarded box still counts here, as
 * in {@link relational}: only diagrams that are equal at level `cdu` are sure to be the same.
 *
 * @category Diagrams
 * @example
 * const noisy = compose(box('prior', [], ['D']), copy('D'), tensor(identity('D'), box('likelihood', ['D'], [])))
 * interpret(noisy, substochastic, { prior: [0.99, 0.01], likelihood: [0.1, 0.9] }).values
 * //=> [0.099, 0.009]
 */
export const substochastic: Semantics<TensorBox, Channel, TensorOptions> = /* @__PURE__ */ tensorSemantics(
  'probabilities',
  substochasticRules,
)
