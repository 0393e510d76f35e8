import { type Expr, ONE, prob, product, ratio, sumOut } from '../../estimand/terms/expr.js'
import { difference, intersection, type NodeSet, sameNodes } from '../../graph/core/node-sets.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { type Distribution, exprOf, marginalOf } from '../id/district-factor.js'
import { type ClassContext, orderedBuckets, possibleAncestors } from './class-context.js'
import type { ClassStepSets } from './class-steps.js'
import { certainDistrict, confoundedChild, region } from './possible-components.js'

/** A part that cannot be told, and the edge that may be confounded. */
export interface Stuck {
  readonly part: NodeSet
  readonly edge: readonly [number, number] | null
}

/**
 * IDENTIFY of algorithm IDP (Jaber, Zhang & Bareinboim 2019, algorithm 2): Q[C] from Q[T], the distribution of C when all else
 * is set. Complete together with CIDP (Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 3). Parts met again are looked up.
 */
export function identifyPart(
  c: ClassContext,
  wanted: NodeSet,
  whole: Distribution,
  steps: ClassStepSets[],
  from: number,
): Expr | Stuck {
  const { g, symbols } = c
  const none = new Uint8Array(g.size)
  const known = new Map<string, Expr | Stuck>()
  // the depth is bounded by the number of buckets: each split works on a smaller part
  const identify = (part: NodeSet, start: Distribution, above: number): Expr | Stuck => {
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
          q = marginalOf(symbols, q, ancestors)
        }
        if (sameNodes(part, q.nodes)) {
          step('whole', [])
          return exprOf(q)
        }
        // line 5: a bucket outside C without a possible child in its possible district
        const outside = difference(q.nodes, part)
        const buckets = orderedBuckets(c, q.nodes).filter((bucket) => bucket.every((i) => outside[i] === 1))
        const bucket = buckets.find((candidate) => confoundedChild(c, q.nodes, candidate) === null)
        if (bucket === undefined) break
        const district = intersection(certainDistrict(c, q.nodes, bucket), q.nodes)
        step('without-bucket', [flags(g.size, bucket), district])
        q = withoutBucket(c, q, bucket, district)
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
  return identify(wanted, whole, from)
}

/** Proposition 2: Q[T \ B] = Q[T] / Π P(bᵢ | b⁽ⁱ⁻¹⁾) · Σ_b Π P(bᵢ | b⁽ⁱ⁻¹⁾), the products over the buckets in B's certain district. */
function withoutBucket(c: ClassContext, q: Distribution, bucket: readonly number[], district: NodeSet): Distribution {
  const inside: Expr[] = []
  const rest: Expr[] = []
  const nodes = q.nodes.slice()
  for (const i of bucket) nodes[i] = 0
  for (const { members, expr } of bucketFactors(c, q))
    (members.every((i) => district[i] === 1) ? inside : rest).push(expr)
  const summed = inside.length === 1 ? [] : [sumOut(c.symbols, bucket, product(inside))]
  return { ...q, nodes, expr: product([...rest.reverse(), ...summed]) }
}

/** P(bᵢ | b⁽ⁱ⁻¹⁾) of each bucket of T, causes first. */
function bucketFactors(c: ClassContext, q: Distribution): { members: number[]; expr: Expr }[] {
  const before: number[] = []
  const order = orderedBuckets(c, q.nodes)
  return order.map((members, k) => {
    const after = order.slice(k + 1).flat()
    const expr =
      q.expr === null
        ? prob(
            members,
            [...before].sort((a, b) => a - b),
            q.act,
            q.domain,
          )
        : ratio(
            sumOut(c.symbols, after, q.expr),
            before.length === 0 ? ONE : sumOut(c.symbols, [...members, ...after], q.expr),
          )
    before.push(...members)
    return { members, expr }
  })
}
