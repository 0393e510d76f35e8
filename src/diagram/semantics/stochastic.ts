import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import type { Box } from '../terms/types.js'
import { checkEffect } from './effect.js'
import { normalizedRows } from './normalized-rows.js'
import type { Semantics } from './semantics.js'
import { substochasticRules } from './substochastic.js'
import type { TensorBox } from './tensor-box.js'
import { type TensorOptions, type TensorRules, tensorSemantics } from './tensor-semantics.js'

export const stochasticRules: TensorRules = {
  name: 'stochastic',
  semiring: 'sum-product',
  normalized: true,
  hasEffects: false,
  normalize: (box, values, columns) => normalizedRows(box, values, columns, 'refuse'),
  inside: substochasticRules,
  uniform: (size) => 1 / size,
  certain: 1,
  impossible: 0,
  check: (box, values, columns) => {
    if (box.outputs.length === 0) checkEffect(box, values, 1)
    for (let row = 0; row * columns < values.length; row++) {
      let sum = 0
      for (let j = 0; j < columns; j++) {
        const p = values[row * columns + j]!
        if (!(p >= 0 && p <= Number.MAX_VALUE)) throw notProbability(box, row, `holds ${p}`)
        sum += p
      }
      if (Math.abs(sum - 1) > 1e-8) throw notProbability(box, row, `sums to ${sum}`)
    }
  },
}

function notProbability(box: Box, row: number, what: string): CausalError {
  return new CausalError(
    'not-probability',
    `box ${show(box.name)} is no channel: row ${row + 1} ${what}, but probabilities of its outputs must sum to 1 for each combination of inputs.`,
    { box: box.name, row },
  )
}

/**
 * Diagrams as stochastic matrices: sums over products of probabilities, in an order that keeps the tables small.
 *
 * Copying, discarding and swapping cost nothing; boxes that no output depends on are left out and need no meaning. The order
 * of the work is kept with the diagram, so that reading it again with other numbers (each draw of a bootstrap) only
 * computes. The predicted cost stands in `cost`; above `limit` it is refused.
 *
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('X -> Y'))
 * const channel = interpret(openAt(model, 'X').diagram, stochastic, { Y: [[0.9, 0.1], [0.4, 0.6]] })
 * channel.variables.map((v) => v.name)
 * //=> ['X', 'X', 'Y']
 * channel.values
 * //=> [0.9, 0.1, 0, 0, 0, 0, 0.4, 0.6]
 * interpret(model, stochastic, { X: [0.5, 0.6], Y: [[0.9, 0.1], [0.4, 0.6]] })
 * //=> throws 'not-probability'
 */
export const stochastic: Semantics<TensorBox, Channel, TensorOptions> = /* @__PURE__ */ tensorSemantics(
  'probabilities',
  stochasticRules,
)
