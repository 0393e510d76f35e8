import type { ScoreCache } from '../score/score-cache.js'
import { type ClassChange, type ClassState, relabel } from './class-state.js'
import { type Candidate, comesBefore, type Moves, STALE, THINNED } from './moves.js'
import { isCertain, isSemiDirected } from './semi-directed-path.js'

/** What a climb tells while it goes. */
interface ClimbEvents {
  readonly onStep?: (kind: Moves['kind'], step: Candidate) => void
  /** Called for each node whose candidates were scored. */
  readonly onScored?: (kind: Moves['kind'], done: number) => void
}

/**
 * Takes the best valid candidate of one kind until none gains. Candidates stay sorted by their node y, and only columns
 * that a step touches are scored again. One that a path forbids is passed over until an edge of that path is no longer a
 * way along it. A turn that does not raise the score of the member is the last.
 */
export function climbClass(
  state: ClassState,
  moves: Moves,
  scores: ScoreCache,
  { onStep, onScored }: ClimbEvents = {},
): void {
  const n = state.size
  const { tie } = scores
  let total = memberScore(scores, state)
  const best: (Candidate | undefined)[] = []
  const choose = (column: readonly (Candidate | undefined)[]): Candidate | undefined => {
    let first: Candidate | undefined
    for (const one of column) {
      if (one === undefined || one.blocked || one.dead) continue
      if (first === undefined || comesBefore(one, first, tie)) first = one
    }
    return first
  }
  const columns: Candidate[][] = []
  for (let y = 0; y < n; y++) {
    columns.push(moves.column(state, y))
    best.push(choose(columns[y]!))
    onScored?.(moves.kind, y + 1)
  }
  const witnesses = witnessesOf(n)
  const mark = new Uint8Array(n)
  for (;;) {
    const step = choose(best)
    if (step === undefined) return
    const path = moves.obstacle(state, step)
    if (path !== null) {
      step.blocked = true
      witnesses.add(step, path)
      best[step.y] = choose(columns[step.y]!)
      continue
    }
    const change = relabel(state, () => moves.apply(state, step))
    if (state.known !== null) {
      // a path that knowledge made certain can cease to be so where edges or labels changed
      for (let node = 0; node < n; node++) change.lost[node]! |= change.changed[node]!
      change.lost[step.x] = 1
      change.lost[step.y] = 1
    }
    onStep?.(moves.kind, step)
    if (moves.kind === 'turn') {
      // of columns that determine one another rounding makes gains that are none: turns would go in a circle
      const before = total
      total = memberScore(scores, state)
      if (total <= before + tie) return
    }
    mark.fill(0)
    moves.stale(state, step, change, mark)
    for (let y = 0; y < n; y++) {
      if (mark[y] === STALE) {
        for (const one of columns[y]!) one.dead = true
        columns[y] = moves.column(state, y)
        best[y] = choose(columns[y]!)
        onScored?.(moves.kind, y + 1)
      } else if (mark[y] === THINNED) {
        let fell = false
        for (const one of columns[y]!) {
          if (one.dead || moves.stands(state, step, one)) continue
          one.dead = true
          fell ||= one === best[y]
        }
        if (fell) best[y] = choose(columns[y]!)
      }
    }
    for (const one of witnesses.released(state, change)) best[one.y] = choose(columns[one.y]!)
  }
}

function memberScore(scores: ScoreCache, { size: n, pa }: ClassState): number {
  let total = 0
  for (let node = 0; node < n; node++) total += scores.local(node, pa.words, node * pa.stride)
  return total
}

/** The paths that forbid candidates, by the nodes that they leave; and candidates that something else forbids until the next step. */
function witnessesOf(n: number): {
  readonly add: (one: Candidate, path: Int32Array) => void
  /** The candidates whose path is broken by a change; they are free again. */
  readonly released: (state: ClassState, change: ClassChange) => readonly Candidate[]
} {
  const through: { readonly one: Candidate; readonly path: Int32Array }[][] = Array.from({ length: n }, () => [])
  let loose: Candidate[] = []
  return {
    add: (one, path) => {
      if (path.length === 0) loose.push(one)
      for (let k = 0; k < path.length - 1; k++) through[path[k]!]!.push({ one, path })
    },
    released: (state, { lost }) => {
      const free = loose.filter(({ dead }) => !dead)
      loose = []
      for (const one of free) one.blocked = false
      for (let node = 0; node < n; node++) {
        if (lost[node] === 0) continue
        through[node] = through[node]!.filter(({ one, path }) => {
          if (one.dead || !one.blocked) return false
          if (isSemiDirected(state, path) && (state.known === null || isCertain(state, path))) return true
          one.blocked = false
          free.push(one)
          return false
        })
      }
      return free
    },
  }
}
