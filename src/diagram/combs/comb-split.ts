import { CausalError, calledAs } from '../../errors.js'
import { checkedList, indexNames } from '../../names.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { checkedChannel } from '../semantics/check-table.js'
import { stochastic } from '../semantics/stochastic.js'
import { axesOf, checkedJoint, conditional } from '../semantics/table.js'
import { makeBox } from '../terms/box.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { indexedDiagram } from '../terms/indexed.js'
import { makeDiagram, place } from '../terms/make.js'
import { conditionalName } from '../terms/names.js'
import type { PlacedBox } from '../terms/types.js'

/**
 * One tooth of a split joint: how a variable follows from all before it.
 *
 * @category Diagrams
 */
export interface SplitTooth<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** Whether it belongs to the component, not to the complement. */
  readonly inComponent: boolean
  /** P(variable | all before it); rows without support are NaN. */
  readonly channel: Channel<N>
  /** For each row whether it is defined. */
  readonly support: readonly boolean[]
}

/**
 * A joint as two combs of many teeth, plugged into each other.
 *
 * @category Diagrams
 */
export interface CombSplit<N extends string = string> {
  /** All variables, in the order of the teeth. */
  readonly order: readonly N[]
  /** The teeth in order: those of the component are the comb Q[S], the others the complementary comb. */
  readonly teeth: readonly SplitTooth<N>[]
  /** Whether the combs are the only ones that give the joint. */
  readonly unique: boolean
}

/**
 * Splits a joint into two combs of many teeth: for a set S of variables the comb Q[S] = Π P(v | all before v) over v in S,
 * and the complementary comb over the others. Plugged together they give the joint back ({@link combCompose}).
 *
 * Where S is a union of c-components and the order is topological, Q[S] is what the mechanisms of S do when all other
 * variables are set by hand.
 *
 * @param joint - the joint distribution
 * @param order - all its variables, causes first
 * @param component - the set S
 * @returns the teeth, with what is undefined for lack of support
 * @throws CausalError `not-probability`, `unknown-name`, `duplicate-name`; `invalid-argument` when the order leaves a
 *   variable out
 * @complexity O(n × cells)
 * @reference Tian & Pearl 2002, lemma 1; Jacobs, Kissinger & Zanasi 2019, section 8, with more than two teeth
 * @category Diagrams
 * @example
 * const joint = interpret(diagramOf(dag('X -> Y')), stochastic, { X: [0.5, 0.5], Y: [[0.9, 0.1], [0.4, 0.6]] })
 * combSplit(joint, ['X', 'Y'], ['X']).teeth.map((tooth) => tooth.inComponent)
 * //=> [true, false]
 */
export function combSplit<N extends string>(
  joint: Factor<N>,
  order: readonly NoInfer<N>[],
  component: readonly NoInfer<N>[],
): CombSplit<N> {
  return calledAs('combSplit', () => {
    const names = checkedJoint(joint).variables.map((v) => v.name)
    const axes = axesOf(names, order)
    if (axes.length < names.length) {
      const left = names.filter((_, i) => !axes.includes(i))
      throw new CausalError('invalid-argument', `the order leaves out ${left.join(', ')}.`, { names: left })
    }
    const inside = new Set(axesOf(names, component))
    const teeth = axes.map((axis, k): SplitTooth<N> => {
      const { channel, support } = conditional(joint, axes.slice(0, k), [axis])
      return Object.freeze({
        variable: names[axis] as N,
        inComponent: inside.has(axis),
        channel: channel as Channel<N>,
        support,
      })
    })
    return Object.freeze({
      order: Object.freeze([...order]),
      teeth: Object.freeze(teeth),
      unique: teeth.every((tooth) => tooth.support.every((defined) => defined)),
    })
  })
}

/**
 * Plugs the combs of a split together again: the joint that they came from.
 *
 * @param split - as {@link combSplit} gives it
 * @returns the joint, its variables in the order of the teeth
 * @throws CausalError `invalid-argument` for what is no split
 * @complexity O(n × cells)
 * @category Diagrams
 * @example
 * const joint = interpret(diagramOf(dag('X -> Y')), stochastic, { X: [0.5, 0.5], Y: [[0.9, 0.1], [0.4, 0.6]] })
 * combCompose(combSplit(joint, ['Y', 'X'], ['Y'])).values
 * //=> [0.45, 0.2, 0.05, 0.3]
 */
export function combCompose<N extends string>(split: CombSplit<N>): Channel<N> {
  return calledAs('combCompose', () => {
    if (!Array.isArray(split?.teeth) || !Array.isArray(split.order)) {
      throw new CausalError('invalid-argument', 'expected the result of combSplit.')
    }
    indexNames('variable', split.order)
    if (split.teeth.length !== split.order.length || split.teeth.some((tooth, k) => tooth?.variable !== split.order[k]))
      throw new CausalError('invalid-argument', 'the teeth of the split are not those of its order.')
    const wires: string[] = []
    const boxes: PlacedBox[] = []
    const channels = new Map<string, Channel>()
    for (const [k, { variable, channel, support }] of split.teeth.entries()) {
      checkedChannel(`the channel of ${show(variable)}`, channel)
      checkedList(`support of ${show(variable)}`, support)
      const before = split.order.slice(0, k)
      const name = conditionalName(variable, before)
      wires.push(variable)
      boxes.push(place(makeBox(name, before, [variable]), [...before.keys()], [k]))
      // what is undefined has weight zero: any distribution will do
      const columns = channel.values.length / support.length
      const filled = channel.values.map((p: number) => (Number.isNaN(p) ? 1 / columns : p))
      channels.set(name, makeChannel(channel.variables, channel.inputs, filled))
    }
    const diagram = makeDiagram(wires, boxes, [], [...wires.keys()])
    return stochastic.read(indexedDiagram(diagram), (box) => channels.get(box.name)!, {}) as Channel<N>
  })
}
