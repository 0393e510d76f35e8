import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  bestPolicy,
  discreteScm,
  graphOf,
  minimalInterventionSets,
  offPolicyValue,
  policyValue,
  query,
  table,
} from '../../src/index.js'

const names = ['V0', 'V1', 'V2', 'V3', 'Y'] as const
type Name = (typeof names)[number]

interface Drawn {
  readonly directed: readonly (readonly [Name, Name])[]
  readonly bidirected: readonly (readonly [Name, Name])[]
}
const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))
const drawn: fc.Arbitrary<Drawn> = fc
  .tuple(
    fc.array(fc.constantFrom(0, 0, 1, 1, 1), { minLength: pairs.length, maxLength: pairs.length }),
    fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: pairs.length, maxLength: pairs.length }),
  )
  .map(([edges, arcs]) => ({
    directed: pairs.filter((_, k) => edges[k] === 1),
    bidirected: pairs.filter((_, k) => arcs[k] === 1),
  }))

function subsets(list: readonly Name[]): readonly (readonly Name[])[] {
  return Array.from({ length: 2 ** list.length }, (_, code) => list.filter((_, k) => (code >> k) & 1))
}

/** By the definition: each member has a directed path to Y that avoids the others. */
function isMinimal({ directed }: Drawn, set: readonly Name[]): boolean {
  const leads = (from: Name): boolean =>
    directed.some(([a, b]) => a === from && (b === 'Y' || (!set.includes(b) && leads(b))))
  return set.every(leads)
}

/** A model with this graph: bits, each a random function of its parents and of what it shares with others. */
function modelOf({ directed, bidirected }: Drawn, bits: readonly number[]) {
  let at = 0
  const bit = (): number => bits[at++ % bits.length]! & 1
  const chance = (): number => 0.1 + 0.8 * ((bits[at++ % bits.length]! % 97) / 97)
  const own = names.map((name) => ({ name: `U${name}`, p: [0.8, 0.2] }))
  const shared = bidirected.map(([a, b]) => {
    const p = chance()
    return { name: `U${a}${b}`, p: [p, 1 - p] }
  })
  return discreteScm({
    exogenous: [...own, ...shared],
    endogenous: names.map((name) => {
      const parents = [
        ...directed.filter(([, b]) => b === name).map(([a]) => a),
        ...bidirected.filter((arc) => arc.includes(name)).map(([a, b]) => `U${a}${b}`),
        `U${name}`,
      ]
      return { name, states: ['0', '1'], parents, table: Array.from({ length: 2 ** parents.length }, bit) }
    }),
  } as never)
}

const bitsOf = fc.array(fc.nat({ max: 2 ** 20 }), { minLength: 300, maxLength: 300 })

describe('what is worth setting', () => {
  it('is every set that is minimal by the definition, in the order of sizes', () => {
    fc.assert(
      fc.property(drawn, (graph) => {
        const found = [...minimalInterventionSets(admg({ nodes: names, ...graph }), { outcome: 'Y' })]
        const wanted = subsets(names.slice(0, 4)).filter((set) => isMinimal(graph, set))
        expect(found.map((set) => set.join()).sort()).toEqual(wanted.map((set) => set.join()).sort())
        expect(found.map(({ length }) => length)).toEqual(found.map(({ length }) => length).sort())
      }),
      { numRuns: 60 },
    )
  })

  it('holds a best choice of every model, also after what cannot be the best was left out', () => {
    let fewer = 0
    fc.assert(
      fc.property(drawn, bitsOf, fc.subarray([...names.slice(0, 4)]), (graph, bits, manipulable) => {
        const g = admg({ nodes: names, ...graph })
        const model = modelOf(graph, bits)
        const best = (sets: Iterable<readonly Name[]>): number => {
          let most = 0
          for (const set of sets) {
            for (let code = 0; code < 2 ** set.length; code++) {
              const act = Object.fromEntries(set.map((name, k) => [name, String((code >> k) & 1)]))
              const { values } = query(model, ['Y'] as never, { do: act } as never) as unknown as {
                values: Float64Array
              }
              most = Math.max(most, values[1]!)
            }
          }
          return most
        }
        const some = [...minimalInterventionSets(g, { outcome: 'Y', manipulable, keep: 'possibly-optimal' })]
        const all = [...minimalInterventionSets(g, { outcome: 'Y', manipulable })]
        if (some.length < all.length) fewer++
        expect(best(some)).toBeCloseTo(best(subsets(manipulable)), 10)
      }),
      { numRuns: 25 },
    )
    expect(fewer).toBeGreaterThan(0)
  })
})

