import { tripleKey } from '../../graph/core/unshielded.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { AMBIGUOUS, COLLIDER } from './collider-judges.js'
import type { JudgedTriple } from './colliders.js'
import { neighborLists } from './skeleton-state.js'

/**
 * What happens when two colliders want opposite arrows on one edge:
 *
 * - `keep`: the collider that came first stands (in the order of the middle nodes; for the `max-p` rules the strongest
 *   first); `overwrite`: the later one does
 * - `strongest`: as `keep`, with those colliders first whose ends stay most dependent given the middle
 * - `bidirected`: the edge gets both arrows, a visible sign that the data contradict themselves; the answer then does not
 *   depend on the order of columns
 *
 * @category Discovery
 */
export type ConflictRule = 'keep' | 'overwrite' | 'strongest' | 'bidirected'

/** A skeleton on its way to a PDAG. */
export interface Orientation {
  readonly size: number
  readonly adjacent: Uint8Array
  readonly neighbors: readonly Int32Array[]
  /** 1 at a · n + b: the edge a — b has an arrow at b. Both ways: bidirected. */
  readonly arrow: Uint8Array
  /** 1 at a · n + b: knowledge excludes a → b. */
  readonly banned: Uint8Array | null
  /** Triples whose middle may or may not be a collider, by `tripleKey`. */
  readonly ambiguous: Set<number>
}

/** A skeleton with the arrows that knowledge alone gives. */
export function startOrientation(n: number, adjacent: Uint8Array, known: IndexedKnowledge | null): Orientation {
  const arrow = new Uint8Array(n * n)
  if (known !== null) {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        if (adjacent[a * n + b] === 1 && known.banned[b * n + a] === 1) arrow[a * n + b] = 1
      }
    }
  }
  return {
    size: n,
    adjacent,
    neighbors: neighborLists(n, adjacent),
    arrow,
    banned: known?.banned ?? null,
    ambiguous: new Set(),
  }
}

/** Orients the triples judged colliders, and notes the ambiguous ones. Knowledge comes before either. */
export function orientColliders(o: Orientation, triples: readonly JudgedTriple[], conflicts: ConflictRule): void {
  const { size: n, arrow, banned } = o
  for (const { x, middle, y, decision } of triples)
    if (decision === AMBIGUOUS) o.ambiguous.add(tripleKey(n, x, middle, y))
  // the strongest first; equal ones in the order of their middle nodes
  const order = triples
    .filter(({ decision }) => decision === COLLIDER)
    .sort((a, b) => a.weight - b.weight || a.middle - b.middle)
  for (const { x, middle: m, y } of order) {
    if (banned?.[x * n + m] === 1 || banned?.[y * n + m] === 1) continue
    if ((conflicts === 'keep' || conflicts === 'strongest') && (directed(o, m, x) || directed(o, m, y))) continue
    arrow[x * n + m] = 1
    arrow[y * n + m] = 1
    if (conflicts === 'bidirected') continue
    arrow[m * n + x] = 0
    arrow[m * n + y] = 0
  }
}

/** a → b */
export function directed({ arrow, size }: Orientation, a: number, b: number): boolean {
  return arrow[a * size + b] === 1 && arrow[b * size + a] === 0
}

/** a — b */
export function undirected({ adjacent, arrow, size }: Orientation, a: number, b: number): boolean {
  return adjacent[a * size + b] === 1 && arrow[a * size + b] === 0 && arrow[b * size + a] === 0
}

/** The edges as `[from, to, fromMark, toMark]*`. */
export function flatEdges({ size: n, neighbors, arrow }: Orientation): number[] {
  const flat: number[] = []
  for (let a = 0; a < n; a++) {
    for (const b of neighbors[a]!) {
      if (b < a) continue
      flat.push(a, b, arrow[b * n + a] === 1 ? ARROW : TAIL, arrow[a * n + b] === 1 ? ARROW : TAIL)
    }
  }
  return flat
}
