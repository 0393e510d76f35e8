import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { gaussian } from '../semantics/gaussian.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { gaussianConditional, isGaussian } from '../semantics/gaussian-conditional.js'
import { stochastic } from '../semantics/stochastic.js'
import { axesOf, checkedJoint, conditional, rowText } from '../semantics/table.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { indexedDiagram } from '../terms/indexed.js'
import { conditionalName } from '../terms/names.js'
import { pruned } from '../terms/prune.js'
import type { Diagram } from '../terms/types.js'
import type { Comb, Tooth } from './comb.js'
import { combDiagram } from './comb-diagram.js'
import type { Disintegration } from './disintegration.js'
import { fillHoles, rowsThatAgree } from './fill-holes.js'

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
  /** Conditions of probability zero at which conditionals are undefined, such as `T = 1, S = 0`; undetermined rows hang on them. */
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
 * Where a conditional is undefined for lack of support and the row depends on it, the row is refused: marked and left as
 * NaN. A row that comes out the same however the undefined conditionals are filled in is computed.
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
    return isGaussian(joint)
      ? gaussianEffect(joint, diagram, teeth)
      : tableEffect(joint, diagram, teeth, comb.treatment)
  })
}

function gaussianEffect(joint: GaussianChannel, diagram: Diagram, teeth: readonly Tooth[]): GaussianCombEffect {
  let unique = true
  const boxes = new Map<string, GaussianChannel>()
  for (const { variable, given } of teeth) {
    const axes = (names: string | readonly string[]): number[] => axesOf(joint.outputs, names)
    const found = gaussianConditional(joint, axes(given), axes(variable))
    unique &&= found.unique
    boxes.set(conditionalName(variable, given), found.channel)
  }
  const channel = gaussian.read(indexedDiagram(diagram), (box) => boxes.get(box.name)!, {})
  return Object.freeze({ channel, unique, diagram })
}

function tableEffect<N extends string>(
  joint: Factor,
  diagram: Diagram,
  teeth: readonly Tooth<N>[],
  treatment: N,
): CombEffect<N> {
  const { variables } = checkedJoint(joint)
  const names = variables.map((v) => v.name)
  const { states } = variables[axesOf(names, treatment)[0]!]!
  const undefinedAt: { variable: N; given: string }[] = []
  const parts = new Map<string, Disintegration>()
  for (const { variable, given } of teeth) {
    const found = conditional(joint, axesOf(names, given), axesOf(names, variable))
    parts.set(conditionalName(variable, given), found)
    for (const [row, defined] of found.support.entries()) {
      if (!defined) undefinedAt.push(Object.freeze({ variable, given: rowText(found.marginal.variables, row) }))
    }
  }
  const d = indexedDiagram(diagram)
  const read = (choice: 0 | 1): Channel => {
    const filled = fillHoles(parts, choice)
    return stochastic.read(d, (box) => filled.get(box.name)!, { states: new Map([[treatment as string, states]]) })
  }
  const effect = read(0)
  const support =
    undefinedAt.length === 0 ? states.map(() => true) : rowsThatAgree(effect.values, read(1).values, states.length)
  const columns = effect.values.length / states.length
  const values = effect.values.map((p, i) => (support[Math.floor(i / columns)] ? p : Number.NaN))
  return Object.freeze({
    channel: makeChannel(effect.variables, 1, values, effect.cost) as Channel<N>,
    support: Object.freeze(support),
    undefinedAt: Object.freeze(undefinedAt),
    diagram,
  })
}
