import { CausalError } from '../../errors.js'
import { portablePow } from '../../numeric/special/portable-pow.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import type { Box } from '../terms/types.js'
import { checkedTable } from './check-table.js'
import type { ReadBox } from './tensor-box.js'

/** What the table semantics are told besides the boxes. */
export interface StateOptions {
  readonly states?: Readonly<Record<string, readonly string[]>> | ReadonlyMap<string, readonly string[]>
  readonly sizes?: Readonly<Record<string, number>> | ReadonlyMap<string, number>
}

/**
 * The states of every object: as told, as named by an interpretation, or else numbered, as many as the shapes of the
 * boxes require.
 */
export function statesOfObjects(
  objects: Iterable<string>,
  boxes: readonly { readonly box: Box; readonly read: ReadBox }[],
  options: StateOptions,
  hints: Hints,
): Map<string, readonly string[]> {
  const states = new Map<string, readonly string[]>()
  const sizes = new Map<string, number>()
  const settle = (object: string, size: number, by: string): void => {
    const known = sizes.get(object)
    if (known === undefined) sizes.set(object, size)
    else if (known !== size) {
      throw new CausalError('type-mismatch', `${show(object)} has ${known} states elsewhere, but ${size} in ${by}.`, {
        object,
        sizes: [known, size],
      })
    }
  }
  for (const [object, list] of entriesOf(options.states)) {
    states.set(object, list)
    settle(object, list.length, 'the options')
  }
  for (const [object, size] of entriesOf(options.sizes)) {
    if (!Number.isInteger(size) || size < 1) {
      throw new CausalError(
        'invalid-argument',
        `the size of ${show(object)} must be a whole number from 1, got ${show(size)}.`,
      )
    }
    settle(object, size, 'the options')
  }
  for (const { box, read } of boxes) {
    const wires = [...box.inputs, ...box.outputs]
    for (const [i, size] of read.sizes.entries()) {
      if (size < 0) continue
      settle(wires[i]!, size, `box ${show(box.name)}`)
      const named = read.states?.[i]
      const known = states.get(wires[i]!)
      if (named === undefined) continue
      if (known === undefined) states.set(wires[i]!, named)
      else if (!sameStates(known, named)) {
        throw new CausalError(
          'type-mismatch',
          `the states of ${show(wires[i])} are ${known.join(', ')} elsewhere, but ${named.join(', ')} in box ${show(box.name)}.`,
          { object: wires[i] },
        )
      }
    }
  }
  solveProducts(boxes, sizes, settle)
  for (const object of objects) {
    const size = sizes.get(object)
    if (size === undefined) {
      const told = statesByHint(object, hints)
      if (told.length > 0) {
        states.set(object, told)
        continue
      }
      throw new CausalError(
        'type-mismatch',
        `the number of states of ${show(object)} does not follow from the boxes: tell it in options.sizes or options.states.`,
        { object },
      )
    }
    if (!states.has(object))
      states.set(
        object,
        Array.from({ length: size }, (_, k) => String(k)),
      )
  }
  return states
}

/** Where else the states of an object may stand: in meanings that no box has any more, in the values that it is set to. */
interface Hints {
  readonly points: readonly Box[]
  readonly given: ReadonlyMap<string, unknown>
}

function statesByHint(object: string, { points, given }: Hints): readonly string[] {
  for (const table of given.values()) {
    const variables = (table as Partial<Factor> | null | undefined)?.variables
    if (!Array.isArray(variables) || !variables.some((v) => v?.name === object)) continue
    return checkedTable('a meaning', table as Factor).variables.find((v) => v.name === object)!.states
  }
  // what is only ever set by hand has the states that it is set to
  return [...new Set(points.filter((box) => box.outputs[0] === object).map((box) => String(box.value)))]
}

/** Whether two lists hold the same states, in whatever order. */
const sameStates = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((state) => a.includes(state))

/** Shapes that give only products of sizes: solved one unknown at a time, until nothing follows any more. */
function solveProducts(
  boxes: readonly { readonly box: Box; readonly read: ReadBox }[],
  sizes: Map<string, number>,
  settle: (object: string, size: number, by: string) => void,
): void {
  const equations: { objects: readonly string[]; product: number; by: string }[] = []
  for (const { box, read } of boxes) {
    const by = `box ${show(box.name)}`
    if (read.rows >= 0) equations.push({ objects: box.inputs, product: read.rows, by })
    if (read.columns >= 0) equations.push({ objects: box.outputs, product: read.columns, by })
    if (read.rows < 0) equations.push({ objects: [...box.inputs, ...box.outputs], product: read.values.length, by })
  }
  for (let moved = true; moved; ) {
    moved = false
    for (const { objects, product, by } of equations) {
      const open = new Set(objects.filter((object) => !sizes.has(object)))
      if (open.size !== 1) continue
      const [object] = open as Set<string>
      const times = objects.filter((o) => o === object).length
      const rest = objects.reduce((size, o) => size * (sizes.get(o) ?? 1), 1)
      const size = Math.round(portablePow(product / rest, 1 / times))
      settle(object!, Math.max(1, size), by)
      moved = true
    }
  }
}

function entriesOf<V>(named: Readonly<Record<string, V>> | ReadonlyMap<string, V> | undefined): Iterable<[string, V]> {
  if (named === undefined) return []
  return named instanceof Map ? named.entries() : Object.entries(named)
}
