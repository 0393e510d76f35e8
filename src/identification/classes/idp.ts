import { type Expr, ONE, product, ratio } from '../../estimand/terms/expr.js'
import { difference, intersection, type NodeSet, sameNodes } from '../../graph/core/node-sets.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { type ClassContext, orderedBuckets, possibleAncestors } from './class-context.js'
import { marginalFactors, observedFactors, type PartFactors, wholeExpr, withoutBucket } from './class-factors.js'
import type { ClassStepSets } from './class-steps.js'
import { certainDistrict, confoundedChild, region } from './possible-components.js'

/** A part that cannot be told, and the edge that may be confounded. */
export interface Stuck {
  readonly part: NodeSet
  readonly edge: readonly [number, number] | null
}

/**
 * IDENTIFY of algorithm IDP (Jaber, Zhang & Bareinboim 2019, algorithm 2): Q[C] from Q[V], the distribution of C when all else
 * is set. Complete together with CIDP (Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 3). Parts met again are looked up.
 */
export function identifyPart(c: ClassContext, wanted: NodeSet, steps: ClassStepSets[], from: number): Expr | Stuck {
  // the decision needs no formula: a part that cannot be told costs none
  const tried: ClassStepSets[] = [...steps]
  const decided = walkParts(c, wanted, tried, from, false)
  if (!('part' in decided)) return walkParts(c, wanted, steps, from, true)
  steps.push(...tried.slice(steps.length))
  return decided
}

function walkParts(
  c: ClassContext,
  wanted: NodeSet,
  steps: ClassStepSets[],
  from: number,
  withFormula: boolean,
): Expr | Stuck {
  const { g } = c
  const none = new Uint8Array(g.size)
  const known = new Map<string, Expr | Stuck>()
  // the depth is bounded by the number of buckets: each split works on a smaller part
  const identify = (part: NodeSet, start: PartFactors, above: number): Expr | Stuck => {
    if (!part.includes(1)) return ONE
    const key = `${part.join('')}${start.nodes.join('')}`
    const before = known.get(key)
    if (before !== undefined) return before
    let q = start
    let last = above
    const step = (rule: ClassStepSets['rule'], sets: readonly NodeSet[]): void => {
      steps.push({ rule, from: last, outcome: part, act: none, given: none, nodes: q.nodes, sets })
      last = steps.length - 1
    }
    const found = ((): Expr | Stuck => {
      for (;;) {
        const ancestors = possibleAncestors(c, q.nodes, part)
        if (!sameNodes(ancestors, q.nodes)) {
          step('marginal', [ancestors])
          q = withFormula ? marginalFactors(c, q, ancestors) : { ...q, nodes: ancestors }
        }
        if (sameNodes(part, q.nodes)) {
          step('whole', [])
          return wholeExpr(q)
        }
        // line 5: a bucket outside C without a possible child in its possible district
        const outside = difference(q.nodes, part)
        const buckets = orderedBuckets(c, q.nodes).filter((bucket) => bucket.every((i) => outside[i] === 1))
        const bucket = buckets.find((candidate) => confoundedChild(c, q.nodes, candidate) === null)
        if (bucket === undefined) break
        const district = intersection(certainDistrict(c, q.nodes, bucket), q.nodes)
        step('without-bucket', [flags(g.size, bucket), district])
        q = withFormula
          ? withoutBucket(c, q, bucket, district)
          : { ...q, nodes: difference(q.nodes, flags(g.size, bucket)) }
      }
      // line 8: a bucket of C whose region is smaller than C
      for (const bucket of orderedBuckets(c, part)) {
        const first = region(c, part, bucket)
        if (sameNodes(first, part)) continue
        const second = region(c, part, positionsOf(difference(part, first)))
        const both = intersection(first, second)
        if (sameNodes(second, part)) continue
        step('split', [first, second, both])
        const at = last
        const answers: Expr[] = []
        for (const piece of [first, second, both]) {
          const answer = identify(piece, q, at)
          if ('part' in answer) return answer
          answers.push(answer)
        }
        return ratio(product(answers.slice(0, 2)), answers[2]!)
      }
      const open = orderedBuckets(c, q.nodes).filter((bucket) => bucket.every((i) => part[i] === 0))
      const edge = open.map((bucket) => confoundedChild(c, q.nodes, bucket)).find((e) => e !== null) ?? null
      return { part, edge }
    })()
    known.set(key, found)
    return found
  }
  const all = new Uint8Array(g.size).fill(1)
  return identify(wanted, withFormula ? observedFactors(c, all) : { nodes: all, factors: [], isObserved: true }, from)
}
