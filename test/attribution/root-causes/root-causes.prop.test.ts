import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankBiasedOverlap } from '../../../src/attribution/root-causes/core/rank-biased-overlap.js'
import {
  dag,
  failureAttribution,
  hypothesisTests,
  normals,
  pageRank,
  type RootCauses,
  randomStream,
  randomWalk,
  residualScores,
  rootCauseDiscovery,
  rootCauses,
  shapleyAttribution,
  table,
} from '../../../src/index.js'

const names = ['a', 'b', 'c', 'd', 'e']

interface System {
  readonly links: readonly (readonly [string, string])[]
  readonly before: Readonly<Record<string, Float64Array>>
  readonly after: Readonly<Record<string, Float64Array>>
  readonly broken: string
}

/** A linear system in the order of names, one of whose noises is shifted by 6 after step 120. */
const systems = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    edges: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    at: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ seed, edges, at }): System => {
    const pairs = names.flatMap((to, j) => names.slice(0, j).map((from) => [from, to] as const))
    const links = pairs.filter((_, k) => edges[k])
    const values: Record<string, Float64Array> = {}
    for (const [j, name] of names.entries()) {
      const noise = normals(randomStream(`${seed} ${name}`), 150).values
      values[name] = noise.map((u, t) => {
        let v = u + (t >= 120 && j === at ? 6 : 0)
        for (const [from, to] of links) if (to === name) v += 0.8 * values[from]![t]!
        return v
      })
    }
    const part = (from: number, to: number) =>
      Object.fromEntries(names.map((name) => [name, values[name]!.slice(from, to)]))
    return { links, before: part(0, 120), after: part(120, 150), broken: names[at]! }
  })

const methods = [
  residualScores(),
  hypothesisTests(),
  hypothesisTests({ descendantAdjustment: true }),
  randomWalk(),
  pageRank(),
  shapleyAttribution(),
  rootCauseDiscovery(),
]
const shuffled = fc.shuffledSubarray(names, { minLength: 5 })

function asked(
  system: System,
  order: readonly string[],
  method: (typeof methods)[number],
  factor: (name: string) => number,
) {
  const scaled = (columns: System['before']) =>
    table(Object.fromEntries(order.map((name) => [name, columns[name]!.map((v) => v * factor(name))])))
  const graph = dag({ nodes: [...order], directed: system.links.map(([from, to]) => [from, to] as const) })
  return rootCauses(scaled(system.before), scaled(system.after), { graph, method, target: 'e' })
}

const scoresOf = (found: RootCauses) =>
  found.found ? new Map(found.ranking.map(({ variable, score }) => [variable, score])) : null

describe('rootCauses', () => {
  it('does not depend on the order of columns, nor on their units', () => {
    let found = 0
    fc.assert(
      fc.property(
        systems,
        shuffled,
        fc.constantFrom(...methods),
        fc.integer({ min: -30, max: 30 }),
        (system, order, method, e) => {
          const plain = asked(system, names, method, () => 1)
          const other = asked(system, order, method, (name) => (name === 'c' ? 2 ** e : 1))
          expect(other.found).toBe(plain.found)
          expect(other.untold.map(({ variable }) => variable).sort()).toEqual(
            plain.untold.map(({ variable }) => variable).sort(),
          )
          if (!plain.found || !other.found) return
          found++
          const [scores, others] = [scoresOf(plain)!, scoresOf(other)!]
          for (const [name, score] of scores) expect(others.get(name)).toBeCloseTo(score, 6)
          expect(new Set(other.causes.map(({ variable }) => variable))).toEqual(
            new Set(plain.causes.map(({ variable }) => variable)),
          )
        },
      ),
      { numRuns: 25 },
    )
    expect(found).toBeGreaterThan(5)
  })

  it('accuses the shifted variable wherever it leads to the alert, with a path along edges', () => {
    let led = 0
    fc.assert(
      fc.property(systems, (system) => {
        const why = asked(system, names, residualScores(), () => 1)
        const edges = new Set(system.links.map(([from, to]) => `${from} ${to}`))
        if (!why.found) {
          // a false alarm elsewhere may hide the reason, never make a ranking
          expect(['no-path', 'no-anomaly']).toContain(why.reason)
          return
        }
        for (const { path, variable } of why.ranking) {
          expect([path![0], path!.at(-1)]).toEqual([variable, 'e'])
          for (let k = 1; k < path!.length; k++) expect(edges.has(`${path![k - 1]} ${path![k]}`)).toBe(true)
        }
        const ranked = why.ranking.find(({ variable }) => variable === system.broken)
        if (ranked === undefined) return
        led++
        expect(ranked.rank).toBe(1)
        expect(ranked.accused).toBe(true)
      }),
      { numRuns: 25 },
    )
    expect(led).toBeGreaterThan(5)
  })
})

describe('rankBiasedOverlap', () => {
  it('is 1 for the same ranking, less for others, and symmetric', () => {
    const rankings = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })
    fc.assert(
      fc.property(rankings, rankings, (a, b) => {
        const overlap = rankBiasedOverlap(a, b)
        expect(rankBiasedOverlap(b, a)).toBeCloseTo(overlap, 12)
        expect(overlap).toBeGreaterThan(0)
        if (a.join() === b.join()) expect(overlap).toBeCloseTo(1, 12)
        else expect(overlap).toBeLessThan(1)
      }),
    )
  })
})

describe('failureAttribution', () => {
  it('blame sums to what repairs win, and falls on nobody whose steps were good', () => {
    const logs = fc.array(
      fc.record({
        agent: fc.constantFrom('p', 'q', 'r', 's'),
        score: fc.integer({ min: 0, max: 8 }).map((s) => s / 8),
      }),
      { minLength: 1, maxLength: 9 },
    )
    fc.assert(
      fc.property(logs, (steps) => {
        const found = failureAttribution(steps)
        const sum = found.blame.reduce((total, { blame }) => total + blame, 0)
        expect(sum).toBeCloseTo(found.repaired - found.performance, 12)
        for (const { agent, blame } of found.blame) {
          expect(blame).toBeGreaterThanOrEqual(-1e-12)
          if (steps.every((step) => step.agent !== agent || step.score === 1)) expect(blame).toBeCloseTo(0, 12)
        }
      }),
    )
  })
})
