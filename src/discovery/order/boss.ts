import { CausalError, calledAs } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { classGraph, classOfDag, type EquivalenceClass, parentCounts } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { classWalk } from '../greedy/class-walk.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { totalScore } from '../score/ges-climb.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { scoreCache } from '../score/score-cache.js'
import { growShrink } from './grow-shrink.js'

/**
 * Settings of {@link boss}.
 *
 * @category Discovery
 */
export interface BossOptions extends SearchOptions {
  /** How many random orders are tried (default 4). */
  readonly starts?: number
  /** The seed of these orders (default 0). */
  readonly seed?: number | string
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
}

/**
 * What {@link boss} found.
 *
 * @category Discovery
 */
export interface BossResult<N extends string = string> {
  /** The equivalence class. */
  readonly graph: Cpdag<N>
  /** Its score: the sum of the local scores of any of its members. */
  readonly score: number
  /** The order of nodes in which it was found. */
  readonly order: readonly N[]
  /** How many local scores were computed. */
  readonly localScores: number
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * Best order score search: moves one node after another to the best place in an order of nodes, where a node's parents are
 * grown and shrunk among those before it, then removes edges as in the backward phase of `ges`.
 *
 * More accurate than `ges` on dense graphs. Needs less than faithfulness: the sparsest Markov graph is found (Andrews et
 * al. 2023). Several random orders are tried, the best result is kept; it may depend on the seed.
 *
 * @param score - a score that is the same for equivalent graphs
 * @param options - random orders, their seed, the largest number of parents
 * @returns the class, its score, and the order
 * @throws CausalError `invalid-argument`; `aborted`; `too-few-rows` where a node could get as many parents as there are
 *   rows (`maxParents` bounds them); an error inside the score under its own code, with node and parents
 * @complexity O(p²) sets of parents a sweep over the nodes
 * @category Discovery
 * @see Andrews, Ramsey, Sanchez-Romero, Camchong & Kummerfeld 2023, "Fast scalable and accurate discovery of DAGs using the
 *   best order score search and grow-shrink trees", NeurIPS
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(boss(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function boss<N extends string>(score: Score<N>, options: BossOptions = {}): BossResult<N> {
  return calledAs('boss', () => {
    checkOptions('options', options, ['starts', 'seed', 'maxParents', 'onProgress', 'signal'])

    const { starts = 4, seed = 0 } = checkedObject('options', options)
    const scores = scoreCache(score)
    const p = scores.names.length
    if (!(Number.isInteger(starts) && starts >= 1)) {
      throw new CausalError('invalid-argument', `starts is ${starts}: give a whole number from 1 on.`, { starts })
    }
    const limits = readScoreLimits(score, scores, options)
    const stream = seedStream(seed)
    const tell = (stage: string, level: number, done: number, total: number): void =>
      report({ ...options }, { stage, level, done, total, tests: scores.computed() })
    let best: { total: number; order: Int32Array; g: EquivalenceClass } | null = null
    for (let start = 0; start < starts; start++) {
      const order = Int32Array.from({ length: p }, (_, i) => i)
      generator(splitStream(stream, start)).shuffle(order)
      const parentsOf = growShrink(scores, limits.maxParents)
      let sweep = 0
      do sweep++
      while (moveEach(order, parentsOf, scores.tie, (done) => tell('orders', sweep, done, p)))
      const edges: number[] = []
      const before: number[] = []
      for (const node of order) {
        for (const parent of parentsOf(node, before).parents) edges.push(parent, node, TAIL, ARROW)
        before.push(node)
      }
      const walk = classWalk(scores, classOfDag(scores.names, edges)!, limits)
      walk.climb('backward')
      const g = walk.here()
      const total = totalScore(scores, g)
      tell('starts', 0, start + 1, starts)
      if (best === null || total > best.total + scores.tie) best = { total, order, g }
    }
    return Object.freeze({
      graph: classGraph(score.variables, scores, best!.g, limits.known) as Cpdag<N>,
      score: best!.total,
      order: Object.freeze(Array.from(best!.order, (node) => scores.names[node] as N)),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, best!.g)),
    })
  })
}

/** Moves each node in turn to its best place; true when that raised the score. */
function moveEach(
  order: Int32Array,
  parentsOf: ReturnType<typeof growShrink>,
  tie: number,
  onNode: (done: number) => void,
): boolean {
  const p = order.length
  let improved = false
  for (const [done, node] of order.slice().entries()) {
    onNode(done + 1)
    const others = order.filter((other) => other !== node)
    // value(j): the others up to j without the node, the node, the others from j on with it
    const without = new Float64Array(p)
    const within = new Float64Array(p)
    const own = new Float64Array(p)
    const before: number[] = []
    for (let i = 0; i < p; i++) {
      own[i] = parentsOf(node, before).score
      if (i === p - 1) break
      without[i] = parentsOf(others[i]!, before).score
      within[i] = parentsOf(others[i]!, [...before, node]).score
      before.push(others[i]!)
    }
    let value = own[0]! + within.reduce((sum, v) => sum + v, 0)
    const at = order.indexOf(node)
    let here = value
    let best = value
    let place = 0
    for (let j = 1; j < p; j++) {
      value += own[j]! - own[j - 1]! + without[j - 1]! - within[j - 1]!
      if (j === at) here = value
      if (value <= best + tie) continue
      best = value
      place = j
    }
    if (best <= here + tie) continue
    improved = true
    order.set([...others.slice(0, place), node, ...others.slice(place)])
  }
  return improved
}
