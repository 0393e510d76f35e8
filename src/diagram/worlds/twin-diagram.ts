import { CausalError, calledAs } from '../../errors.js'
import { asList } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { ByName } from '../terms/by-name.js'
import type { Diagram } from '../terms/types.js'
import { inWorlds, type WorldsDiagram } from './worlds-diagram.js'

/**
 * A counterfactual question: what was seen, what is done instead, what is asked.
 *
 * @category Diagrams
 */
export interface TwinQuestion {
  /** The values set in the other world. */
  readonly do: ByName<string | number>
  /** The objects observed in the factual world: the first outputs. Nothing unless told. */
  readonly given?: string | readonly string[]
  /** The objects asked for in the other world: the last outputs. */
  readonly query: string | readonly string[]
}

/**
 * The twin of a functional diagram: the factual world and the world of an intervention, sharing all chance from outside.
 *
 * Its outputs are the evidence, as it is in the factual world, then the query, as it is in the other one. Conditioning the
 * first on what was seen answers the counterfactual question.
 *
 * @param diagram - a functional diagram: every box is a state or deterministic
 * @param question - evidence, intervention and query
 * @returns the diagram of both worlds, and which output is which
 * @throws CausalError `not-supported` for a box with inputs that is not deterministic, `unknown-name`
 * @complexity O(size)
 * @reference Balke & Pearl 1994; Jacobs, Kissinger & Zanasi 2021, section 8
 * @category Counterfactuals
 * @example
 * const model = fromProgram([], (run) => {
 *   const [u] = run(box('U', [], ['U']))
 *   const [x] = run(box('coin', [], ['X']))
 *   const [y] = run(box('xor', ['X', 'U'], ['Y'], { deterministic: true }), x, u)
 *   return [x, y]
 * })
 * const twin = twinDiagram(model, { given: ['X', 'Y'], do: { X: 1 }, query: 'Y' })
 * const joint = interpret(twin.diagram, stochastic, {
 *   U: [0.9, 0.1],
 *   coin: [0.5, 0.5],
 *   xor: [[[1, 0], [0, 1]], [[0, 1], [1, 0]]],
 * })
 * disintegrate(joint, [0, 1]).channel.values
 * //=> [0, 1, 1, 0, 1, 0, 0, 1]
 */
export function twinDiagram(diagram: Diagram, question: TwinQuestion): WorldsDiagram {
  return calledAs('twinDiagram', () => {
    checkOptions('question', question, ['do', 'given', 'query'])

    if (typeof question !== 'object' || question === null) {
      throw new CausalError('invalid-argument', "expected a question such as { do: { X: 1 }, query: 'Y' }.")
    }
    return inWorlds(diagram, [
      { outputs: asList(question.given) },
      { do: question.do, outputs: asList(question.query) },
    ])
  })
}
