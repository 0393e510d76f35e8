import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { eachClique } from '../core/each-clique.js'
import { LEAST_SHARE } from '../score/residual-share.js'
import type { GaussianPlan } from '../score/score.js'
import { addEdge, type ClassState } from './class-state.js'
import { factorRows } from './factor-rows.js'
import { bitsOf, type Candidate, candidate, type Moves, STALE, THINNED } from './moves.js'
import { type Placement, place, placementObstacle } from './placements.js'
import { semiDirectedPath } from './semi-directed-path.js'

/**
 * Insert(x, y, T) of Chickering 2002 (Theorem 15, Corollary 16), scored for all x at once: C = NA ∪ T runs through the
 * cliques of neighbours of y, and one row of a Cholesky factor for each gives the partial correlation of every x with y.
 *
 * @param onScored - told how many local scores a column stands for
 */
export function insertMoves(
  { n, price, correlation }: GaussianPlan,
  p: number,
  limits: { readonly tie: number; readonly maxParents: number },
  onScored: (count: number) => void,
): Moves {
  const rows = factorRows(correlation, p)
  const { tie, maxParents } = limits
  // a gain takes a logarithm only where it can be positive: −n/2 log(1 − ρ²) > price
  const least = 1 - portableExp((-2 * price) / n)
  const column = (state: ClassState, y: number): Candidate[] => {
    const found: Candidate[] = []
    const parents = state.cp.members(y)
    const neighbors = state.ne.members(y)
    const most = Math.min(neighbors.length, maxParents - parents.length - 1)
    if (most < 0) return found
    rows.begin(y)
    for (const [level, s] of parents.entries()) rows.add(level, s)
    const { stride } = state.adj
    const sources = new Int32Array(stride)
    let scored = 0
    const visit = (clique: readonly number[]): void => {
      const level = parents.length + clique.length
      if (clique.length > 0) rows.add(level - 1, clique.at(-1)!)
      if (!sourcesOf(state, y, neighbors, clique, sources)) return
      scored += p
      const variance = rows.variance(level)
      const covariance = rows.covariance(level)
      const own = variance[y]!
      if (own <= LEAST_SHARE) return
      const bound = least * own
      for (let w = 0; w < stride; w++) {
        for (let bits = sources[w]!; bits !== 0; bits &= bits - 1) {
          const x = (w << 5) + 31 - Math.clz32(bits & -bits)
          const square = covariance[x]! * covariance[x]!
          if (!(square > bound * variance[x]!) || variance[x]! <= LEAST_SHARE) continue
          const share = Math.max(1 - square / (own * variance[x]!), LEAST_SHARE / own)
          const gain = -0.5 * n * portableLog(share) - price
          if (gain > tie) found.push(candidate(x, y, clique, gain))
        }
      }
    }
    eachClique(neighbors, state.adj.has, visit, most)
    onScored(scored)
    return found
  }
  return {
    kind: 'insert',
    column,
    // no semi-directed path from y to x may avoid C
    obstacle: (state, step) => {
      const { x, y, set } = step
      const blocked = bitsOf(state.adj.stride, set)
      if (state.known === null) return semiDirectedPath(state, y, x, blocked)
      return placementObstacle(state, placements(step), { from: y, to: x, blocked })
    },
    apply: (state, step) => {
      place(state, placements(step))
      addEdge(state, step.x, step.y)
    },
    stale: ({ size, ne }, { x, y }, { changed }, mark) => {
      for (let node = 0; node < size; node++) {
        const [byX, byY] = [ne.has(node, x), ne.has(node, y)]
        if (changed[node] === 1 || node === y || (byX && byY)) mark[node] = STALE
        else if (byX || byY || node === x) mark[node] = THINNED
      }
    },
    // what became adjacent: the pair itself, and pairs whose NA grew by one end, which must then be in C
    stands: ({ ne }, step, other) => {
      if (other.x === step.x) return other.y !== step.y && (!ne.has(other.y, step.y) || other.set.includes(step.y))
      if (other.x === step.y) return other.y !== step.x && (!ne.has(other.y, step.x) || other.set.includes(step.x))
      return true
    },
  }
}

/** y has the parents C. */
const placements = ({ y, set }: Candidate): readonly Placement[] => [{ before: set, nodes: [y] }]

/** The x with which C is a set of the theorem: not adjacent to y, to no neighbour of y outside C, not excluded. False: there are none. */
function sourcesOf(
  { adj, known }: ClassState,
  y: number,
  neighbors: readonly number[],
  clique: readonly number[],
  sources: Int32Array,
): boolean {
  const { stride, words, universe } = adj
  for (let w = 0; w < stride; w++) sources[w] = ~words[y * stride + w]! & ~(known?.banned.words[y * stride + w] ?? 0)
  if ((universe & 31) !== 0) sources[stride - 1]! &= (1 << (universe & 31)) - 1
  sources[y >>> 5]! &= ~(1 << (y & 31))
  for (const node of neighbors) {
    if (clique.includes(node)) continue
    for (let w = 0; w < stride; w++) sources[w]! &= ~words[node * stride + w]!
  }
  for (let w = 0; w < stride; w++) if (sources[w] !== 0) return true
  return false
}
