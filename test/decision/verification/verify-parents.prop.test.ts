import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyParents } from '../../../src/index.js'

const items = ['a', 'b', 'c', 'd', 'e', 'y'] as const

/** Random recipes of items that come before, some of which may fail; candidates are some of the items before y. */
const simulators = fc
  .record({
    recipes: fc.array(fc.array(fc.subarray([0, 1, 2, 3, 4]), { maxLength: 3 }), { minLength: 6, maxLength: 6 }),
    last: fc.array(fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
    success: fc.array(fc.constantFrom(1, 1, 0.5, 0.25, 0), { minLength: 6, maxLength: 6 }),
    candidates: fc.subarray(['a', 'b', 'c', 'd', 'e'] as const, { minLength: 1 }),
  })
  .map(({ recipes, last, success, candidates }) => ({
    recipes: Object.fromEntries(
      items.map((name, i) => [
        name,
        (i === 5 ? last : recipes[i]!).map((list) => list.filter((k) => k < i).map((k) => items[k]!)),
      ]),
    ) as Record<(typeof items)[number], (typeof items)[number][][]>,
    success: Object.fromEntries(items.map((name, i) => [name, success[i]!])) as Record<(typeof items)[number], number>,
    candidates,
  }))
type Simulator = typeof simulators extends fc.Arbitrary<infer S> ? S : never
type Item = (typeof items)[number]

/** The chance of y by listing how every attempt turns out. */
function chanceByHand({ recipes, success }: Simulator, given: readonly Item[], withheld: readonly Item[]): number {
  let total = 0
  for (let mask = 0; mask < 64; mask++) {
    let p = 1
    const there = new Set<Item>()
    for (const [i, item] of items.entries()) {
      const works = ((mask >> i) & 1) === 1
      p *= works ? success[item] : 1 - success[item]
      const made = works && recipes[item].some((recipe) => recipe.every((need) => there.has(need)))
      if (given.includes(item) || (made && !withheld.includes(item))) there.add(item)
    }
    if (there.has('y')) total += p
  }
  return total
}

describe('verifyParents', () => {
  it('says what a list of all settings says', () => {
    let [kept, several] = [0, 0]
    fc.assert(
      fc.property(simulators, (simulator) => {
        const { recipes, success, candidates } = simulator
        const found = verifyParents<Item>({ recipes, success }, { effect: 'y', candidates })
        expect(found.probability).toBeCloseTo(chanceByHand(simulator, candidates, []), 12)
        expect(found.natural.probability).toBeCloseTo(chanceByHand(simulator, [], []), 12)
        for (const { candidate, probability, kept: stays } of found.removals) {
          const others = candidates.filter((name) => name !== candidate)
          expect(probability).toBeCloseTo(chanceByHand(simulator, others, [candidate]), 12)
          expect(stays).toBe(found.probability > 0 && probability === 0)
          if (stays) kept++
        }
        const subsets = Array.from({ length: 2 ** candidates.length }, (_, mask) =>
          candidates.filter((_, k) => (mask >> k) & 1),
        )
        const enough = subsets.filter(
          (set) =>
            chanceByHand(
              simulator,
              set,
              candidates.filter((name) => !set.includes(name)),
            ) > 0,
        )
        const minimal = enough.filter(
          (set) => !enough.some((o) => o.length < set.length && o.every((x) => set.includes(x))),
        )
        const sorted = (sets: readonly (readonly Item[])[]): string[] =>
          sets.map((set) => [...set].sort().join()).sort()
        expect(sorted(found.minimalSufficientSets!)).toEqual(sorted(minimal))
        if (minimal.length > 1) several++
        expect(found.necessary).toEqual(
          candidates.filter((x) => minimal.length > 0 && minimal.every((s) => s.includes(x))),
        )
        expect([...found.kept].sort()).toEqual([...found.necessary!].sort())
        // direct: everything but the candidate is held at some setting at which it matters
        const rest = items.filter((name) => name !== 'y')
        const direct = candidates.filter((candidate) =>
          Array.from({ length: 2 ** rest.length }, (_, mask) => rest.filter((_, k) => (mask >> k) & 1)).some((held) => {
            const on = [...held.filter((name) => name !== candidate), candidate]
            const off = on.filter((name) => name !== candidate)
            const without = (given: readonly Item[]): Item[] => rest.filter((name) => !given.includes(name))
            return chanceByHand(simulator, on, without(on)) !== chanceByHand(simulator, off, without(off))
          }),
        )
        expect([...found.directCauses!].sort()).toEqual([...direct].sort())
      }),
      { numRuns: 100 },
    )
    expect(kept).toBeGreaterThan(2)
    expect(several).toBeGreaterThan(0)
  })

  it('by trials keeps what it keeps exactly, when trials are enough for the least chance', () => {
    let compared = 0
    fc.assert(
      fc.property(simulators, fc.nat(), (simulator, seed) => {
        const { recipes, success, candidates } = simulator
        const leastChance = Object.values(success).reduce((product, p) => (p > 0 ? product * p : product), 1)
        if (leastChance < 0.2) return
        const trials = leastChance === 1 ? 1 : 130
        const exact = verifyParents<Item>({ recipes, success }, { effect: 'y', candidates })
        const run = (setting: { given: readonly Item[]; withheld: readonly Item[]; seed: number }): boolean => {
          let state = setting.seed
          const there = new Set<Item>()
          for (const item of items) {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0
            const made = recipes[item].some((recipe) => recipe.every((need) => there.has(need)))
            const works = state / 2 ** 32 < success[item]
            if (setting.given.includes(item) || (made && works && !setting.withheld.includes(item))) there.add(item)
          }
          return there.has('y')
        }
        const tried = verifyParents<Item>(run, { effect: 'y', candidates, trials, leastChance, seed })
        expect(tried.missed!).toBeLessThan(1e-12)
        expect(tried.kept).toEqual(exact.kept)
        const sorted = (sets: readonly (readonly Item[])[] | null): string[] =>
          sets!.map((s) => [...s].sort().join()).sort()
        expect(sorted(tried.minimalSufficientSets)).toEqual(sorted(exact.minimalSufficientSets))
        compared++
      }),
      { numRuns: 60 },
    )
    expect(compared).toBeGreaterThan(4)
  })
})
