import { type EquivalenceClass, extensionEdges, isAdjacent, lineNeighbors } from '../constraint/equivalence-class.js'
import type { ScoreCache } from '../score/score-cache.js'
import type { Operator, Phase } from './operators.js'

/** What a climb tells while it goes. */
export interface ClimbEvents {
  readonly onStep?: (kind: Phase['kind'], operator: Operator) => void
  /** Called for each node whose operators were scored. */
  readonly onScored?: (kind: Phase['kind'], done: number) => void
}

/**
 * Takes the best valid operator of one kind until none gains. Of operators with equal gains the first is taken. A turn that
 * does not raise the score of the class is the last.
 */
export function climb(
  start: EquivalenceClass,
  phase: Phase,
  scores: ScoreCache,
  { onStep, onScored }: ClimbEvents = {},
): EquivalenceClass {
  const n = start.size
  const { tie } = scores
  let g = start
  let total = totalScore(scores, g)
  const operators: Operator[][] = Array.from({ length: n * n }, () => [])
  const cursor = new Int32Array(n * n)
  const rows: (number | undefined)[] = [] // of each x, where its best operator stands
  const chooseIn = (x: number): void => {
    let at: number | undefined
    for (let k = x * n; k < x * n + n; k++) {
      const operator = operators[k]![cursor[k]!]
      if (operator !== undefined && (at === undefined || operator.gain > gainAt(at) + tie)) at = k
    }
    rows[x] = at
  }
  const gainAt = (k: number): number => operators[k]![cursor[k]!]!.gain
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) if (x !== y) operators[x * n + y] = phase.candidates(g, x, y)
    onScored?.(phase.kind, x + 1)
  }
  for (;;) {
    cursor.fill(0)
    for (let x = 0; x < n; x++) chooseIn(x)
    let next: EquivalenceClass | null = null
    let best: Operator | undefined
    while (next === null) {
      let at: number | undefined
      for (const k of rows) if (k !== undefined && (at === undefined || gainAt(k) > gainAt(at) + tie)) at = k
      if (at === undefined) return g
      best = operators[at]![cursor[at]!]!
      next = phase.apply(g, best)
      cursor[at]!++
      chooseIn(Math.floor(at / n))
    }
    const stale = stalePairs(g, next, best!, phase.kind === 'turn')
    g = next
    onStep?.(phase.kind, best!)
    if (phase.kind === 'turn') {
      // a score that is not quite the same for equivalent graphs could go in a circle
      const before = total
      total = totalScore(scores, g)
      if (total <= before + tie) return g
    }
    for (let k = 0; k < stale.length; k++) {
      if (k % n === n - 1) onScored?.(phase.kind, Math.floor(k / n) + 1)
      if (stale[k] === 1) operators[k] = phase.candidates(g, Math.floor(k / n), k % n)
    }
  }
}

/**
 * The pairs (x, y) whose operators a step may have changed. What counts for an insertion or deletion is local: the edges
 * at y, those between neighbours of y, and whether x is adjacent to y and to its neighbours. A turn also looks at the
 * edges at x.
 */
function stalePairs(before: EquivalenceClass, after: EquivalenceClass, { x, y }: Operator, turn: boolean): Uint8Array {
  const n = before.size
  const stale = new Uint8Array(n * n)
  const changed = new Uint8Array(n)
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const k = a * n + b
      if (before.arrow[k] === after.arrow[k] && before.line[k] === after.line[k]) continue
      changed[a] = 1
      changed[b] = 1
    }
  }
  if (isAdjacent(before, x, y) !== isAdjacent(after, x, y)) {
    const besideY = new Set(lineNeighbors(after, y))
    for (const node of lineNeighbors(after, x)) if (besideY.has(node)) changed[node] = 1
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (a === b) continue
      if (changed[b] === 1 || a === x || a === y || (turn && changed[a] === 1)) stale[a * n + b] = 1
    }
  }
  return stale
}

/** The score of a member. */
export function totalScore(scores: ScoreCache, g: EquivalenceClass): number {
  const { stride } = scores
  const parents = new Int32Array(g.size * stride)
  const edges = extensionEdges(g)!
  for (let k = 0; k < edges.length; k += 4) {
    parents[edges[k + 1]! * stride + (edges[k]! >>> 5)]! |= 1 << (edges[k]! & 31)
  }
  let total = 0
  for (let node = 0; node < g.size; node++) total += scores.local(node, parents, node * stride)
  return total
}
