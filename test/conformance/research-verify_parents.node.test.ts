import { expect } from 'vitest'
import { verifyParents } from '../../src/index.js'
import { conformance, expectClose, setOfSets } from './harness.js'

const number = (fraction: string | number): number => {
  const [a, b = '1'] = String(fraction).split('/')
  return Number(a) / Number(b)
}

interface Case {
  readonly kind: string
  readonly simulator: {
    readonly order: string[]
    readonly recipes: Readonly<Record<string, string[][]>>
    readonly success: Readonly<Record<string, string>>
  }
  readonly effect: string
  readonly candidates: string[]
  readonly expected: {
    readonly effectProbability: string
    readonly removalProbability: Readonly<Record<string, string>>
    readonly keptParents: string[]
    readonly minimalSufficientSets: string[][]
    readonly necessary: string[]
    readonly naturalProbability: string
    readonly naturalRemovalProbability: Readonly<Record<string, string>>
    readonly keptByNaturalRemoval: string[]
    readonly directCauses: string[]
    readonly trialsFor99?: number
  }
}

/** The simulator run from outside, by its definition. */
function run({ simulator, effect }: Case) {
  const { order, recipes, success } = simulator
  return ({
    given,
    withheld,
    seed,
  }: {
    given: readonly string[]
    withheld: readonly string[]
    seed: number
  }): boolean => {
    let state = seed
    const there = new Set<string>()
    for (const item of order) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const works = state / 2 ** 32 < number(success[item]!)
      const made = works && (recipes[item] ?? []).some((recipe) => recipe.every((need) => there.has(need)))
      if (given.includes(item) || (made && !withheld.includes(item))) there.add(item)
    }
    return there.has(effect)
  }
}

conformance<Case, Case[]>(
  'research/verifyParents',
  'research/verify_parents.json',
  (all) => all.filter(({ kind }) => kind === 'verifyParents'),
  (item) => {
    const { simulator, effect, candidates, expected } = item
    const { recipes } = simulator
    const success = Object.fromEntries(Object.entries(simulator.success).map(([name, p]) => [name, number(p)]))
    const found = verifyParents<string>({ recipes, success }, { effect, candidates })
    const sorted = (names: readonly string[] | null): string[] => [...names!].sort()
    expectClose(found.probability, number(expected.effectProbability), 1e-9, 1e-9, 'all given')
    expectClose(found.natural.probability, number(expected.naturalProbability), 1e-9, 1e-9, 'natural')
    for (const { candidate, probability } of found.removals)
      expectClose(probability, number(expected.removalProbability[candidate]!), 1e-9, 1e-9, candidate)
    for (const { candidate, probability } of found.natural.removals)
      expectClose(probability, number(expected.naturalRemovalProbability[candidate]!), 1e-9, 1e-9, candidate)
    expect(sorted(found.kept)).toEqual(sorted(expected.keptParents))
    expect(sorted(found.natural.kept)).toEqual(sorted(expected.keptByNaturalRemoval))
    expect(setOfSets(found.minimalSufficientSets!)).toEqual(setOfSets(expected.minimalSufficientSets))
    expect(sorted(found.necessary)).toEqual(sorted(expected.necessary))
    expect(sorted(found.directCauses)).toEqual(sorted(expected.directCauses))
    if (expected.trialsFor99 !== undefined) expect(found.trialsNeeded).toBe(expected.trialsFor99)
    // the same by trials of the simulator as a black box, so many that nothing is missed but once in a thousand million
    const leastChance = Object.values(success).reduce((product, p) => (p > 0 ? product * p : product), 1)
    const trials = leastChance === 1 ? 1 : Math.ceil(Math.log(1e-9) / Math.log(1 - leastChance))
    if ((2 ** candidates.length + 2 * candidates.length + 2) * trials > 100_000) return
    const tried = verifyParents<string>(run(item), { effect, candidates, trials, leastChance })
    expect(sorted(tried.kept)).toEqual(sorted(expected.keptParents))
    expect(sorted(tried.natural.kept)).toEqual(sorted(expected.keptByNaturalRemoval))
    expect(setOfSets(tried.minimalSufficientSets!)).toEqual(setOfSets(expected.minimalSufficientSets))
    expect(tried.missed!).toBeLessThan(1.1e-9)
    expect(tried.directCauses).toBeNull()
  },
)
