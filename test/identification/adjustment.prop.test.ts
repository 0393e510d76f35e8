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
  parseEstimand,
  removeOutgoing,
  toText,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { enumerate, type ModelGraph, randomModel, truths, valueAt } from '../support/enumerated-model.js'

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

  it('the set of lowest variance is valid, and exists for every effect that adjustment identifies in a DAG', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 7), (g) => {
        const [x, y] = g.nodes
        const query = { treatment: x!, outcome: y! }
        const best = optimalAdjustmentSet(g, query)
        const some = [...adjustmentSets(g, query)].length > 0
        if (descendants(g, x!).includes(y!)) expect(best !== null).toBe(some)
        if (best !== null) expect(isAdjustmentSet(g, query, best)).toEqual({ valid: true })
      }),
      { numRuns: 100 },
    )
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
        const found = instruments(g, query)
        expect(found.unfinished).toBeUndefined()
        expect(
          found.map(({ instrument, given }) => `${instrument} ${JSON.stringify([...given].sort())}`).sort(),
        ).toEqual(wanted.sort())
      }),
      { numRuns },
    )

  it('are exactly those of the definition, with all minimal sets', () => judged(3, 6, 300))

  it('also where a path has several colliders', () => judged(7, 7, 60))
})
