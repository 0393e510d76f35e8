import { expect } from 'vitest'
import {
  adjustmentSets,
  type Cpdag,
  countDags,
  cpdag,
  type Estimand,
  identify,
  type Mpdag,
  mpdag,
  orientByKnowledge,
  type ProbabilityTerm,
  toText,
} from '../../src/index.js'
import { conformance, setOfSets } from './harness.js'

interface Lists {
  readonly nodes?: readonly string[]
  readonly directed: readonly (readonly [string, string])[]
  readonly undirected: readonly (readonly [string, string])[]
}

interface Case {
  readonly kind: string
  readonly graph: Lists & { readonly nodes: readonly string[] }
  readonly cpdag: Lists
  readonly background: readonly (readonly [string, string])[]
  readonly x: string[]
  readonly y: string
  readonly covariance: number[][]
  readonly expected: {
    readonly identifiable: boolean
    readonly members: number
    readonly effects: number[] | null
    readonly outcomeVarianceUnderDo: number | null
    readonly adjustable: boolean
    readonly minimalAdjustmentSets: string[][]
  }
}

for (const kind of ['identifyCpdag', 'identifyMpdag']) {
  conformance<Case, Case[]>(
    `research/${kind}`,
    'research/identify_mpdag.json',
    (all) => all.filter((c) => c.kind === kind),
    ({ graph: lists, cpdag: whole, background, x, y, covariance, expected }) => {
      const graph: Cpdag | Mpdag = kind === 'identifyCpdag' ? cpdag(lists) : mpdag(lists)
      const oriented = orientByKnowledge(cpdag({ ...whole, nodes: lists.nodes }), { required: background })
      expect(oriented.edges).toEqual(graph.edges)
      expect(Number(countDags(graph))).toBe(expected.members)
      const sets = setOfSets(adjustmentSets(graph, { treatment: x, outcome: y }))
      expect(sets).toEqual(setOfSets(expected.minimalAdjustmentSets))
      const answer = identify(graph, { do: x, outcome: y })
      expect(answer.identifiable).toBe(expected.identifiable)
      if (!answer.identifiable) {
        expect(answer.edge).not.toBe(null)
        return
      }
      const { slopes, variance } = gaussian(answer.estimand, lists.nodes, covariance, x, y)
      for (const [i, effect] of expected.effects!.entries())
        expect(Math.abs(slopes[i]! - effect), toText(answer.estimand)).toBeLessThan(1e-7)
      expect(Math.abs(variance - expected.outcomeVarianceUnderDo!)).toBeLessThan(1e-7)
    },
  )
}

/** The factors P(of | given) of a sum of products. */
function factorsOf(estimand: Estimand): ProbabilityTerm[] {
  if (estimand.type === 'probability') return [estimand]
  if (estimand.type === 'product') return estimand.factors.flatMap(factorsOf)
  if (estimand.type === 'sum' || estimand.type === 'any') return factorsOf(estimand.body)
  throw new Error(`no product of probabilities: ${toText(estimand)}`)
}

/** Mean (per unit of each x) and variance of y when the factors are Gaussian regressions, put together in an order of causes. */
function gaussian(
  estimand: Estimand,
  nodes: readonly string[],
  covariance: number[][],
  x: readonly string[],
  y: string,
): { slopes: number[]; variance: number } {
  // each known variable as a combination of x and of independent noises, all by their covariance
  const known = new Map<string, { slopes: number[]; row: Map<string, number> }>(
    x.map((name, i) => [name, { slopes: x.map((_, k) => (k === i ? 1 : 0)), row: new Map<string, number>() }]),
  )
  const at = (a: string, b: string): number => covariance[nodes.indexOf(a)]![nodes.indexOf(b)]!
  const covOf = (a: string, b: string): number => known.get(a)!.row.get(b) ?? 0
  let left = factorsOf(estimand)
  while (left.length > 0) {
    const next = left.find((f) => f.given.every((v) => known.has(v.variable)))
    if (next === undefined) throw new Error(`no order of ${toText(estimand)}`)
    left = left.filter((f) => f !== next)
    const of = next.of.map((v) => v.variable)
    const given = next.given.map((v) => v.variable)
    const betas = of.map((name) =>
      solve(
        given.map((a) => given.map((b) => at(a, b))),
        given.map((a) => at(a, name)),
      ),
    )
    const before = [...known.keys()]
    for (const [i, name] of of.entries()) {
      const slopes = x.map((_, k) => given.reduce((sum, g, j) => sum + betas[i]![j]! * known.get(g)!.slopes[k]!, 0))
      known.set(name, { slopes, row: new Map() })
      for (const other of before) {
        const cov = given.reduce((sum, g, j) => sum + betas[i]![j]! * covOf(g, other), 0)
        known.get(name)!.row.set(other, cov)
        known.get(other)!.row.set(name, cov)
      }
    }
    for (const [i, a] of of.entries()) {
      for (const [k, b] of of.entries()) {
        const residual = at(a, b) - given.reduce((sum, g, j) => sum + betas[i]![j]! * at(g, b), 0)
        let through = 0
        for (const [j, g] of given.entries())
          for (const [l, h] of given.entries()) through += betas[i]![j]! * betas[k]![l]! * covOf(g, h)
        known.get(a)!.row.set(b, residual + through)
      }
    }
  }
  return { slopes: known.get(y)!.slopes, variance: covOf(y, y) }
}

/** Solves a small symmetric system by elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let c = 0; c < rows.length; c++) {
    let pivot = c
    for (let r = c; r < rows.length; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r
    ;[rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!]
    for (let r = 0; r < rows.length; r++) {
      if (r === c) continue
      const f = rows[r]![c]! / rows[c]![c]!
      rows[r] = rows[r]!.map((v, k) => v - f * rows[c]![k]!)
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!)
}
// kinds answered here: 'research/identifyCpdag' and 'research/identifyMpdag'
