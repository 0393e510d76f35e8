import { CausalError } from '../errors.js'
import type { IndexedDiagram } from './indexed.js'
import { boxLabel } from './label.js'

/** Leaves of the search for the least form; symmetric dead parts beyond this are refused. */
const mostLeaves = 20_000

/**
 * The boxes that no output hears of, as a text that is the same for isomorphic parts.
 *
 * Only here is equality a search: nothing anchors these boxes to an ordered boundary from behind. Connected pieces are
 * brought into form one by one, by refining colours and trying the members of the first colour that several boxes share.
 */
export function deadForm(d: IndexedDiagram, live: Uint8Array, numberOf: Int32Array): string {
  const dead: number[] = []
  for (const b of d.order) {
    if (live[b] === 1) continue
    const { box } = d.diagram.boxes[b]!
    // a uniform state that nobody reads, or only outputs that nobody reads: gone
    if (box.kind === 'uniform' && !isRead(d, b)) continue
    dead.push(b)
  }
  return pieces(d, dead, live)
    .map((piece) => leastForm(d, piece, live, numberOf))
    .sort()
    .join('|')
}

const readCache = new WeakMap<IndexedDiagram, Uint8Array>()

function isRead(d: IndexedDiagram, b: number): boolean {
  let read = readCache.get(d)
  if (read === undefined) {
    read = new Uint8Array(d.wireCount)
    for (const v of d.reads) read[v] = 1
    for (const v of d.diagram.out) read[v] = 1
    readCache.set(d, read)
  }
  for (let k = d.makeStart[b]!; k < d.makeStart[b + 1]!; k++) if (read[d.makes[k]!] === 1) return true
  return false
}

/** Boxes connected through wires that dead boxes make. */
function pieces(d: IndexedDiagram, dead: readonly number[], live: Uint8Array): number[][] {
  const root = new Int32Array(d.boxCount)
  for (let b = 0; b < root.length; b++) root[b] = b
  const find = (b: number): number => {
    let r = b
    while (root[r] !== r) r = root[r]!
    for (let i = b; root[i] !== r; ) {
      const up = root[i]!
      root[i] = r
      i = up
    }
    return r
  }
  for (const b of dead) {
    for (let k = d.readStart[b]!; k < d.readStart[b + 1]!; k++) {
      const p = d.producer[d.reads[k]!]!
      if (p >= 0 && live[p] === 0) root[find(b)] = find(p)
    }
  }
  const groups = new Map<number, number[]>()
  for (const b of dead) {
    const r = find(b)
    const group = groups.get(r)
    if (group === undefined) groups.set(r, [b])
    else group.push(b)
  }
  return [...groups.values()]
}

interface Piece {
  readonly labels: readonly string[]
  /** For each box its inputs: `[box of the piece, port]`, or `[−1, code]` for a wire of the live part. */
  readonly sources: readonly (readonly (readonly [number, number])[])[]
  /** For each box its readers: `[reading box, its input, my output]`. */
  readonly readers: readonly (readonly (readonly [number, number, number])[])[]
}

function leastForm(d: IndexedDiagram, boxes: readonly number[], live: Uint8Array, numberOf: Int32Array): string {
  const at = new Map(boxes.map((b, i) => [b, i]))
  const readers: [number, number, number][][] = boxes.map(() => [])
  const sources = boxes.map((b, i) =>
    d.diagram.boxes[b]!.in.map((v, port): readonly [number, number] => {
      const p = d.producer[v]!
      if (p < 0 || live[p] === 1) return [-1, numberOf[v]!]
      const from = at.get(p)!
      const out = d.diagram.boxes[p]!.out.indexOf(v)
      readers[from]!.push([i, port, out])
      return [from, out]
    }),
  )
  const piece: Piece = { labels: boxes.map((b) => boxLabel(d.diagram.boxes[b]!.box)), sources, readers }
  const start = ranks(piece.labels.map((label, i) => `${label}${sources[i]!.filter((s) => s[0] < 0).join(';')}`))
  let best = ''
  let leaves = 0
  const stack = [refine(piece, start)]
  while (stack.length > 0) {
    const colors = stack.pop()!
    const cell = firstSharedColor(colors)
    if (cell === null) {
      if (++leaves > mostLeaves) {
        throw new CausalError(
          'canonicalForm',
          'too-large',
          `the ${boxes.length} discarded boxes are too symmetric to be compared at level 'cdu': compare at level 'markov'.`,
          { boxes: boxes.length, most: mostLeaves },
        )
      }
      const form = formOf(piece, colors)
      if (best === '' || form < best) best = form
      continue
    }
    if (areTwins(piece, cell)) {
      stack.push(refine(piece, splitAll(colors, cell)))
      continue
    }
    for (const chosen of cell) stack.push(refine(piece, individualize(colors, chosen)))
  }
  return best
}

/** Ranks of texts: equal texts share a rank. */
function ranks(keys: readonly string[]): Int32Array {
  const sorted = [...new Set(keys)].sort()
  const rank = new Map(sorted.map((key, i) => [key, i]))
  return Int32Array.from(keys, (key) => rank.get(key)!)
}

/** Refines colours by those of sources and readers until nothing changes. */
function refine(piece: Piece, colors: Int32Array): Int32Array {
  let now = colors
  let count = new Set(now).size
  for (;;) {
    const keys = piece.labels.map((_, i) => {
      const from = piece.sources[i]!.map(([b, port]) => (b < 0 ? `L${port}` : `${now[b]}.${port}`)).join(',')
      const to = piece.readers[i]!.map(([b, port, out]) => `${out}>${now[b]}.${port}`)
        .sort()
        .join(',')
      return `${String(now[i]).padStart(9, '0')}<${from}>${to}`
    })
    const finer = ranks(keys)
    const size = new Set(finer).size
    if (size === count) return finer
    now = finer
    count = size
  }
}

/** The boxes of the least colour that several share, or null. */
function firstSharedColor(colors: Int32Array): number[] | null {
  const members = new Map<number, number[]>()
  for (const [i, color] of colors.entries()) {
    const list = members.get(color)
    if (list === undefined) members.set(color, [i])
    else list.push(i)
  }
  let best: number[] | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [color, list] of members) {
    if (list.length < 2 || color > least) continue
    least = color
    best = list
  }
  return best
}

/** Whether boxes of one colour read the very same wires and nobody reads them: any order of them is as good. */
function areTwins(piece: Piece, cell: readonly number[]): boolean {
  const first = piece.sources[cell[0]!]!.join(';')
  return cell.every((i) => piece.readers[i]!.length === 0 && piece.sources[i]!.join(';') === first)
}

function splitAll(colors: Int32Array, cell: readonly number[]): Int32Array {
  const wide = colors.map((color) => color * (cell.length + 1))
  for (const [k, i] of cell.entries()) wide[i]! += k
  return wide
}

function individualize(colors: Int32Array, chosen: number): Int32Array {
  const wide = colors.map((color) => color * 2 + 1)
  wide[chosen]!--
  return wide
}

function formOf(piece: Piece, colors: Int32Array): string {
  const byColor = Array.from(colors, (_, i) => i).sort((a, b) => colors[a]! - colors[b]!)
  const place = new Map(byColor.map((i, k) => [i, k]))
  return byColor
    .map((i) => {
      const from = piece.sources[i]!.map(([b, port]) => (b < 0 ? `L${port}` : `${place.get(b)}.${port}`))
      return `${piece.labels[i]}(${from.join(',')})`
    })
    .join(';')
}
