import { CausalError, calledAs } from '../../errors.js'
import { orientPag } from '../../graph/classes/fci-rules/orient-pag.js'
import { memberDag } from '../../graph/classes/member.js'
import type { Cpdag, Dag, Pdag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import { COLLIDER, NON_COLLIDER } from '../constraint/collider-judges.js'
import { type JudgedTriple, judgeTriples } from '../constraint/colliders.js'
import { readConstraintOptions } from '../constraint/constraint-options.js'
import { type FciOptions, type FciResult, pagResult, readJudging, rulesOf, separatesBy } from '../constraint/fci.js'
import { startPag, thinByPossibleDSep } from '../constraint/pag-skeleton.js'
import { queriesOf } from '../constraint/queries.js'
import { searchSkeleton } from '../constraint/skeleton.js'
import { type LevelContext, removeLater } from '../constraint/skeleton-state.js'
import type { SearchOptions } from '../core/types.js'
import { ges } from '../score/ges.js'
import type { Score } from '../score/score.js'
import { directedEdgesOf } from './directed-edges.js'
import { sameVariables } from './same-variables.js'

/**
 * A search over a score that {@link gfci} starts from, such as `ges`, `boss`, `grasp` or `exactSearch`.
 *
 * @category Discovery
 */
export type ScoreSearch<N extends string = string> = (
  score: Score<N>,
  options: SearchOptions,
) => { readonly graph: Cpdag<N> | Pdag<N> | Dag<N> }

/**
 * Settings of {@link gfci}.
 *
 * @category Discovery
 */
export interface GfciOptions<N extends string = string> extends FciOptions<N> {
  /** The search that gives the first graph (default `ges`; with `boss` this is BOSS-FCI). */
  readonly search?: ScoreSearch<N>
}

/**
 * What {@link gfci} found, with the grounds for it. Of pairs that the score separated the separating set is the parents
 * of one of them in the graph of the score.
 *
 * @category Discovery
 */
export interface GfciResult<N extends string = string> extends FciResult<N> {
  /** The graph of the score search, which knows nothing of hidden causes. */
  readonly start: Cpdag<N> | Pdag<N> | Dag<N>
}

/**
 * Greedy fast causal inference: FCI started from the graph of a score search. Hidden common causes are allowed for, and far
 * fewer tests are made than by `fci`.
 *
 * A score search gives a first graph A. Pairs that are not adjacent in it are separated; of its edges, those in a triangle
 * are tested given subsets of the neighbours, then all given subsets of Possible-D-SEP. An unshielded triple that is
 * unshielded in A too is a collider where it is one in A; the others are judged by the tests. Then FCI's rules. With a
 * right test and a consistent score the result is FCI's (Ogarrio et al. 2016, Theorem 1).
 *
 * `knowledge` bounds the second stage, as in `fci`; the score search does not see it, as it would read "no cause" as "no
 * edge".
 *
 * @param test - a test over the measured columns, such as `fisherZ(table)`
 * @param score - a score over the same columns, such as `bicScore(table)`
 * @param options - the score search, level of the tests, knowledge, selection
 * @returns the PAG with what `fci` tells, and the graph that it was started from
 * @throws CausalError as `fci` and the score search; `invalid-argument` where test and score know different columns
 * @complexity that of the score search, then exponential in the size of Possible-D-SEP
 * @category Discovery
 * @see Ogarrio, Spirtes & Ramsey 2016, "A hybrid causal search algorithm for latent variable models", PMLR 52
 * @example
 * const truth = dag({ nodes: ['A', 'B', 'C', 'D', 'U'], directed: [['A', 'B'], ['U', 'B'], ['U', 'C'], ['D', 'C']], latents: ['U'] })
 * const data = select(simulateLinear(truth, 2000, { seed: 1 }).data, ['A', 'B', 'C', 'D'])
 * toDagitty(gfci(fisherZ(data), bicScore(data), { search: boss, alpha: 0.01 }).graph)
 * //=> 'pag { A @-> B B <-> C D @-> C }'
 */
export function gfci<N extends string>(
  test: IndependenceTest<N>,
  score: Score<NoInfer<N>>,
  options: GfciOptions<NoInfer<N>> = {},
): GfciResult<N> {
  return calledAs('gfci', () => {
    checkOptions('options', options, [
      'search',
      'colliderRule',
      'selectionBias',
      'alpha',
      'knowledge',
      'maxConditioningSize',
      'onProgress',
      'signal',
    ])

    const queries = queriesOf(test)
    sameVariables(test, score)
    const search: ScoreSearch<N> = options.search ?? ((s, given) => ges(s, given))
    if (typeof search !== 'function') {
      throw new CausalError('invalid-argument', 'search is a search over scores, such as ges or boss.')
    }
    const settings = { ...readConstraintOptions(queries.index, options), absent: null }
    const judging = { ...readJudging(options), maxSize: settings.maxSize }
    const { graph } = search(score, progressOf(options))
    const first = firstGraph(queries.index, graph)
    const context = searchSkeleton(queries, { ...settings, ...stageOne(first, settings.fixed) })
    separateAsScored(context, first)
    const judged = (): JudgedTriple[] => judgeTriples(context, judging).map((triple) => asScored(first, triple))
    let triples = judged()
    let start = startPag(context.skeleton, settings, triples)
    if (thinByPossibleDSep(context, settings, start)) {
      triples = judged()
      start = startPag(context.skeleton, settings, triples)
    }
    const contradicted = orientPag(start.marks, separatesBy(context, judging), {
      rules: rulesOf(options),
      ambiguous: start.ambiguous,
    })
    return Object.freeze({
      ...pagResult(test.variables, { context, triples, marks: start.marks, contradicted }),
      start: graph,
    })
  })
}

function progressOf({ onProgress, signal }: SearchOptions): SearchOptions {
  return { ...(onProgress && { onProgress }), ...(signal && { signal }) }
}

/** The graph of the score in the positions of the test. */
interface FirstGraph {
  readonly size: number
  readonly adjacent: Uint8Array
  /** 1 at a · n + b: all members have a → b. */
  readonly compelled: Uint8Array
  /** The parents of each node in a member, and the nodes in its order. */
  readonly parents: readonly Int32Array[]
  readonly rank: Int32Array
}

function firstGraph(index: ReadonlyMap<string, number>, graph: Cpdag | Pdag | Dag): FirstGraph {
  const n = index.size
  const at = (name: string): number => index.get(name)!
  const member = graph.kind === 'dag' ? graph : memberDag(graph)
  if (member === null) {
    throw new CausalError('invalid-graph', 'the search over the score gave a graph that stands for no class.')
  }
  const { edges, order } = directedEdgesOf(member)
  const adjacent = new Uint8Array(n * n)
  const compelled = new Uint8Array(n * n)
  const parents: number[][] = Array.from({ length: n }, () => [])
  for (const [from, to] of edges) {
    const [a, b] = [at(from), at(to)]
    adjacent[a * n + b] = 1
    adjacent[b * n + a] = 1
    parents[b]!.push(a)
  }
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const [a, b] = [at(from), at(to)]
    if (fromMark === 'tail' && toMark === 'arrow') compelled[a * n + b] = 1
    if (fromMark === 'arrow' && toMark === 'tail') compelled[b * n + a] = 1
  }
  const rank = new Int32Array(n)
  for (const [i, name] of order.entries()) rank[at(name)] = i
  return { size: n, adjacent, compelled, parents: parents.map((list) => Int32Array.from(list).sort()), rank }
}

