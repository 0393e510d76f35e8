import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  adjustmentSets,
  admg,
  ancestors,
  backDoorSets,
  cpdagOf,
  dag,
  dagsOf,
  descendants,
  dSeparated,
  evaluateEstimand,
  frontDoorSets,
  instruments,
  isAdjustmentSet,
  optimalAdjustmentSet,
  pagOf,
  parents,
  parseEstimand,
  removeOutgoing,
  topologicalOrder,
  toText,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { enumerate, type ModelGraph, numbers, randomModel, truths, valueAt } from '../support/enumerated-model.js'

const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length }, (_, k) => names.filter((_, i) => (k >> i) & 1))
const within = (a: readonly string[], b: readonly string[]): boolean => a.every((name) => b.includes(name))
const minimal = (sets: readonly string[][]): string[] =>
  sets
    .filter((s) => !sets.some((t) => t.length < s.length && within(t, s)))
    .map((s) => JSON.stringify([...s].sort()))
    .sort()
const listed = (sets: Iterable<readonly string[]>): string[] =>
  [...sets].map((s) => JSON.stringify([...s].sort())).sort()
const modelOf = (g: { nodes: readonly string[]; edges: Admg['edges'] }): ModelGraph => ({
  nodes: g.nodes,
  directed: g.edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const),
  bidirected: g.edges.filter((e) => e.fromMark === 'arrow').map((e) => [e.from, e.to] as const),
})
/** The covariance of a random linear model with unit noise: each bidirected edge is a hidden cause of its ends. */
const linearCovariance = (graph: ModelGraph, next: () => number): number[][] => {
  const n = graph.nodes.length
  const at = (name: string): number => graph.nodes.indexOf(name)
  const weight = (): number => (next() < 0.5 ? -1 : 1) * (0.3 + next())
  // the coefficients of each node on all noises, in causal order
  const loads = graph.nodes.map((_, i) => Array.from({ length: n + graph.bidirected.length }, (_, k) => +(k === i)))
  for (const [k, [a, b]] of graph.bidirected.entries()) for (const end of [a, b]) loads[at(end)]![n + k] = weight()
  const g = dag({ nodes: graph.nodes, directed: graph.directed })
  for (const node of topologicalOrder(g))
    for (const parent of parents(g, node)) {
      const w = weight()
      for (const [k, load] of loads[at(parent)]!.entries()) loads[at(node)]![k]! += w * load
    }
  return loads.map((a) => loads.map((b) => a.reduce((sum, load, k) => sum + load * b[k]!, 0)))
}
/** The variance of node i that is left given others: one sweep for each. */
const residual = (covariance: readonly (readonly number[])[], i: number, given: readonly number[]): number => {
  let left = covariance.map((row) => [...row])
  for (const k of given)
    left = left.map((row, a) => row.map((value, b) => value - (left[a]![k]! * left[k]![b]!) / left[k]![k]!))
  return left[i]![i]!
}
const quote = (names: readonly string[]): string => names.map((n) => JSON.stringify(n)).join(', ')

