import type { IndexedDiagram } from '../terms/indexed.js'

/**
 * One layer of a diagram: what happens to the wires that run side by side. `wires` are those before it, by position in the
 * diagram; a wire that is read later several times runs several times.
 */
export type Layer = { readonly wires: readonly number[] } & (
  | { readonly kind: 'permute' /** For each place after it the place before. */; readonly order: readonly number[] }
  | { readonly kind: 'copy' /** How often each wire goes on. */; readonly times: readonly number[] }
  | {
      readonly kind: 'boxes'
      /** From left to right: a box, which takes the next wires, or a wire that goes on. */
      readonly parts: readonly ({ readonly box: number } | { readonly wire: number })[]
    }
)

/**
 * A diagram cut into layers: copies and discards right after a wire is made, then all boxes of one depth side by side, with
 * the wires brought together before them. States come right before their first reader. Of several copies the leftmost goes
 * where it comes out leftmost.
 */
export function layersOf(d: IndexedDiagram): Layer[] {
  const { diagram } = d
  const consumers = consumersOf(d)
  const layers: Layer[] = []
  // each place is a reader's input (its position in reads) or an output (counted on); the wire is that of the reader
  const outputs = d.reads.length
  const wireOf = (reader: number): number =>
    reader < outputs ? d.reads[reader]! : diagram.outputWires[reader - outputs]!
  let now: number[] = []
  const make = (made: readonly ({ wire: number } | { reader: number })[]): void => {
    const times = made.map((one) => ('wire' in one ? consumers[one.wire]!.length : 1))
    const wires = made.map((one) => ('wire' in one ? one.wire : wireOf(one.reader)))
    if (times.some((count) => count !== 1)) layers.push({ kind: 'copy', wires, times })
    now = made.flatMap((one) => ('wire' in one ? consumers[one.wire]! : [one.reader]))
  }
  const reorder = (order: readonly number[]): void => {
    if (order.every((from, i) => from === i)) return
    layers.push({ kind: 'permute', wires: now.map(wireOf), order })
    now = order.map((from) => now[from]!)
  }
  make(diagram.inputWires.map((wire) => ({ wire })))
  for (const row of rowsOf(d)) {
    const places = new Map(now.map((reader, place) => [reader, place]))
    // the places that each box of this row takes, and the first of them, where it stands
    const takes = row.map((b) => diagram.boxes[b]!.inputs.map((_, port) => places.get(d.readStart[b]! + port)!))
    const standing = new Map<number, number>()
    const taken = new Set(takes.flat())
    for (const [k, list] of takes.entries()) if (list.length > 0) standing.set(Math.min(...list), k)
    const order: number[] = []
    const parts: ({ box: number } | { reader: number })[] = []
    for (const [place, reader] of now.entries()) {
      const k = standing.get(place)
      if (k !== undefined) {
        order.push(...takes[k]!)
        parts.push({ box: row[k]! })
      } else if (!taken.has(place)) {
        order.push(place)
        parts.push({ reader })
      }
    }
    for (const [k, list] of takes.entries()) if (list.length === 0) parts.push({ box: row[k]! })
    reorder(order)
    layers.push({
      kind: 'boxes',
      wires: now.map(wireOf),
      parts: parts.map((part) => ('box' in part ? part : { wire: wireOf(part.reader) })),
    })
    const made: ({ wire: number } | { reader: number })[] = []
    for (const part of parts) {
      if ('reader' in part) made.push(part)
      else for (const wire of diagram.boxes[part.box]!.outputs) made.push({ wire })
    }
    make(made)
  }
  const places = new Map(now.map((reader, place) => [reader, place]))
  reorder(diagram.outputWires.map((_, i) => places.get(outputs + i)!))
  return layers
}

/** For each wire its readers, as positions in reads, then outputs counted on: those first that lead to the first output. */
function consumersOf(d: IndexedDiagram): number[][] {
  const { outputWires } = d.diagram
  const first = new Float64Array(d.wireCount).fill(Number.POSITIVE_INFINITY)
  for (const [i, v] of outputWires.entries()) first[v] = Math.min(first[v]!, i)
  const leads = new Float64Array(d.boxCount).fill(Number.POSITIVE_INFINITY)
  for (let k = d.order.length - 1; k >= 0; k--) {
    const b = d.order[k]!
    for (const v of d.diagram.boxes[b]!.outputs) leads[b] = Math.min(leads[b]!, first[v]!)
    for (const v of d.diagram.boxes[b]!.inputs) first[v] = Math.min(first[v]!, leads[b]!)
  }
  const consumers: { reader: number; to: number }[][] = d.diagram.wires.map(() => [])
  for (let b = 0; b < d.boxCount; b++) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++)
      consumers[d.reads[k]!]!.push({ reader: k, to: leads[b]! })
  }
  for (const [i, v] of outputWires.entries()) consumers[v]!.push({ reader: d.reads.length + i, to: i })
  const compare = (a: { reader: number; to: number }, b: { reader: number; to: number }): number =>
    a.to === b.to ? a.reader - b.reader : a.to < b.to ? -1 : 1
  return consumers.map((list) => list.sort(compare).map(({ reader }) => reader))
}

/** The boxes by depth: each after what it reads from, a state right before its first reader. */
function rowsOf(d: IndexedDiagram): number[][] {
  const depth = new Int32Array(d.boxCount)
  const earliest = new Int32Array(d.boxCount).fill(-1)
  let deepest = 0
  for (const b of d.order) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0) depth[b] = Math.max(depth[b]!, depth[p]! + 1)
    }
    deepest = Math.max(deepest, depth[b]!)
  }
  for (const b of d.order) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0) earliest[p] = earliest[p] === -1 ? depth[b]! : Math.min(earliest[p]!, depth[b]!)
    }
  }
  const rows: number[][] = Array.from({ length: deepest + 1 }, () => [])
  for (const b of d.order) {
    const isState = d.readStart[b] === d.readStart[b + 1]
    rows[isState && earliest[b]! > 0 ? earliest[b]! - 1 : depth[b]!]!.push(b)
  }
  return rows.filter((row) => row.length > 0)
}

/** A permutation cut where nothing crosses: `[from, to)` with the order inside, counted from its own beginning. */
export function blocksOf(order: readonly number[]): { readonly from: number; readonly order: readonly number[] }[] {
  const blocks: { from: number; order: number[] }[] = []
  let most = -1
  let from = 0
  for (const [i, place] of order.entries()) {
    most = Math.max(most, place)
    if (most > i) continue
    blocks.push({ from, order: order.slice(from, i + 1).map((p) => p - from) })
    from = i + 1
  }
  return blocks
}
