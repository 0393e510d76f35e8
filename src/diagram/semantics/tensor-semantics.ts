import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import {
  type ContractionCache,
  contract,
  contractionCache,
  type Tensor,
} from '../../probability/contraction/contract.js'
import type { ContractionLimits } from '../../probability/contraction/contraction-plan.js'
import type { Semiring } from '../../probability/contraction/semiring.js'
import type { Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { alignedValues } from '../terms/by-names.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { type IndexedDiagram, indexedDiagram, sameWires } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import type { Box, Diagram } from '../terms/types.js'
import { refuseComparing, refusePartial } from './effect.js'
import type { Semantics } from './semantics.js'
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
  readonly name: string
  readonly semiring: Semiring
  /** Refuses numbers that are no channel of this kind: `columns` outputs for each of the rows. */
  readonly check: (box: Box, values: Float64Array, columns: number) => void
  /** Whether every box sums to one over its outputs, so that boxes that nothing reads need no work and no meaning. */
  readonly normalized: boolean
  /** Whether evidence and comparators have a meaning here. */
  readonly hasEffects: boolean
  /** Normalises the rows of what is inside a box; absent where that has no meaning. */
  readonly normalize?: (box: Box, values: Float64Array, columns: number) => Float64Array
  /** How the inside of a normalized box is read, where otherwise than what is outside. */
  readonly inside?: TensorRules
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
  checkTensorOptions(options)
  return contracted(rules, d, readMeanings(rules, d, meaningOf, options, given), options)
}

/** A semantics of tables: what a model gives its boxes, and the rules by which they are read. */
export function tensorSemantics(
  takes: NonNullable<Semantics<TensorBox, Channel>['takes']>,
  rules: TensorRules,
): Semantics<TensorBox, Channel, TensorOptions> {
  return Object.freeze({
    name: rules.name,
    takes,
    read: (
      d: IndexedDiagram,
      meaningOf: (box: Box) => TensorBox,
      options: Partial<TensorOptions>,
      given?: ReadonlyMap<string, TensorBox>,
    ) => readTensors(rules, d, meaningOf, options, given),
  })
}

export function checkTensorOptions(options: Partial<TensorOptions>): void {
  checkOptions('options', options, ['states', 'sizes', 'budget'])
  checkOptions('budget', options.budget, ['operations', 'cells'], { cells: 'number', operations: 'number' })
}

/** The meanings of all boxes as numbers, and the states of every object. */
export interface ReadMeanings {
  readonly reads: ReadonlyMap<Box, ReadBox>
  readonly states: ReadonlyMap<string, readonly string[]>
}

export function readMeanings(
  rules: TensorRules,
  d: IndexedDiagram,
  meaningOf: (box: Box) => TensorBox,
  options: Partial<TensorOptions>,
  given: ReadonlyMap<string, TensorBox>,
): ReadMeanings {
  const found: Found = { reads: new Map(), byName: new Map(), needed: new Set(), points: [] }
  readAll(rules, d, meaningOf, found)
  const { needed, points } = found
  const reads = [...found.reads].map(([box, read]) => ({ box, read }))
  return { reads: found.reads, states: statesOfObjects(needed, reads, options, { points, given }) }
}

/** What a first walk over the boxes finds, those inside of others included. */
interface Found {
  readonly reads: Map<Box, ReadBox>
  readonly byName: Map<string, ReadBox>
  readonly needed: Set<string>
  readonly points: Box[]
}

/** The boxes whose meaning is read. An effect makes nothing that an output could hear of: it is read to see that it changes nothing. */
function readFlags(rules: TensorRules, d: IndexedDiagram): { live: Uint8Array; read: Uint8Array } {
  const live = rules.normalized ? liveBoxes(d) : new Uint8Array(d.boxCount).fill(1)
  const read = live.map((flag, b) => (flag === 1 || d.diagram.boxes[b]!.box.outputs.length === 0 ? 1 : 0))
  return { live, read }
}

function readAll(rules: TensorRules, d: IndexedDiagram, meaningOf: (box: Box) => TensorBox, found: Found): void {
  const { diagram } = d
  if (!rules.hasEffects) refuseComparing(rules.name, diagram)
  const { read } = readFlags(rules, d)
  for (const object of [...diagram.inputs, ...diagram.outputs]) found.needed.add(object)
  for (const [b, { box }] of diagram.boxes.entries()) {
    if (box.kind === 'point') found.points.push(box)
    if (read[b] === 0) continue
    for (const object of [...box.inputs, ...box.outputs]) found.needed.add(object)
    if (box.kind === 'normalized') {
      if (rules.normalize === undefined) refusePartial(rules.name, diagram)
      readAll(rules.inside ?? rules, indexedDiagram(box.inside!), meaningOf, found)
    }
    if (box.kind !== 'channel' || found.reads.has(box)) continue
    const meaning = found.byName.get(box.name) ?? readBox(box, meaningOf(box))
    found.byName.set(box.name, meaning)
    found.reads.set(box, meaning)
  }
}