describe('adjustment', () => {
  it('lists exactly the minimal valid sets, judged one by one', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 6), (g) => {
        const [x, y, ...rest] = g.nodes
        for (const effect of ['total', 'direct'] as const) {
          const query = { treatment: x!, outcome: y!, effect }
          const valid = subsets(rest).filter((set) => isAdjustmentSet(g, query, set).valid)
          expect(listed(adjustmentSets(g, query))).toEqual(minimal(valid))
        }
        const back = removeOutgoing(g, [x!])
        const below = descendants(g, x!)
        const criterion = subsets(rest.filter((n) => !below.includes(n))).filter((set) => dSeparated(back, x!, y!, set))
        expect(listed(backDoorSets(g, { treatment: x!, outcome: y! }))).toEqual(minimal(criterion))
      }),
      { numRuns: 100 },
    )
  })

  it('is valid just when the formula gives the truth in random models', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 5), fc.integer({ min: 1, max: 1000 }), (g, seed) => {
        const [x, y, ...rest] = g.nodes
        const model = randomModel(modelOf(g), seed)
        const joint = enumerate(model)
        for (const set of subsets(rest)) {
          const formula =
            set.length === 0
              ? `P(${quote([y!])} | ${quote([x!])})`
              : `Σ_{${quote(set)}} P(${quote([y!])} | ${quote([x!, ...set])}) P(${quote(set)})`
          const result = evaluateEstimand(parseEstimand(formula), joint)
          const gap = Math.max(
            ...[...truths(model, [x!], [y!], [])].map(({ at, value }) => Math.abs(valueAt(result, at) - value)),
          )
          const verdict = isAdjustmentSet(g, { treatment: x!, outcome: y! }, set)
          // a model may hit the truth by chance with an invalid set; only far too rarely for a test to see
          expect(gap < 1e-9, `${toText(parseEstimand(formula))} ${JSON.stringify(verdict)}`).toBe(verdict.valid)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('on a CPDAG is valid just when it is valid in every DAG of the class', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), (g) => {
        const [x, y, ...rest] = g.nodes
        const whole = cpdagOf(g)
        const members = [...dagsOf(whole)]
        const query = { treatment: x!, outcome: y! }
        const sets = subsets(rest)
        for (const set of sets) {
          const everywhere = members.every((member) => isAdjustmentSet(member, query, set).valid)
          expect(isAdjustmentSet(whole, query, set).valid, JSON.stringify(set)).toBe(everywhere)
        }
        expect(listed(adjustmentSets(whole, query))).toEqual(
          minimal(sets.filter((set) => isAdjustmentSet(whole, query, set).valid)),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('valid in a PAG means valid in the DAG behind it', () => {
    fc.assert(
      fc.property(arbitraryDag(3, 7), (g) => {
        const hidden = g.nodes.at(-1)!
        const graph = dag({ nodes: g.nodes, directed: modelOf(g).directed, latents: [hidden] })
        const [x, y, ...rest] = g.nodes.slice(0, -1)
        const class_ = pagOf(graph, { latents: [hidden] })
        const query = { treatment: x!, outcome: y! }
        for (const set of adjustmentSets(class_, query)) expect(isAdjustmentSet(graph, query, set).valid).toBe(true)
        for (const set of subsets(rest))
          if (isAdjustmentSet(class_, query, set).valid) expect(isAdjustmentSet(graph, query, set).valid).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('the set of lowest variance is valid, and exists in a DAG or CPDAG just when some set is valid', () => {
    let found = 0
    fc.assert(
      fc.property(arbitraryDag(3, 7), fc.integer({ min: 1, max: 2 }), fc.boolean(), (g, outcomes, asClass) => {
        const graph = asClass ? cpdagOf(g) : g
        const query = { treatment: g.nodes[0]!, outcome: g.nodes.slice(1, 1 + outcomes) }
        const best = optimalAdjustmentSet(graph, query)
        const some = [...adjustmentSets(graph, query)].length > 0
        expect(best.found).toBe(some)
        if (!best.found) return
        found++
        expect(isAdjustmentSet(graph, query, best.set)).toEqual({ valid: true })
        // the textbook's form, where the treatment causes every outcome
        if (asClass || !query.outcome.every((y) => descendants(g, query.treatment).includes(y))) return
        const below = descendants(g, query.treatment)
        const causal = below.filter((n) => n !== query.treatment && ancestors(g, query.outcome).includes(n))
        const forbidden = new Set(descendants(g, causal))
        expect([...best.set].sort()).toEqual(
          parents(g, causal)
            .filter((n) => n !== query.treatment && !forbidden.has(n))
            .sort(),
        )
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(60)
  })

  it('no valid set of ancestors has a lower variance in a linear model', () => {
    let compared = 0
    fc.assert(
      fc.property(
        fc.oneof(arbitraryDag(3, 6), arbitraryAdmg(3, 6)),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 1000 }),
        (g, outcomes, seed) => {
          const [x, ...others] = g.nodes as [string, ...string[]]
          const ys = others.slice(0, outcomes)
          const query = { treatment: x, outcome: ys }
          const best = optimalAdjustmentSet(g, query)
          if (!best.found) return
          const covariance = linearCovariance(modelOf(g), numbers(seed))
          /** The asymptotic variance of the coefficient of x: of y given x and the set, over that of x given the set. */
          const variance = (y: string, set: readonly string[]): number => {
            const at = (names: readonly string[]) => names.map((n) => g.nodes.indexOf(n))
            return residual(covariance, at([y])[0]!, at([x, ...set])) / residual(covariance, at([x])[0]!, at(set))
          }
          const pool = ancestors(g, [x, ...ys]).filter((n) => n !== x && !ys.includes(n))
          for (const set of subsets(pool)) {
            if (!isAdjustmentSet(g, query, set).valid) continue
            compared++
            for (const y of ys) expect(variance(y, best.set)).toBeLessThanOrEqual(variance(y, set) * (1 + 1e-9))
          }
        },
      ),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(200)
  })
})

describe('frontDoorSets', () => {
  it('are exactly the minimal sets that meet the criterion', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 6), (g) => {
        const [x, y, ...rest] = g.nodes
        const sets = subsets(rest).filter((m) => {
          const cut = dag({ nodes: g.nodes, directed: modelOf(g).directed.filter(([a]) => !m.includes(a)) })
          if (m.length === 0 ? descendants(g, x!).includes(y!) : ancestors(cut, y!).includes(x!)) return false
          if (m.length === 0) return true
          return dSeparated(removeOutgoing(g, [x!]), x!, m) && dSeparated(removeOutgoing(g, m), m, y!, [x!])
        })
        expect(listed(frontDoorSets(g, { treatment: x!, outcome: y! }))).toEqual(minimal(sets))
      }),
      { numRuns: 100 },
    )
  })
})

describe('instruments', () => {
  const judged = (least: number, most: number, numRuns: number): void =>
    fc.assert(
      fc.property(arbitraryAdmg(least, most), fc.boolean(), fc.boolean(), (drawn, direct, hides) => {
        const g = hides ? admg({ ...modelOf(drawn), latents: [drawn.nodes.at(-1)!] }) : drawn
        const latents: readonly string[] = g.latents ?? []
        const [x, y] = g.nodes
        const below = new Map(g.nodes.map((n) => [n, new Set<string>([n, ...descendants(g, n)])]))
        const causal = direct ? [y!] : g.nodes.filter((n) => n !== x && below.get(x!)!.has(n) && below.get(n)!.has(y!))
        const cut = {
          ...g,
          edges: g.edges.filter((e) => !(e.from === x && causal.includes(e.to) && e.fromMark === 'tail')),
        }
        const barred = new Set([x, y, ...latents, ...[...causal, y!].flatMap((n) => [...below.get(n)!])])
        const wanted = g.nodes.flatMap((z) => {
          if (z === x || z === y || latents.includes(z)) return []
          const pool = g.nodes.filter((n) => n !== z && !barred.has(n))
          const valid = subsets(pool).filter((w) => dSeparated(cut, z, y!, w) && !dSeparated(cut, z, x!, w))
          return minimal(valid).map((set) => `${z} ${set}`)
        })
        const query = { treatment: x!, outcome: y!, effect: direct ? ('direct' as const) : ('total' as const) }
        const found = [...instruments(g, query)]
        expect(
          found.map(({ instrument, given }) => `${instrument} ${JSON.stringify([...given].sort())}`).sort(),
        ).toEqual(wanted.sort())
        // one set each: every instrument, each with a set of the list
        const one = [...instruments(g, { ...query, sets: 'one' })]
        expect(one.map(({ instrument }) => instrument).sort()).toEqual(
          [...new Set(found.map(({ instrument }) => instrument))].sort(),
        )
        for (const each of one) expect(found).toContainEqual(each)
        // the nearest sets: no search, and still an instrument if there is any
        const nearest = [...instruments(g, { ...query, sets: 'nearest' })]
        expect(nearest.length > 0).toBe(found.length > 0)
        expect(found.slice(0, nearest.length)).toEqual(nearest)
      }),
      { numRuns },
    )

  it('are exactly those of the definition, with all minimal sets', () => judged(3, 6, 300))

  it('also where a path has several colliders', () => judged(7, 7, 60))
})
