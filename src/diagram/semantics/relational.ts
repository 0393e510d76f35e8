import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import type { Semantics } from './semantics.js'
import type { TensorBox } from './tensor-box.js'
import { type TensorOptions, type TensorRules, tensorSemantics } from './tensor-semantics.js'

const rules: TensorRules = {
  name: 'relational',
  semiring: 'or-and',
  normalized: false,
  hasEffects: true,
  // what is possible has no size: a relation is its own normalization
  normalize: (_, values) => values,
  uniform: () => 1,
  certain: 1,
  impossible: 0,
  check: (box, values) => {
    const wrong = values.find((x) => x !== 0 && x !== 1)
    if (wrong === undefined) return
    throw new CausalError(
      'invalid-argument',
      `box ${show(box.name)} is no relation: it holds ${wrong}, but each entry must be 0 or 1.`,
      { box: box.name, value: wrong },
    )
  },
}

/**
 * Diagrams as relations: 1 where the outputs are possible given the inputs, 0 where they are not.
 *
 * A relation may allow nothing for some inputs, so a discarded box still counts here: only diagrams that are equal at
 * level `cdu` are sure to be the same relation; for relations that always allow something, `markov` is enough.
 *
 * @category Diagrams
 * @example
 * interpret(diagramOf(dag('X -> Y'), { outputs: 'Y' }), relational, { X: [1, 0], Y: [[1, 1, 0], [0, 0, 1]] }).values
 * //=> [1, 1, 0]
 */
export const relational: Semantics<TensorBox, Channel, TensorOptions> = /* @__PURE__ */ tensorSemantics(
  'possibilities',
  rules,
)
