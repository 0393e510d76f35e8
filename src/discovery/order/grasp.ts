import { CausalError, calledAs } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag, Pdag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { classGraph, type EquivalenceClass, parentCounts } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import { classWalk, type WalkLimits } from '../greedy/class-walk.js'
import { classOfKnown } from '../knowledge/known-class.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { totalScore } from '../score/ges-climb.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { type ScoreCache, scoreCache } from '../score/score-cache.js'
import type { BossOptions, BossResult } from './boss.js'
import { requiredFirst } from './order-moves.js'
import { type PrefixParents, prefixParents } from './prefix-parents.js'
import { tuck } from './tuck.js'

/**
 * Settings of {@link grasp}.
 *
 * @category Discovery
 */
export interface GraspOptions<N extends string = string> extends BossOptions<N> {
  /** How many tucks there may be in a row, of which the last must raise the score (default 3). */
  readonly depth?: number
}

/**
 * Greedy relaxations of the sparsest permutation: an order of nodes is changed by tucks, which bring a child and what lies
 * between before one of its parents, as long as the score of the DAG that the order stands for rises.
 *
 * A tuck of a covered edge leaves the score as it is: a depth-first search goes through such tucks, `depth` of them at most,
 * for one of any edge that raises it (tier 2 of the paper). Needs less than faithfulness; close to `boss` in accuracy, and
 * slower. The delete phase of `ges` comes last.
 *
 * @param score - a score that is the same for equivalent graphs
 * @param options - random orders, their seed, the depth, knowledge, the largest number of parents
 * @returns the class, its score, and the order
 * @throws CausalError `invalid-argument`; `aborted`; `unknown-name` in the knowledge; `contradiction` where it contradicts
 *   itself or `maxParents`; `too-few-rows` where a node could get as many parents as there are rows; an error inside the
 *   score under its own code
 * @complexity at most O(e^d p) sets of parents a step for e edges and depth d
 * @category Discovery
 * @see Lam, Andrews & Ramsey 2022, "Greedy relaxations of the sparsest permutation algorithm", UAI
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(grasp(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function grasp<N extends string>(
  score: Score<N>,
  options?: GraspOptions<N> & { readonly knowledge?: undefined },
): BossResult<N>
export function grasp<N extends string>(score: Score<N>, options: GraspOptions<N>): BossResult<N, Cpdag<N> | Pdag<N>>
export function grasp<N extends string>(
  score: Score<N>,
  options: GraspOptions<N> = {},
): BossResult<N, Cpdag<N> | Pdag<N>> {
  return calledAs('grasp', () => {
    checkOptions('options', options, ['starts', 'seed', 'depth', 'maxParents', 'knowledge', 'onProgress', 'signal'])

    const { starts = 4, seed = 0, depth = 3 } = checkedObject('options', options)
    const scores = scoreCache(score)
    for (const [name, value, least] of [
      ['starts', starts, 1],
      ['depth', depth, 1],
    ] as const) {
      if (Number.isInteger(value) && value >= least) continue
      throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from ${least} on.`, {
        [name]: value,
      })
    }
    const limits = readScoreLimits(score, scores, options)
    const parentsOf = prefixParents(scores, limits)
    const stream = seedStream(seed)
    let best: { total: number; order: Int32Array; g: EquivalenceClass } | null = null
    for (let start = 0; start < starts; start++) {
      const shuffled = Int32Array.from(scores.names.keys())
      generator(splitStream(stream, start)).shuffle(shuffled)
      let here = ordered(requiredFirst(shuffled, limits), scores, parentsOf)
      for (let step = 1; ; step++) {
        report({ ...options }, { stage: 'orders', level: start, done: step, total: step, tests: scores.computed() })
        const next = search(here, { scores, parentsOf, limits, depth })
        if (next === null) break
        here = next
      }
      const edges = here.parents.flatMap((list, node) => list.flatMap((parent) => [parent, node, TAIL, ARROW]))
      const walk = classWalk(scores, classOfKnown(scores.names, edges, limits.known)!, limits)
      walk.climb('backward')
      const g = walk.here()
      const total = totalScore(scores, g)
      if (best === null || total > best.total + scores.tie) best = { total, order: here.order, g }
    }
    return Object.freeze({
      graph: classGraph(score.variables, scores, best!.g, limits.known),
      score: best!.total,
      order: Object.freeze(Array.from(best!.order, (node) => scores.names[node] as N)),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, best!.g)),
    })
  })
}

/** An order with the DAG that it stands for. */
interface Ordered {
  readonly order: Int32Array
  readonly parents: readonly (readonly number[])[]
  /** The local score of each node. */
  readonly local: Float64Array
}

