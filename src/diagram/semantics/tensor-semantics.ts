import { CausalError } from '../../errors.js'
import { type ContractionCache, contract, contractionCache } from '../../probability/contraction/contract.js'
import type { ContractionLimits } from '../../probability/contraction/contraction-plan.js'
import type { Semiring } from '../../probability/contraction/semiring.js'
import { show } from '../../show.js'
import { alignedValues } from '../terms/by-names.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { type IndexedDiagram, sameWires } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import type { Box, Diagram } from '../terms/types.js'
import { type ReadBox, readBox, type TensorBox } from './tensor-box.js'
import { statesOfObjects } from './tensor-sizes.js'

/**
 * What the table semantics are told besides the boxes.
 *
 * @category Diagrams
 */
export interface TensorOptions {
  /** The names of the states of objects; numbers unless told. */
  readonly states: Readonly<Record<string, readonly string[]>> | ReadonlyMap<string, readonly string[]>
  /** How many states objects have, where the boxes do not say. */
  readonly sizes: Readonly<Record<string, number>> | ReadonlyMap<string, number>
  /** Above which predicted work to refuse: `operations`, and `cells` of the largest table. */
  readonly budget: ContractionLimits
}

/** What sets one table semantics apart from another: all of them are contractions in a semiring. */
export interface TensorRules {
  readonly semiring: Semiring
  /** Refuses numbers that are no channel of this kind: `columns` outputs for each of the rows. */
  readonly check: (box: Box, values: Float64Array, columns: number) => void
  /** Whether every box sums to one over its outputs, so that boxes that nothing reads need no work and no meaning. */
  readonly normalized: boolean
  /** The uniform state and the two values of a point state. */
  readonly uniform: (size: number) => number
  readonly certain: number
  readonly impossible: number
}

const caches = new WeakMap<Diagram, ContractionCache>()

/** Reads a diagram as one contraction: wires are indices, boxes tables, the boundary is kept. */
export function readTensors(
  rules: TensorRules,
  d: IndexedDiagram,
  meaningOf: (box: Box) => TensorBox,
  options: Partial<TensorOptions>,
  given: ReadonlyMap<string, TensorBox> = new Map(),
): Channel {
  const { diagram } = d
  // an effect makes nothing that an output could hear of: its meaning is read all the same, to see that it changes nothing
  const live = rules.normalized ? liveBoxes(d) : new Uint8Array(d.boxCount).fill(1)
  const read = live.map((flag, b) => (flag === 1 || diagram.boxes[b]!.box.outputs.length === 0 ? 1 : 0))
  const reads = readAll(d, read, meaningOf)
  const needed = new Set<string>([...diagram.inputs, ...diagram.outputs])
  for (const [b, { box }] of diagram.boxes.entries()) {
    if (read[b] === 1) for (const object of [...box.inputs, ...box.outputs]) needed.add(object)
  }
  const points = diagram.boxes.flatMap(({ box }) => (box.kind === 'point' ? [box] : []))
  const states = statesOfObjects(needed, [...reads.values()], options, {
    points,
    given,
  })
  const size = (object: string): number => states.get(object)!.length
  const tensors: { scope: number[]; values: Float64Array; outputs?: readonly number[] }[] = []
  const checked = new Set<Box>()
  for (const b of d.order) {
    if (read[b] === 0) continue
    const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
    const values = valuesOf(rules, box, reads.get(box)?.read, states)
    const cells = [...box.inputs, ...box.outputs].reduce((product, object) => product * size(object), 1)
    const columns = box.outputs.reduce((product, object) => product * size(object), 1)
    if (!checked.has(box) && box.kind === 'channel') {
      if (values.length !== cells) {
        throw new CausalError(
          'type-mismatch',
          `box ${show(box.name)} has ${values.length} numbers, but its wires ${[...box.inputs, ...box.outputs].map((o) => `${o} (${size(o)})`).join(', ')} make ${cells}.`,
          { box: box.name, actual: values.length, expected: cells },
        )
      }
      rules.check(box, values, columns)
      checked.add(box)
    }
    if (live[b] === 1)
      tensors.push({ scope: [...ins, ...outs], values, ...(rules.normalized ? { outputs: outs } : {}) })
  }
  const mentioned = new Set(tensors.flatMap((t) => t.scope))
  // an input that nothing reads: any value of it will do
  for (const v of new Set([...diagram.inputWires, ...diagram.outputWires])) {
    if (mentioned.has(v)) continue
    const one = rules.semiring === 'log-sum-exp' ? 0 : 1
    tensors.push({ scope: [v], values: new Float64Array(size(diagram.wires[v]!)).fill(one) })
  }
  let cache = caches.get(diagram)
  if (cache === undefined) {
    cache = contractionCache(8)
    caches.set(diagram, cache)
  }
  const { values, operations, largest } = contract({
    cardinalities: diagram.wires.map((object) => states.get(object)?.length ?? 1),
    tensors,
    keep: [...diagram.inputWires, ...diagram.outputWires],
    semiring: rules.semiring,
    cache,
    ...(options.budget === undefined ? {} : { limits: options.budget }),
  })
  const variables = [...diagram.inputs, ...diagram.outputs].map((name) => ({ name, states: states.get(name)! }))
  return makeChannel(variables, diagram.inputs.length, values, { operations, largest })
}

function readAll(
  d: IndexedDiagram,
  live: Uint8Array,
  meaningOf: (box: Box) => TensorBox,
): Map<Box, { box: Box; read: ReadBox }> {
  const reads = new Map<Box, { box: Box; read: ReadBox }>()
  const byName = new Map<string, ReadBox>()
  for (const [b, { box }] of d.diagram.boxes.entries()) {
    if (live[b] === 0 || box.kind !== 'channel' || reads.has(box)) continue
    const read = byName.get(box.name) ?? readBox(box, meaningOf(box))
    byName.set(box.name, read)
    reads.set(box, { box, read })
  }
  return reads
}

function valuesOf(
  rules: TensorRules,
  box: Box,
  read: ReadBox | undefined,
  states: ReadonlyMap<string, readonly string[]>,
): Float64Array {
  const own = states.get(box.outputs[0] ?? '') ?? []
  if (box.kind === 'uniform') return new Float64Array(own.length).fill(rules.uniform(own.length))
  if (box.kind !== 'point') return inStatesOrder(box, read!, states)
  const position = own.indexOf(String(box.value))
  if (position < 0) {
    throw new CausalError(
      'unknown-name',
      `${show(box.outputs[0])} has no state ${show(box.value)}: there are ${own.join(', ')}.`,
      { object: box.outputs[0], state: box.value },
    )
  }
  const values = new Float64Array(own.length).fill(rules.impossible)
  values[position] = rules.certain
  return values
}

/** The numbers of a box with the states of each wire as everywhere: a table may list them in an order of its own. */
function inStatesOrder(box: Box, read: ReadBox, states: ReadonlyMap<string, readonly string[]>): Float64Array {
  if (read.states === undefined) return read.values
  const wanted = [...box.inputs, ...box.outputs].map((name) => ({ name, states: states.get(name)! }))
  if (wanted.every((v, k) => sameWires(v.states, read.states![k]!))) return read.values
  const variables = wanted.map(({ name }, k) => ({ name, states: read.states![k]! }))
  return alignedValues(`box ${show(box.name)}`, { variables, values: read.values }, [...variables.keys()], wanted)
}
