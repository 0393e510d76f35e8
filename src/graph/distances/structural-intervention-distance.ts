import { CausalError, calledAs } from '../../errors.js'
import { unknownName } from '../../names.js'
import { buckets, markedPart } from '../classes/buckets.js'
import { countExtensions } from '../classes/count-extensions.js'
import type { Marked } from '../classes/marked.js'
import { orientations } from '../classes/orientations.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import { ARROW } from '../kinds/marks.js'
import type { Cpdag, Dag, Mpdag } from '../types.js'
import { interventionErrors } from './intervention-errors.js'

/**
 * The least and the greatest structural intervention distance over the DAGs of a class.
 *
 * @category Graphs
 */
export interface DistanceRange {
  /** That of the best DAG of the class. */
  readonly lower: number
  /** That of the worst. */
  readonly upper: number
}

/** Orientations of one undirected part that are tried at most. */
const limit = 100_000n

/**
 * The structural intervention distance: how many effects of one variable on another the estimated graph gets wrong.
 *
 * It counts the ordered pairs (i, j) for which adjusting for the parents of i in the estimate does not give the effect of
 * i on j in the true DAG for every distribution (Peters & Bühlmann 2015). It is not symmetric. For an estimated CPDAG
 * or MPDAG it is a range: each undirected part is directed in every way, and the least and greatest counts add up.
 *
 * @param truth - the true DAG
 * @param estimate - a DAG, CPDAG or MPDAG on the same nodes, in any order
 * @returns a whole number from 0 to n (n − 1); for a class the least and the greatest over its DAGs
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ or a graph is of another kind; `too-large`
 *   when an undirected part of the class has more than 100,000 orientations
 * @complexity O(n (n + m)); for a class times the number of orientations of its largest undirected part
 * @category Graphs
 * @example
 * structuralInterventionDistance(dag('A -> B -> C'), dag('A <- B -> C'))
 * //=> 3
 * structuralInterventionDistance(dag('A -> B -> C'), cpdag('A -- B -- C'))
 * //=> { lower: 0, upper: 6 }
 */
export function structuralInterventionDistance(truth: Dag, estimate: Dag): number
export function structuralInterventionDistance(truth: Dag, estimate: Cpdag | Mpdag): DistanceRange
export function structuralInterventionDistance(truth: Dag, estimate: Dag | Cpdag | Mpdag): number | DistanceRange
export function structuralInterventionDistance(truth: Dag, estimate: Dag | Cpdag | Mpdag): number | DistanceRange {
  return calledAs('structuralInterventionDistance', () => {
    const g = indexed(truth, 'dag')
    const e = indexedOfKind(estimate, 'dag', 'cpdag', 'mpdag')
    const inTruth = e.names.map((name) => {
      const i = g.index.get(name)
      if (i === undefined) throw unknownName('node of the true graph', name, g.names)
      return i
    })
    if (e.size !== g.size)
      throw new CausalError('invalid-argument', `the graphs must have the same nodes, got ${g.size} and ${e.size}.`)
    const errors = (i: number, z: readonly number[]): number =>
      interventionErrors(
        g,
        inTruth[i]!,
        z.map((k) => inTruth[k]!),
      )
    let lower = 0
    let upper = 0
    for (const part of buckets(e)) {
      const range = part.length === 1 ? single(errors(part[0]!, parentsOf(e, part[0]!))) : partRange(e, part, errors)
      lower += range.lower
      upper += range.upper
    }
    return estimate.kind === 'dag' ? lower : Object.freeze({ lower, upper })
  })
}

const single = (errors: number): DistanceRange => ({ lower: errors, upper: errors })

function parentsOf({ parents }: IndexedGraph, i: number): number[] {
  return [...parents.node.subarray(parents.start[i]!, parents.start[i + 1]!)]
}

/** Least and greatest sum of errors over the orientations of one undirected part. */
function partRange(
  e: IndexedGraph,
  part: readonly number[],
  errors: (i: number, z: readonly number[]) => number,
): DistanceRange {
  const marked = markedPart(e, part)
  const count = countExtensions(marked, Number(limit))
  if (count === 0n)
    throw new CausalError(
      'invalid-argument',
      'the estimate is not the CPDAG of any DAG: compare a DAG, or the class that cpdagOf(toDag(…)) gives.',
    )
  if (count === null || count > limit) {
    throw new CausalError(
      'too-large',
      `an undirected part of the class has ${count === null ? '' : `${count} orientations, `}more than ${limit}; compare with single DAGs of dagsOf().`,
      { orientations: count },
    )
  }
  // the errors of a node depend on its parents alone: each set of parents is judged once
  const known = part.map(() => new Map<string, number>())
  let lower = Number.POSITIVE_INFINITY
  let upper = 0
  for (const _ of orientations(marked)) {
    let sum = 0
    for (const [i, a] of part.entries()) {
      const inner = innerParents(marked, i)
      const key = inner.join()
      let value = known[i]!.get(key)
      if (value === undefined) {
        value = errors(a, [...new Set([...parentsOf(e, a), ...inner.map((j) => part[j]!)])])
        known[i]!.set(key, value)
      }
      sum += value
    }
    lower = Math.min(lower, sum)
    upper = Math.max(upper, sum)
  }
  return { lower, upper }
}

function innerParents({ start, node, twin, mark }: Marked, i: number): number[] {
  const parents: number[] = []
  for (let k = start[i]!; k < start[i + 1]!; k++) if (mark[twin[k]!] === ARROW) parents.push(node[k]!)
  return parents
}
