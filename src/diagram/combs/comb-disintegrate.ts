import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { axesOf, checkedJoint, conditional, marginalValues } from '../semantics/table.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { range } from '../terms/make.js'
import { sizeOf } from '../terms/size-of.js'
import type { Disintegration } from './disintegration.js'

/**
 * The parts of a joint for {@link combDisintegrate}, by name.
 *
 * @category Diagrams
 */
export interface CombParts<N extends string = string> {
  /** A: what comes first; nothing unless told. */
  readonly context?: N | readonly N[]
  /** X: what f gives to g. */
  readonly treatment: N | readonly N[]
  /** B: what g gives back to f. */
  readonly screen: N | readonly N[]
  /** C: what f makes last. */
  readonly outcome: N | readonly N[]
}

/**
 * A joint taken apart into two combs.
 *
 * @category Diagrams
 */
export interface CombDisintegration<N extends string = string> {
  /** g: from context and treatment to the screen, P(b | a, x), with its support. */
  readonly g: Disintegration<N>
  /** f: from context and screen to treatment and outcome, P(x | a) P(c | a, x, b); NaN where it is undefined. */
  readonly f: Channel<N>
  /** For each combination of context and screen, whether f is defined there. */
  readonly support: readonly boolean[]
  /** Whether f and g are the only combs that give the joint: whether the joint gives every a, x, b some weight. */
  readonly unique: boolean
}

/**
 * Takes a joint over A, X, B, C apart into a channel g from A, X to B and a comb f around it: f produces X before it reads
 * B, and C after.
 *
 * f is written as one channel from A, B to X, C; its X does not listen to B, which is what makes it a comb. Plugging g
 * into f, with A, X and B copied out, gives the joint back.
 *
 * @param joint - the joint distribution; variables that stand in no part are summed out
 * @param parts - which variables are A, X, B and C
 * @returns f and g, with what is undefined for lack of support
 * @throws CausalError `not-probability`, `unknown-name`, `duplicate-name` for a variable in two parts
 * @complexity O(cells)
 * @reference Jacobs, Kissinger & Zanasi 2019, definition 5.1 and theorem 5.2
 * @category Diagrams
 * @example
 * const joint = interpret(diagramOf(dag('S -> T -> C; S -> C')), stochastic, {
 *   S: [0.5, 0.5],
 *   T: [[0.95, 0.05], [0.05, 0.95]],
 *   C: [[[0.9, 0.1], [0.95, 0.05]], [[0.1, 0.9], [0.15, 0.85]]],
 * })
 * combDisintegrate(joint, { treatment: 'S', screen: 'T', outcome: 'C' }).g.channel.values
 * //=> [0.95, 0.05, 0.05, 0.95]
 */
export function combDisintegrate<N extends string>(
  joint: Factor<N>,
  parts: CombParts<NoInfer<N>>,
): CombDisintegration<N> {
  return calledAs('combDisintegrate', () => {
    if (typeof parts !== 'object' || parts === null) {
      throw new CausalError('invalid-argument', "expected the parts: { treatment: 'X', screen: 'B', outcome: 'C' }.")
    }
    checkOptions('parts', parts, ['context', 'treatment', 'screen', 'outcome'])
    const names = checkedJoint(joint).variables.map((v) => v.name)
    const lists = [parts.context ?? [], parts.treatment, parts.screen, parts.outcome].map((part) => axesOf(names, part))
    const all = lists.flat()
    const twice = all.find((axis, i) => all.indexOf(axis) !== i)
    if (twice !== undefined) {
      throw new CausalError('duplicate-name', `${show(names[twice])} stands in two parts.`, {
        name: names[twice],
      })
    }
    const variables = all.map((axis) => joint.variables[axis]!)
    const table: Factor = { variables, values: marginalValues(joint, all) }
    const starts = lists.map((_, k) => lists.slice(0, k).flat().length)
    const [a, x, b, c] = lists.map((list, k) => range(list.length, starts[k])) as [
      number[],
      number[],
      number[],
      number[],
    ]
    const g = conditional(table, [...a, ...x], b) as Disintegration<N>
    const first = conditional(table, a, x)
    const last = conditional(table, [...a, ...x, ...b], c)
    const size = (axes: readonly number[]): number => sizeOf(axes.map((axis) => variables[axis]!))
    const [na, nx, nb, nc] = [size(a), size(x), size(b), size(c)]
    const values = new Float64Array(na * nb * nx * nc)
    const support = new Array<boolean>(na * nb).fill(true)
    for (let i = 0; i < na; i++) {
      for (let j = 0; j < nb; j++) {
        for (let k = 0; k < nx; k++) {
          const p = first.channel.values[i * nx + k]!
          for (let l = 0; l < nc; l++) {
            // zero weight makes an undefined conditional harmless
            const value = p === 0 ? 0 : p * last.channel.values[((i * nx + k) * nb + j) * nc + l]!
            values[((i * nb + j) * nx + k) * nc + l] = value
            if (Number.isNaN(value)) support[i * nb + j] = false
          }
        }
      }
    }
    const axes = [...a, ...b, ...x, ...c].map((axis) => variables[axis]!)
    return Object.freeze({
      g,
      f: makeChannel(axes, a.length + b.length, values) as Channel<N>,
      support: Object.freeze(support),
      unique: g.unique && last.unique,
    })
  })
}
