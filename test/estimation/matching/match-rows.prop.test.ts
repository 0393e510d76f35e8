import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatchPlan, matchRows } from '../../../src/estimation/matching/match-rows.js'
import type { Places } from '../../../src/estimation/matching/places.js'
import { placedRows } from '../../../src/estimation/matching/rows-at-places.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { plainMatches } from './plain-matches.js'

const plan = fc.record({
  neighbours: fc.integer({ min: 1, max: 4 }),
  replacement: fc.boolean(),
  caliper: fc.constantFrom(Number.POSITIVE_INFINITY, 0.4, 1, 3),
})
const world = fc.record({
  n: fc.oneof({ weight: 1, arbitrary: fc.integer({ min: 4, max: 90 }) }, { weight: 1, arbitrary: fc.constant(1100) }),
  dimension: fc.integer({ min: 1, max: 11 }),
  cells: fc.constantFrom(1, 1, 3),
  /** In how many steps a unit is measured: 0 for all digits. */
  steps: fc.constantFrom(0, 0, 1, 2),
  far: fc.constantFrom(1, 1, 1, 1e8, 1e30),
  shift: fc.constantFrom(0, 0, 1e5),
  seed: fc.integer({ min: 0, max: 2 ** 30 }),
})

function made({
  n,
  dimension,
  cells,
  steps,
  far,
  shift,
  seed,
}: typeof world extends fc.Arbitrary<infer T> ? T : never) {
  const random = generator(`near ${seed}`)
  const points = Float64Array.from({ length: n * dimension }, () => {
    const value = random.normal()
    return shift + (steps > 0 ? Math.round(value * steps) / steps : value)
  })
  points[0] = points[0]! * far
  const places: Places = {
    n,
    dimension,
    points,
    cell: Int32Array.from({ length: n }, () => Math.floor(random.uniform() * cells)),
    cells,
  }
  const arms: [number[], number[]] = [[], []]
  for (let i = 0; i < n; i++) arms[random.uniform() < 0.6 ? 0 : 1].push(i)
  const priority = Float64Array.from({ length: n }, () => Math.floor(random.uniform() * 5))
  return { places, arms, priority }
}

const checked = (
  { places, arms, priority }: ReturnType<typeof made>,
  options: Omit<MatchPlan, 'priority'>,
  own: boolean,
): void => {
  const full = { ...options, priority }
  const [rows, pool] = own ? [arms[0], arms[0]] : [arms[1], arms[0]]
  const found = matchRows(placedRows(rows, places), placedRows(pool, places), full)
  const wanted = plainMatches(rows, pool, places, full)
  expect([...found.keys()]).toEqual([...wanted.keys()])
  for (const [i, others] of wanted) expect(found.get(i), `row ${i}`).toEqual(others)
}

describe('matching', () => {
  it('finds what a look at all pairs finds: ties, cells, calipers, rows used once, points far off, the arm itself', () => {
    let large = 0
    fc.assert(
      fc.property(world, plan, fc.boolean(), (input, options, own) => {
        const problem = made(input)
        if (input.cells === 1 && new Set(problem.places.points).size > 1024) large++
        checked(problem, options, own)
      }),
      { numRuns: 75 },
    )
    // those for which the kernel is made
    expect(large).toBeGreaterThan(1)
  })
})