/** The first stage tests the edges of triangles only: pairs that are not adjacent are not there, other edges stay. */
function stageOne(
  { size: n, adjacent }: FirstGraph,
  required: Uint8Array | null,
): { readonly fixed: Uint8Array; readonly absent: Uint8Array } {
  const fixed = new Uint8Array(n * n)
  const absent = new Uint8Array(n * n)
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (a === b) continue
      const k = a * n + b
      if (required?.[k] === 1) fixed[k] = 1
      else if (adjacent[k] === 0) absent[k] = 1
      else {
        let inTriangle = false
        for (let c = 0; c < n && !inTriangle; c++) inTriangle = adjacent[a * n + c] === 1 && adjacent[b * n + c] === 1
        if (!inTriangle) fixed[k] = 1
      }
    }
  }
  return { fixed, absent }
}

/** Pairs that are not adjacent in the first graph: the parents of the later one separate them. */
function separateAsScored({ skeleton }: LevelContext, { size: n, adjacent, parents, rank }: FirstGraph): void {
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      if (adjacent[a * n + b] === 1 || skeleton.adjacent[a * n + b] === 1) continue
      removeLater(skeleton, a, b, [{ given: parents[rank[a]! > rank[b]! ? a : b]!, logP: 0 }])
    }
  }
}

/** A triple that is unshielded in the first graph as well is judged by it. */
function asScored({ size: n, adjacent, compelled }: FirstGraph, triple: JudgedTriple): JudgedTriple {
  const { x, middle: m, y } = triple
  if (adjacent[x * n + y] === 1 || adjacent[x * n + m] === 0 || adjacent[y * n + m] === 0) return triple
  const isCollider = compelled[x * n + m] === 1 && compelled[y * n + m] === 1
  return { ...triple, decision: isCollider ? COLLIDER : NON_COLLIDER }
}