/** The DAG of an order; of nodes outside the places `from` to `to` as it was in `before`. */
function ordered(
  order: Int32Array,
  { stride }: ScoreCache,
  parentsOf: PrefixParents,
  before?: { readonly was: Ordered; readonly from: number; readonly to: number },
): Ordered {
  const parents = before === undefined ? new Array<readonly number[]>(order.length) : before.was.parents.slice()
  const local = before === undefined ? new Float64Array(order.length) : before.was.local.slice()
  const within = new Int32Array(stride)
  const last = before?.to ?? order.length - 1
  for (let i = 0; i <= last; i++) {
    const node = order[i]!
    if (i >= (before?.from ?? 0)) {
      const grown = parentsOf(node, within)
      parents[node] = grown.parents
      local[node] = grown.score
    }
    within[node >>> 5]! |= 1 << (node & 31)
  }
  return { order, parents, local }
}

/** Depth first through tucks that leave the score as it is; the first order that scores higher, or null. */
function search(
  start: Ordered,
  settings: {
    readonly scores: ScoreCache
    readonly parentsOf: PrefixParents
    readonly limits: WalkLimits
    readonly depth: number
  },
): Ordered | null {
  const { scores, parentsOf, limits, depth } = settings
  const seen = new Set([graphKey(start)])
  const stack: { readonly at: Ordered; readonly tucks: (readonly [number, number])[] }[] = [
    { at: start, tucks: tucksOf(start, limits) },
  ]
  while (stack.length > 0) {
    const { at, tucks } = stack.at(-1)!
    const next = tucks.pop()
    if (next === undefined) {
      stack.pop()
      continue
    }
    const [j, k] = next
    const to = ordered(tuck(at.order, j, k, at.parents), scores, parentsOf, { was: at, from: j, to: k })
    let gain = 0
    for (let i = j; i <= k; i++) gain += to.local[to.order[i]!]! - at.local[to.order[i]!]!
    if (gain > scores.tie) return to
    if (gain < -scores.tie || stack.length >= depth) continue
    const key = graphKey(to)
    if (seen.has(key)) continue
    seen.add(key)
    stack.push({ at: to, tucks: tucksOf(to, limits) })
  }
  return null
}

function graphKey({ parents }: Ordered): string {
  return parents.map((list) => list.join()).join(';')
}

/** The edges that may be tucked, as places of parent and child; the last is tried first, and covered ones before others. */
function tucksOf({ order, parents }: Ordered, { known }: WalkLimits): (readonly [number, number])[] {
  const p = order.length
  const place = new Int32Array(p)
  for (const [i, node] of order.entries()) place[node] = i
  const covered: (readonly [number, number])[] = []
  const others: (readonly [number, number])[] = []
  for (const child of order) {
    for (const parent of parents[child]!) {
      if (known !== null && isHeld(known.required, p, order.subarray(place[parent], place[child]! + 1), parents))
        continue
      const isCovered =
        parents[child]!.length === parents[parent]!.length + 1 &&
        parents[parent]!.every((node) => parents[child]!.includes(node))
      if (isCovered) covered.push([place[parent]!, place[child]!])
      else others.push([place[parent]!, place[child]!])
    }
  }
  return [...others, ...covered]
}

/** Whether a tuck of the last of these nodes before the first would bring a child before a parent that is required of it. */
function isHeld(
  required: Uint8Array,
  p: number,
  segment: Int32Array,
  parents: readonly (readonly number[])[],
): boolean {
  const inside = new Set(segment.subarray(1))
  const moved = new Set([segment.at(-1)!])
  for (const node of moved) for (const parent of parents[node]!) if (inside.has(parent)) moved.add(parent)
  const stays = [...segment].filter((node) => !moved.has(node))
  return stays.some((parent) => [...moved].some((child) => required[parent * p + child] === 1))
}
