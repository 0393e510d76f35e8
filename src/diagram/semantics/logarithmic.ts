import { CausalError } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import { checkEffect } from './effect.js'
import type { Semantics } from './semantics.js'
import type { TensorBox } from './tensor-box.js'
import { type TensorOptions, type TensorRules, tensorSemantics } from './tensor-semantics.js'

const rules: TensorRules = {
  name: 'logarithmic',
  semiring: 'log-sum-exp',
  normalized: true,
  hasEffects: false,
  uniform: (size) => -portableLog(size),
  certain: 0,
  impossible: Number.NEGATIVE_INFINITY,
  check: (box, values, columns) => {
    if (box.outputs.length === 0) checkEffect(box, values, 0)
    for (let row = 0; row * columns < values.length; row++) {
      let sum = 0
      for (let j = 0; j < columns; j++) sum += portableExp(values[row * columns + j]!)
      if (Math.abs(sum - 1) <= 1e-8) continue
      throw new CausalError(
        'not-probability',
        `box ${show(box.name)} is no channel of log probabilities: the exponentials of row ${row + 1} sum to ${sum}, not 1.`,
        { box: box.name, row },
      )
    }
  },
}

/**
 * Diagrams as stochastic matrices of natural logarithms: for products of many small probabilities, which as plain numbers
 * would vanish. −Infinity is the logarithm of zero.
 *
 * @category Diagrams
 * @example
 * const half = [Math.log(0.5), Math.log(0.5)]
 * interpret(diagramOf(dag('X -> Y'), { outputs: 'Y' }), logarithmic, { X: half, Y: [half, half] }).values
 * //=> [-0.693147, -0.693147]
 */
export const logarithmic: Semantics<TensorBox, Channel, TensorOptions> = /* @__PURE__ */ tensorSemantics(
  'log-probabilities',
  rules,
)
