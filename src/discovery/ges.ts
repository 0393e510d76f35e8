import { CausalError } from '../errors.js'
import type { Cpdag } from '../graph/types.js'
import {
  classGraph,
  type EquivalenceClass,
  emptyClass,
  extensionEdges,
  isAdjacent,
  lineNeighbors,
} from './equivalence-class.js'
import { deletePhase, insertPhase, type Operator, type Phase, turnPhase } from './ges-operators.js'
import { report } from './report.js'
import type { Score } from './score.js'
import { type ScoreCache, scoreCache } from './score-cache.js'
import type { SearchOptions } from './types.js'

/**
 * Settings of {@link ges}.
 *
 * @category Discovery
 */
export interface GesOptions extends SearchOptions {
  /** The phases, in order (default: forward, backward, turning). They are gone through again as long as that helps. */
  readonly phases?: readonly ('forward' | 'backward' | 'turning')[]
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
}

/**
 * One step of {@link ges}.
 *
 * @category Discovery
 */
export interface GesStep<N extends string = string> {
  /** What was done to the edge. */
  readonly kind: 'insert' | 'delete' | 'turn'
  /** Where the edge comes from after an insertion or a turn. */
  readonly from: N
  /** Where it goes to. */
  readonly to: N
  /** How much the score rose. */
  readonly gain: number
}

/**
 * What {@link ges} found.
 *
 * @category Discovery
 */
export interface GesResult<N extends string = string> {
  /** The equivalence class. */
  readonly graph: Cpdag<N>
  /** Its score: the sum of the local scores of any of its members. */
  readonly score: number
  /** The steps from the empty graph to it. */
  readonly steps: readonly GesStep<N>[]
  /** How many local scores were computed. */
  readonly localScores: number
}

/**
 * Greedy equivalence search: from a score to the equivalence class of causal graphs, assuming no hidden common cause, no
 * selection and no cycle.
 *
 * Starts from the empty graph and takes at each step the valid operator with the largest gain: insertions until none
 * helps, then deletions, then turns; the phases are repeated until none helps. With a consistent score and growing
 * data, forward and backward alone find the true class (Chickering 2002, Theorem 16). After a step only the pairs near
 * it are scored again (as in FGES), and every local score is computed once.
 *
 * @param score - a score that is the same for equivalent graphs: `bicScore(table)`, `bdeuScore(table)`, or your own
 * @param options - phases, the largest number of parents
 * @returns the class, its score, and the steps
 * @throws CausalError `invalid-argument`; `aborted`; an error inside the score under its own code, with node and parents
 * @complexity O(p² 2^k) operators at first for k undirected neighbours, then those near the last step
 * @category Discovery
 * @see Chickering 2002, "Optimal structure identification with greedy search", JMLR 3; Hauser & Bühlmann 2012, JMLR 13
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(ges(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function ges<N extends string>(score: Score<N>, options: GesOptions = {}): GesResult<N> {
  const where = 'ges'
  const scores = scoreCache(where, score)
  const { phases = ['forward', 'backward', 'turning'], maxParents = Number.POSITIVE_INFINITY } = options
  if (!(maxParents >= 0)) {
    throw new CausalError(where, 'invalid-argument', `maxParents is ${maxParents}: give a number from 0 on.`, {
      maxParents,
    })
  }
  const kinds: Record<string, Phase> = {
    forward: insertPhase(scores, maxParents),
    backward: deletePhase(scores),
    turning: turnPhase(scores, maxParents),
  }
  const list = phases.map((name) => {
    const phase = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (phase !== undefined) return phase
    throw new CausalError(
      where,
      'invalid-argument',
      `there is no phase ${JSON.stringify(name)}; phases are 'forward', 'backward' and 'turning'.`,
      { phase: name },
    )
  })
  const names = score.variables
  const steps: GesStep<N>[] = []
  const onStep = (kind: Phase['kind'], { x, y, gain }: Operator): void => {
    steps.push(Object.freeze({ kind, from: names[x]!, to: names[y]!, gain }))
    report(
      { where, ...options },
      { stage: kind, level: 0, done: steps.length, total: steps.length, tests: scores.computed() },
    )
  }
  let g = emptyClass(names)
  for (let before = -1; before < steps.length; ) {
    before = steps.length
    for (const phase of list) g = climb(g, phase, onStep)
    if (list.length < 3) break
  }
  return Object.freeze({
    graph: classGraph(names, g),
    score: totalScore(scores, g),
    steps: Object.freeze(steps),
    localScores: scores.computed(),
  })
}

/** Takes the best valid operator of one kind until none gains. */
function climb(
  start: EquivalenceClass,
  phase: Phase,
  onStep: (kind: Phase['kind'], operator: Operator) => void,
): EquivalenceClass {
  const n = start.size
  let g = start
  const operators: Operator[][] = Array.from({ length: n * n }, () => [])
  const cursor = new Int32Array(n * n)
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) if (x !== y) operators[x * n + y] = phase.candidates(g, x, y)
  }
  for (;;) {
    cursor.fill(0)
    let next: EquivalenceClass | null = null
    let best: Operator | undefined
    while (next === null) {
      best = undefined
      let at = -1
      for (let k = 0; k < cursor.length; k++) {
        const operator = operators[k]![cursor[k]!]
        if (operator === undefined || (best !== undefined && operator.gain <= best.gain)) continue
        best = operator
        at = k
      }
      if (best === undefined) return g
      next = phase.apply(g, best)
      cursor[at]!++
    }
    const stale = stalePairs(g, next, best!, phase.kind === 'turn')
    g = next
    onStep(phase.kind, best!)
    for (let k = 0; k < stale.length; k++) {
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
function totalScore(scores: ScoreCache, g: EquivalenceClass): number {
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
