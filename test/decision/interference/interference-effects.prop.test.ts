import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InterferenceEffects, interferenceEffects, table } from '../../../src/index.js'

/** Groups with an outcome for each assignment and unit, chances that differ between units, two policies. */
const worlds = fc.record({
  groups: fc.array(
    fc.record({
      chance: fc.array(fc.constantFrom(0.2, 0.5, 0.7), { minLength: 1, maxLength: 3 }),
      values: fc.array(fc.integer({ min: -5, max: 9 }), { minLength: 24, maxLength: 24 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  policies: fc.tuple(fc.constantFrom(0, 0.25, 0.6, 1), fc.constantFrom(0, 0.4, 0.8, 1)),
})
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never

const bits = (code: number, size: number): number[] => Array.from({ length: size }, (_, i) => (code >> i) & 1)
const weight = (z: readonly number[], p: (i: number) => number): number =>
  z.reduce((product, each, i) => product * (each === 1 ? p(i) : 1 - p(i)), 1)

function run({ groups, policies }: World, codes: readonly number[], estimator?: 'hajek'): InterferenceEffects {
  const rows = groups.flatMap(({ chance, values }, g) => {
    const z = bits(codes[g]!, chance.length)
    return z.map((each, i) => ({ g: `group ${g}`, z: each, p: chance[i]!, y: values[codes[g]! * 3 + i]! }))
  })
  return interferenceEffects(table(rows), {
    ...({ group: 'g', treatment: 'z', outcome: 'y', propensity: 'p', policies } as const),
    ...(estimator === undefined ? {} : { estimator }),
  })
}

/** By the definition: means over units within groups, then over groups; others follow the policy. */
function truth({ groups }: World, policy: number, own: number | null): number {
  const of = groups.map(({ chance, values }) => {
    const size = chance.length
    let sum = 0
    for (let code = 0; code < 2 ** size; code++) {
      const z = bits(code, size)
      for (let i = 0; i < size; i++) {
        if (own !== null && z[i] !== own) continue
        const others = z.filter((_, j) => own === null || j !== i)
        sum += (weight(others, () => policy) * values[code * 3 + i]!) / size
      }
    }
    return sum
  })
  return of.reduce((sum, each) => sum + each, 0) / of.length
}

describe('interferenceEffects', () => {
  it('is right on average over the design, for policies of 0 and 1 and groups of one too', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const average = new Map<string, number>()
        const add = (key: string, value: number): void => void average.set(key, (average.get(key) ?? 0) + value)
        // groups are independent: every assignment of each, the others at a fixed one
        for (const [g, { chance }] of world.groups.entries()) {
          const alone = { ...world, groups: [world.groups[g]!] }
          for (let code = 0; code < 2 ** chance.length; code++) {
            const p = weight(bits(code, chance.length), (i) => chance[i]!) / world.groups.length
            for (const [k, means] of run(alone, [code]).policies.entries()) {
              add(`untreated ${k}`, p * (means.untreated.estimate ?? 0))
              add(`treated ${k}`, p * (means.treated.estimate ?? 0))
              add(`overall ${k}`, p * (means.overall.estimate ?? 0))
            }
          }
        }
        for (const [k, policy] of world.policies.entries()) {
          expect(average.get(`untreated ${k}`)).toBeCloseTo(truth(world, policy, 0), 9)
          expect(average.get(`treated ${k}`)).toBeCloseTo(truth(world, policy, 1), 9)
          expect(average.get(`overall ${k}`)).toBeCloseTo(truth(world, policy, null), 9)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has effects that are differences of its means, and means over groups of those of each', () => {
    let told = 0
    fc.assert(
      fc.property(worlds, fc.array(fc.nat({ max: 7 }), { minLength: 3, maxLength: 3 }), (world, picks) => {
        const codes = world.groups.map(({ chance }, g) => picks[g]! % 2 ** chance.length)
        const whole = run(world, codes)
        const each = world.groups.map((group, g) => run({ ...world, groups: [group] }, [codes[g]!]))
        for (const k of [0, 1] as const)
          for (const key of ['untreated', 'treated', 'overall'] as const) {
            const parts = each.map(({ policies }) => policies[k][key].estimate)
            const found = whole.policies[k][key]
            if (parts.every((part) => part === null)) {
              expect(found.estimate).toBeNull()
              continue
            }
            const values = parts.map((part) => part ?? 0)
            const mean = values.reduce((sum, v) => sum + v, 0) / values.length
            expect(found.estimate).toBeCloseTo(mean, 9)
            if (values.length === 1) expect(found.standardError).toBeNull()
            else {
              const spread = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) / values.length
              expect(found.standardError).toBeCloseTo(Math.sqrt(spread), 9)
            }
          }
        const [first, second] = whole.policies
        const { estimate } = whole.totalEffect
        if (estimate !== null && second.directEffect.estimate !== null && whole.spilloverEffect.estimate !== null) {
          expect(estimate).toBeCloseTo(second.directEffect.estimate + whole.spilloverEffect.estimate, 9)
          expect(estimate).toBeCloseTo(second.treated.estimate! - first.untreated.estimate!, 9)
          told++
        }
        const ratio = run(world, codes, 'hajek')
        const low = Math.min(...world.groups.flatMap(({ values }) => values))
        const high = Math.max(...world.groups.flatMap(({ values }) => values))
        for (const { overall } of ratio.policies)
          if (overall.estimate !== null) {
            expect(overall.estimate).toBeGreaterThan(low - 1e-9)
            expect(overall.estimate).toBeLessThan(high + 1e-9)
          }
      }),
      { numRuns: 80 },
    )
    expect(told).toBeGreaterThan(5)
  })
})
