import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { type GaussianChannel, gaussian } from '../semantics/gaussian.js'
import { gaussianConditional, isGaussian } from '../semantics/gaussian-conditional.js'
import { stochastic } from '../semantics/stochastic.js'
import { axesOf, checkedJoint, conditional, rowText } from '../semantics/table.js'
import { taintedRows } from '../surgery/taint.js'
import { type Channel, makeChannel, sizeOf } from '../terms/channel.js'
import { indexedDiagram } from '../terms/indexed.js'
import { conditionalName } from '../terms/names.js'
import { pruned } from '../terms/prune.js'
import type { Diagram } from '../terms/types.js'
import type { Comb } from './comb.js'
import { combDiagram } from './comb-diagram.js'

/**
 * The effect of a treatment, computed from a joint distribution alone.
 *
 * @category Diagrams
 */
export interface CombEffect<N extends string = string> {
  /** The channel from the value set to the outcome: row x is P(outcome | do(X = x)); NaN where it is not determined. */
  readonly channel: Channel<N>
  /** For each value of the treatment whether the row is determined by the joint. */
  readonly support: readonly boolean[]
  /** Conditions of probability zero that undetermined rows hang on, such as `T = 1, S = 0`. */
  readonly undefinedAt: readonly { readonly variable: N; readonly given: string }[]
  /** The diagram that was read: the combs plugged together, the treatment an input. */
  readonly diagram: Diagram
}

/**
 * The effect of a treatment in a linear-Gaussian model, computed from a covariance alone.
 *
 * @category Diagrams
 */
export interface GaussianCombEffect {
  /** The channel from the value set to the outcome. */
  readonly channel: GaussianChannel
  /** Whether every conditional was determined: whether no covariance was singular. */
  readonly unique: boolean
  /** The diagram that was read. */
  readonly diagram: Diagram
}

/**
 * Computes an effect by string surgery: disintegrates the joint into the teeth of a comb, cuts the treatment, and plugs
 * the combs together again. Only the joint is read; hidden causes are never looked at.
 *
 * Where a conditional is undefined for lack of support and carries weight, the row is refused: marked and left as NaN,
 * never filled in. Where its weight is zero the row is computed.
 *
 * @param joint - the joint distribution of (at least) the comb's variables, or a Gaussian state over them
 * @param comb - as {@link findComb} gives it
 * @returns the interventional channel from treatment to outcome, and what could not be determined
 * @throws CausalError `not-probability`, `unknown-name` for a variable that the joint lacks, `invalid-argument` for a
 *   refusal in place of a comb
 * @complexity O(n × cells) for a table of n variables
 * @reference Jacobs, Kissinger & Zanasi 2019, theorem 6.2 and section 8; Tian & Pearl 2002
 * @category Diagrams
 * @example
 * const joint = interpret(diagramOf(dag('S -> T -> C; S -> C')), stochastic, {
 *   S: [0.5, 0.5],
 *   T: [[0.95, 0.05], [0.05, 0.95]],
 *   C: [[[0.9, 0.1], [0.95, 0.05]], [[0.1, 0.9], [0.15, 0.85]]],
 * })
 * const comb = findComb(admg('S -> T -> C; S <-> C'), 'S', 'C')
 * comb.applicable && effectByComb(joint, comb).channel.values
 * //=> [0.5025, 0.4975, 0.5475, 0.4525]
 */
export function effectByComb<N extends string>(joint: GaussianChannel, comb: Comb<N>): GaussianCombEffect
export function effectByComb<N extends string>(joint: Factor, comb: Comb<N>): CombEffect<N>
export function effectByComb<N extends string>(
  joint: Factor | GaussianChannel,
  comb: Comb<N>,
): CombEffect<N> | GaussianCombEffect {
  return calledAs('effectByComb', () => {
    if (comb?.applicable !== true) {
      throw new CausalError('invalid-argument', 'expected a comb: findComb found none, and says why in its path.')
    }
    const diagram = pruned(indexedDiagram(combDiagram(comb)))
    const live = new Set(diagram.boxes.map((placed) => placed.box.name))
    const teeth = comb.teeth.filter((tooth) => live.has(conditionalName(tooth.variable, tooth.given)))
    if (isGaussian(joint)) {
      let unique = true
      const boxes = new Map(
        teeth.map(({ variable, given }) => {
          const found = gaussianConditional(joint, axesOf(joint.cod, given), axesOf(joint.cod, variable))
          unique &&= found.unique
          return [conditionalName(variable, given), found.channel]
        }),
      )
      const channel = gaussian.read(indexedDiagram(diagram), (box) => boxes.get(box.name)!, {})
      return Object.freeze({ channel, unique, diagram })
    }
    const { variables } = checkedJoint(joint)
    const names = variables.map((v) => v.name)
    const treatment = variables[axesOf(names, comb.treatment)[0]!]!
    const undefinedAt: { variable: N; given: string }[] = []
    const filled = new Map<string, Channel>()
    const defined = new Map<string, readonly boolean[]>()
    for (const { variable, given } of teeth) {
      const found = conditional(joint, axesOf(names, given), axesOf(names, variable))
      const name = conditionalName(variable, given)
      const columns = sizeOf(found.channel.variables.slice(given.length))
      // undefined rows get any distribution: they count only where nothing depends on them
      filled.set(
        name,
        makeChannel(
          found.channel.variables,
          given.length,
          found.channel.values.map((p) => (Number.isNaN(p) ? 1 / columns : p)),
        ),
      )
      defined.set(name, found.support)
      for (const [row, ok] of found.support.entries()) {
        if (!ok) undefinedAt.push(Object.freeze({ variable, given: rowText(found.marginal.variables, row) }))
      }
    }
    const states = new Map([[comb.treatment as string, treatment.states]])
    const d = indexedDiagram(diagram)
    const effect = stochastic.read(d, (box) => filled.get(box.name)!, { states })
    const tainted = taintedRows(d, filled, defined, states)
    const columns = effect.values.length / tainted.length
    const values = effect.values.map((p, i) => (tainted[Math.floor(i / columns)] ? Number.NaN : p))
    return Object.freeze({
      channel: makeChannel(effect.variables, 1, values, effect.cost) as Channel<N>,
      support: Object.freeze(tainted.map((bad) => !bad)),
      undefinedAt: Object.freeze(undefinedAt),
      diagram,
    })
  })
}
