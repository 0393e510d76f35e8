import { calledAs } from '../../errors.js'
import { indexNames, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { type IndexedDiagram, indexedDiagram } from '../terms/indexed.js'
import { type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, SurgeryStep, Wires } from '../terms/types.js'
import { splitWire } from './split-wire.js'

/**
 * A wire that was split: the half that its mechanism makes, and the half that is set.
 *
 * @category Diagrams
 */
export interface SplitWire {
  /** The object on both halves. */
  readonly object: string
  /** The wire of the natural half: what the variable would have been. It is what outputs show. */
  readonly natural: number
  /** The wire of the fixed half, which all readers hear. For separation it is to be given ({@link dSeparatedIn}). */
  readonly fixed: number
}

/**
 * A diagram with split wires, as a single-world intervention graph has split nodes.
 *
 * @category Diagrams
 */
export interface Split<C extends Wires = Wires> {
  /** The diagram after the split; each fixed half without a value is an input, in the order asked for, after those there were. */
  readonly diagram: Diagram<Wires, C>
  /** The moves, for {@link verifyTrace}. */
  readonly steps: readonly SurgeryStep[]
  /** The wires that were split, in the order asked for. */
  readonly wires: readonly SplitWire[]
  /** For each wire of the diagram how it is called: `Y(x)` where it hears of the fixed half `x`, its object otherwise. */
  readonly labels: readonly string[]
}

/**
 * Splits wires: what a variable would have been and what it is set to stand side by side.
 *
 * Its mechanism goes on making the natural value, which outputs show; everything that listened to it hears the fixed half
 * instead, a new input or a given value. All other variables become counterfactual, and each is labelled by the fixed
 * halves that it hears of. So questions about both are asked in one world: of those who would have taken the drug, what if
 * they had not (the effect of treatment on the treated)? {@link openAt} is the same without the natural half.
 *
 * @param diagram - any diagram
 * @param at - the wire or the wires, by object, or by position where several carry the object
 * @param options - `values`: the value of a fixed half, by object; a fixed half without one is an input
 * @returns the diagram, its steps, the halves and the labels
 * @throws CausalError `unknown-name` without such a wire, or for a value of a wire that is not split; `invalid-argument`
 *   when several wires carry the object, for an input, and for a value that is no text and no finite number;
 *   `duplicate-name` for a wire given twice
 * @complexity O(wires asked for × size)
 * @reference Richardson & Robins, Single world intervention graphs, 2013; Lorenz & Tull, Causal models in string diagrams,
 *   2023, on split nodes
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('L -> A -> Y; L -> Y'))
 * const split = splitAt(model, 'A')
 * split.labels
 * //=> ['L', 'A', 'Y(a)', 'a']
 * const [a] = split.wires
 * a && dSeparatedIn(split.diagram, a.natural, 'Y', [a.fixed, 'L'])
 * //=> true
 * const toldFixed = splitAt(model, 'A', { values: { A: 1 } })
 * toldFixed.labels
 * //=> ['L', 'A', 'Y(A=1)', 'A=1']
 */
export function splitAt<C extends Wires>(
  diagram: Diagram<Wires, C>,
  at: WireAt | readonly WireAt[],
  options: { readonly values?: ByName<string | number> } = {},
): Split<C> {
  return calledAs('splitAt', () => {
    checkOptions('options', options, ['values'])
    const d = indexedDiagram(diagram)
    const asked = (Array.isArray(at) ? at : [at]).map((wire: WireAt) => wireAt(d, wire))
    indexNames(
      'wire',
      asked.map((v) => `${diagram.wires[v]} (wire ${v})`),
    )
    const values = mapOf('the values', options.values)
    const objects = asked.map((v) => diagram.wires[v]!)
    for (const name of values.keys()) if (!objects.includes(name)) throw unknownName('split wire', name, objects)
    const steps: SurgeryStep[] = []
    const wires: SplitWire[] = []
    let now: Diagram = diagram
    for (const [k, v] of asked.entries()) {
      const object = objects[k]!
      const fixed = now.wires.length
      const done = splitWire(now, v, values.get(object))
      now = done.diagram
      steps.push(done.step)
      wires.push(Object.freeze({ object, natural: v, fixed }))
    }
    const names = fixedNames(objects, values, new Set(diagram.wires))
    const labels = labelsOf(indexedDiagram(now), wires, names)
    return Object.freeze({
      diagram: now as Diagram<Wires, C>,
      steps: Object.freeze(steps),
      wires: Object.freeze(wires),
      labels: Object.freeze(labels),
    })
  })
}

/** `a` for the fixed half of `A`, `A=1` where it has a value, `do A` where the small letter is taken. */
function fixedNames(
  objects: readonly string[],
  values: ReadonlyMap<string, string | number>,
  taken: ReadonlySet<string>,
): string[] {
  const small = objects.map((object) => object.toLowerCase())
  return objects.map((object, k) => {
    if (values.has(object)) return `${object}=${values.get(object)}`
    const isFree =
      small[k] !== object && !taken.has(small[k]!) && small.indexOf(small[k]!) === small.lastIndexOf(small[k]!)
    return isFree ? small[k]! : `do ${object}`
  })
}

/** Each wire with the fixed halves from which a path leads to it: the minimal labelling. */
function labelsOf(d: IndexedDiagram, split: readonly SplitWire[], names: readonly string[]): string[] {
  const heard = d.diagram.wires.map(() => new Set<number>())
  for (const [k, { fixed }] of split.entries()) heard[fixed]!.add(k)
  for (const b of d.order) {
    const { inputs, outputs } = d.diagram.boxes[b]!
    for (const v of inputs) for (const k of heard[v]!) for (const w of outputs) heard[w]!.add(k)
  }
  const isFixed = new Map(split.map(({ fixed }, k) => [fixed, k]))
  return d.diagram.wires.map((object, v) => {
    const own = isFixed.get(v)
    if (own !== undefined) return names[own]!
    const list = [...heard[v]!].sort((a, b) => a - b).map((k) => names[k]!)
    return list.length === 0 ? object : `${object}(${list.join(', ')})`
  })
}