describe('the value of a policy', () => {
  it('from the graph and what is seen is that of the model, or is refused', () => {
    let found = 0
    fc.assert(
      fc.property(drawn, bitsOf, (graph, bits) => {
        const model = modelOf(graph, bits)
        const g = admg({ nodes: names, ...graph })
        expect(graphOf(model).nodes).toContain('Y')
        const joint = query(model, [...names] as never) as never
        const question = { action: 'V2', context: ['V0', 'V1'], reward: 'Y' } as const
        const policy = ({ V0, V1 }: Readonly<Record<string, string>>) => (V0 === V1 ? '1' : { '0': 0.25, '1': 0.75 })
        const seen = policyValue({ graph: g, joint }, { ...question, policy })
        const direct = policyValue(model as never, { ...question, policy } as never)
        if (!direct.identifiable) throw new Error('a model tells everything')
        if (seen.identifiable) {
          found++
          expect(seen.value).toBeCloseTo(direct.value, 9)
        }
        const best = bestPolicy({ graph: g, joint }, question)
        const known = bestPolicy(model as never, question as never)
        expect(known.value).toBeGreaterThanOrEqual(direct.value - 1e-12)
        expect(known.value).toBeGreaterThanOrEqual(known.blindValue - 1e-12)
        if (best.identifiable) expect(best.value).toBeCloseTo(known.value, 9)
      }),
      { numRuns: 40 },
    )
    expect(found).toBeGreaterThan(3)
  })
})

describe('a log', () => {
  it('values the policy that made it by the mean, whatever the order of its rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 }), fc.double({ min: -5, max: 5, noNaN: true })), {
          minLength: 4,
          maxLength: 30,
        }),
        (rows) => {
          const chance = (x: number, a: number): number => (a === 0 ? 0.2 + 0.2 * x : 0.8 - 0.2 * x)
          const logOf = (list: typeof rows) =>
            table({
              x: list.map(([x]) => x),
              a: list.map(([, a]) => (a === 0 ? 'wait' : 'act')),
              r: list.map(([, , r]) => r),
              p: list.map(([x, a]) => chance(x, a)),
            })
          const actions = [...new Set(rows.map(([, a]) => (a === 0 ? 'wait' : 'act')))]
          if (actions.length < 2) return
          const asked = {
            ...({ action: 'a', context: 'x', reward: 'r', propensity: 'p' } as const),
            policy: ({ x }: Readonly<Record<string, string>>) => ({
              wait: chance(Number(x), 0),
              act: chance(Number(x), 1),
            }),
          }
          const mean = rows.reduce((sum, [, , r]) => sum + r, 0) / rows.length
          for (const estimator of ['ips', 'snips'] as const) {
            const found = offPolicyValue(logOf(rows), { ...asked, estimator })
            const turned = offPolicyValue(logOf([...rows].reverse()), { ...asked, estimator })
            if (!found.estimated || !turned.estimated) throw new Error('refused')
            expect(found.value).toBeCloseTo(mean, 9)
            expect(found.effectiveSampleSize).toBeCloseTo(rows.length, 6)
            expect(turned.standardError!).toBeCloseTo(found.standardError!, 9)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