function contracted(
  rules: TensorRules,
  d: IndexedDiagram,
  meanings: ReadMeanings,
  options: Partial<TensorOptions>,
): Channel {
  const { diagram } = d
  let cache = caches.get(diagram)
  if (cache === undefined) {
    cache = contractionCache(8)
    caches.set(diagram, cache)
  }
  const { cardinalities, tensors, keep, variables } = assembled(rules, d, meanings, options)
  const { values, operations, largest } = contract({
    cardinalities,
    tensors,
    keep,
    semiring: rules.semiring,
    cache,
    ...(options.budget === undefined ? {} : { limits: options.budget }),
  })
  return makeChannel(variables, diagram.inputs.length, values, { operations, largest })
}

/** A table in a contraction, and the box that it comes from. */
export interface BoxTensor extends Tensor {
  readonly box?: Box
}

/** A diagram as a contraction problem. */
export interface Assembled {
  readonly cardinalities: readonly number[]
  readonly tensors: readonly BoxTensor[]
  readonly keep: readonly number[]
  readonly variables: readonly Variable[]
}

export function assembled(
  rules: TensorRules,
  d: IndexedDiagram,
  meanings: ReadMeanings,
  options: Partial<TensorOptions>,
): Assembled {
  const { diagram } = d
  const { reads, states } = meanings
  const { live, read } = readFlags(rules, d)
  const size = (object: string): number => states.get(object)!.length
  const tensors: BoxTensor[] = []
  const checked = new Set<Box>()
  for (const b of d.order) {
    if (read[b] === 0) continue
    const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
    const columns = box.outputs.reduce((product, object) => product * size(object), 1)
    const isOpaque = box.kind === 'normalized'
    const values = isOpaque
      ? rules.normalize!(
          box,
          contracted(rules.inside ?? rules, indexedDiagram(box.inside!), meanings, options).values,
          columns,
        )
      : valuesOf(rules, box, reads.get(box), states)
    const cells = [...box.inputs, ...box.outputs].reduce((product, object) => product * size(object), 1)
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
      tensors.push({ scope: [...ins, ...outs], values, box, ...(rules.normalized ? { outputs: outs } : {}) })
  }
  const mentioned = new Set(tensors.flatMap((t) => Array.from(t.scope)))
  // an input that nothing reads: any value of it will do
  for (const v of new Set([...diagram.inputWires, ...diagram.outputWires])) {
    if (mentioned.has(v)) continue
    const one = rules.semiring === 'log-sum-exp' ? 0 : 1
    tensors.push({ scope: [v], values: new Float64Array(size(diagram.wires[v]!)).fill(one) })
  }
  return {
    cardinalities: diagram.wires.map((object) => states.get(object)?.length ?? 1),
    tensors,
    keep: [...diagram.inputWires, ...diagram.outputWires],
    variables: [...diagram.inputs, ...diagram.outputs].map((name) => ({ name, states: states.get(name)! })),
  }
}

function valuesOf(
  rules: TensorRules,
  box: Box,
  read: ReadBox | undefined,
  states: ReadonlyMap<string, readonly string[]>,
): Float64Array {
  const object = box.outputs[0] ?? box.inputs[0] ?? ''
  const own = states.get(object) ?? []
  if (box.kind === 'uniform') return new Float64Array(own.length).fill(rules.uniform(own.length))
  if (box.kind === 'comparator') return diagonalOnes(rules, own.length)
  if (box.kind === 'channel') return inStatesOrder(box, read!, states)
  const position = own.indexOf(String(box.value))
  if (position < 0) {
    throw new CausalError(
      'unknown-name',
      `${show(object)} has no state ${show(box.value)}: there are ${own.join(', ')}.`,
      { object, state: box.value },
    )
  }
  const values = new Float64Array(own.length).fill(rules.impossible)
  values[position] = rules.certain
  return values
}

/** One where three values are the same. */
function diagonalOnes(rules: TensorRules, k: number): Float64Array {
  const values = new Float64Array(k * k * k).fill(rules.impossible)
  for (let s = 0; s < k; s++) values[(s * k + s) * k + s] = rules.certain
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
