import { sumOut } from '../../estimand/terms/expr.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import {
  addStep,
  allBut,
  type ClassAnswer,
  type ClassQuery,
  conditionOn,
  dropIrrelevant,
  exchange,
  observe,
} from './class-answer.js'
import { type ClassContext, isLoose, orderedBuckets, possibleAncestors } from './class-context.js'
import { identifyPart } from './idp.js'

/**
 * P(y | do(x), z) in a MAG or PAG: algorithm CIDP (Jaber, Ribeiro, Zhang & Bareinboim 2022, algorithm 2), sound and complete for
 * PAGs; without z it is IDP. Treatments in a bucket with a possible ancestor of y and z are seen instead, conditions are set, where
 * do-calculus allows it in every member; what is left is one Q[D], the distribution of those possible ancestors.
 */
export function conditionalInPag(c: ClassContext, q: ClassQuery): ClassAnswer {
  const { g, symbols } = c
  const all = new Uint8Array(g.size).fill(1)
  const buckets = orderedBuckets(c, all)
  const relevant = (x: readonly number[], z: readonly number[]): NodeSet =>
    possibleAncestors(c, allBut(g.size, x), flags(g.size, [...q.y, ...z]))
  /** The treatments of a bucket that also holds a relevant node, or null. */
  const straddling = (x: readonly number[], z: readonly number[]): number[] | null => {
    const d = relevant(x, z)
    for (const bucket of buckets) {
      if (!bucket.some((i) => d[i] === 1)) continue
      const treated = bucket.filter((i) => x.includes(i))
      if (treated.length > 0) return treated
    }
    return null
  }
  if (q.z.length > 0) dropIrrelevant(c, q)
  for (let treated = straddling(q.x, q.z); treated !== null; treated = straddling(q.x, q.z)) {
    const asked = q.z.length
    const path = observe(c, q, treated)
    if (path === null) continue
    return {
      reason: asked === 0 ? 'possibly-causal-path' : 'open-condition',
      witness: path,
      edge: openEdge(c, treated, relevant(q.x, q.z)),
    }
  }
  for (let moved = q.z.length > 0; moved; ) {
    moved = buckets.some((bucket) => {
      const seen = bucket.filter((i) => q.z.includes(i))
      const others = q.z.filter((i) => !seen.includes(i))
      return seen.length > 0 && straddling([...q.x, ...seen], others) === null && exchange(c, q, seen)
    })
  }
  if (q.z.length > 0) addStep(c, q, 'condition', [flags(g.size, q.z)])
  const d = relevant(q.x, q.z)
  addStep(c, q, 'possible-ancestors', [d])
  const answer = identifyPart(c, d, q.steps, q.steps.length - 1)
  if ('part' in answer) {
    return { reason: 'possible-confounding', witness: positionsOf(answer.part), edge: answer.edge }
  }
  const kept = flags(g.size, [...q.y, ...q.z])
  const gone = positionsOf(d).filter((i) => kept[i] === 0)
  return { expr: conditionOn(c, q, sumOut(symbols, gone, answer)) }
}

/** An open edge from one of the nodes into the flagged ones, or null. */
function openEdge({ g }: ClassContext, nodes: readonly number[], into: NodeSet): readonly [number, number] | null {
  const { start, node } = g.incidence
  for (const a of nodes) {
    for (let k = start[a]!; k < start[a + 1]!; k++) if (isLoose(g, k) && into[node[k]!] === 1) return [a, node[k]!]
  }
  return null
}
