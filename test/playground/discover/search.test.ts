import { describe, expect, it } from 'vitest'
import { discoverJobs } from '../../../examples/playground/src/discover/jobs'
import { firstSettings, type Settings } from '../../../examples/playground/src/discover/settings'
import { table } from '../../../src/data/index.js'
import { dag } from '../../../src/graph/index.js'
import { simulateLinear } from '../../../src/simulate/index.js'

const names = ['A', 'B', 'C', 'D', 'E']
const rows = (seed: number) =>
  simulateLinear(dag('A -> B; A -> C; B -> D; C -> D; D -> E'), 400, { seed }).data as never

const search = (parts: Partial<Settings>, seed = 1, tell = (_: unknown) => {}) =>
  discoverJobs.discover({ table: rows(seed), settings: { ...firstSettings, kernelRows: 60, ...parts } }, tell)

/** The edges as they stand in the answer: `A --> B`. */
const has = (edges: readonly string[], from: string, marks: string, to: string): boolean =>
  edges.some((edge) => edge.startsWith(`${from} ${marks} ${to}`))

const arrows = { '-->': '<--', '<--': '-->', '---': '---', 'o->': '<-o', '<->': '<->', 'o-o': 'o-o' } as const
const between = (edges: readonly string[], x: string, y: string): string | undefined =>
  Object.entries(arrows).find(([marks, turned]) => has(edges, x, marks, y) || has(edges, y, turned, x))?.[0]

it('warns in the words of the page of rows that follow one another', () => {
  const { A, B } = { A: [0], B: [0] } as Record<'A' | 'B', number[]>
  const draws = simulateLinear(dag('A; B'), 400, { seed: 3 }).data
  for (const [j, walk] of [A, B].entries())
    for (const step of draws.data[j] as Float64Array) walk.push(0.9 * walk.at(-1)! + step)
  const { warnings } = discoverJobs.discover(
    { table: table({ A, B }) as never, settings: { ...firstSettings, method: 'pc' } },
    () => {},
  )
  expect(warnings.join(' ')).toMatch(/^Rows seem to depend .* Then choose PCMCI\+, which tests given the past\./)
  expect(warnings.join(' ')).not.toMatch(/pcmciPlus|series\(/)
})

describe('what is known beforehand is honoured', () => {
  for (const method of ['pc', 'kernelPc', 'fci', 'boss', 'ges'] as const) {
    it(`by ${method}: required, forbidden, tiers`, () => {
      const found = search({ method, required: 'A -> E', forbidden: 'B -> D\nD -> B' })
      expect(between(found.edges, 'A', 'E')).toBe('-->')
      expect(between(found.edges, 'B', 'D')).toBeUndefined()
      const tiered = search({ method, tiers: 'E\nD\nC, B\nA' })
      for (const [early, late] of [
        ['E', 'D'],
        ['D', 'C'],
        ['D', 'B'],
        ['B', 'A'],
        ['C', 'A'],
      ] as const)
        expect(['-->', '---']).not.toContain(between(tiered.edges, late, early))
      const partly = search({ method, tiers: 'A, B, C, D' })
      expect(partly.notes.some((note) => /tiers say nothing of E/.test(note))).toBe(true)
    })
  }
  it('by PCMCI+, at each lag', () => {
    const n = 400
    const { data } = simulateLinear(dag('X -> Y'), n, { seed: 3 })
    const [x, y] = data.data as unknown as [Float64Array, Float64Array]
    const shifted = table({
      X: Float64Array.from({ length: n - 1 }, (_, t) => x[t + 1]!),
      Y: Float64Array.from({ length: n - 1 }, (_, t) => y[t]!),
    }) as never
    const over = (parts: Partial<Settings>) =>
      discoverJobs.discover({ table: shifted, settings: { ...firstSettings, method: 'pcmciPlus', ...parts } }, () => {})
    expect(over({}).edges.some((edge) => edge.startsWith('X 1 step before --> Y'))).toBe(true)
    expect(over({ forbidden: 'X[t-1] -> Y' }).edges.some((edge) => edge.startsWith('X 1 step before --> Y'))).toBe(
      false,
    )
    expect(over({ tiers: 'Y\nX' }).edges.filter((edge) => /^X.*> Y/.test(edge))).toEqual([])
    expect(
      over({ required: 'Y[t-2] -> X' }).edges.filter((edge) => edge.startsWith('Y 2 steps before --> X')),
    ).toHaveLength(1)
    expect(() => over({ required: 'X -> Y' })).toThrow(/needs its lag in line 1 of the required edges.*X\[t-1\] -> Y/)
    expect(() => over({ forbidden: '\nX[t-3] -> Y' })).toThrow(/line 2 of the forbidden edges.*reaches back 3 steps/)
    expect(() => over({ required: 'X[t] -> Y\nY[t] -> X' })).toThrow(/circle: line 1.*; line 2/)
    expect(() => over({ required: 'X[t-1] -> Y', forbidden: 'X -> Y' })).toThrow(/contradict/)
    expect(over({ required: 'X[t-1] -> Y', forbidden: 'X[t-2] -> Y' }).edges.length).toBeGreaterThan(0)
  })
})

describe('the bootstrap', () => {
  it('of rows tells shares and marks, and moves on', () => {
    const told: { share: number | undefined; doing: string }[] = []
    const found = search({ method: 'pc', draws: 5 }, 2, (progress) => told.push(progress as (typeof told)[number]))
    expect(found.again.length).toBeGreaterThan(3)
    for (const { share, as } of found.again) {
      expect(share).toBeGreaterThan(0)
      expect(as.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(share)
    }
    const shares = told.filter(({ doing }) => doing.startsWith('bootstrap')).map(({ share }) => share!)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(new Set(shares).size).toBe(5)
    expect(Math.max(...shares)).toBeLessThan(1)
  })
  it('of a series tells each link at its lag, with its strength', () => {
    const n = 300
    const { data } = simulateLinear(dag('X -> Y'), n, { seed: 3 })
    const [x, y] = data.data as unknown as [Float64Array, Float64Array]
    const shifted = table({ X: x.slice(1), Y: y.slice(0, n - 1) }) as never
    const settings = { ...firstSettings, method: 'pcmciPlus', draws: 10, blockLength: 5 } as const
    const found = discoverJobs.discover({ table: shifted, settings }, () => {})
    const link = found.again.find(({ pair }) => pair === 'X 1 step before – Y')!
    expect(link.share).toBe(1)
    expect(link.as).toEqual([{ marks: '-->', share: 1 }])
    expect(link.strength!.interval[0]).toBeLessThanOrEqual(link.strength!.mean)
    expect(discoverJobs.discover({ table: shifted, settings }, () => {})).toEqual(found)
    const wrong = { ...settings, blockLength: 0 }
    expect(() => discoverJobs.discover({ table: shifted, settings: wrong }, () => {})).toThrow(/blockLength/)
  })
  it('of a series refuses categories and a column of times that is gone, in words', () => {
    const worded = table({ X: [1, 2, 3, 5], word: ['a', 'b', 'a', 'b'] }) as never
    const settings = { ...firstSettings, method: 'pcmciPlus' } as const
    expect(() => discoverJobs.discover({ table: worded, settings }, () => {})).toThrow(/word holds categories/)
    const gone = { ...settings, time: 'day' }
    expect(() => discoverJobs.discover({ table: worded, settings: gone }, () => {})).toThrow(/no column of these rows/)
  })
})

describe('lines that contradict each other', () => {
  const message = (parts: Partial<Settings>): string => {
    try {
      search(parts)
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }
  it('are named', () => {
    expect(message({ required: 'A -> B\nB -> C', forbidden: 'D -> E\n\nB -> C' })).toMatch(
      /Line 2 of the required edges \(B -> C\) and line 3 of the forbidden edges \(B -> C\) contradict/,
    )
    expect(message({ required: 'A -> B\nB -> C\nD -> E\nC -> A' })).toMatch(/: line 1 .*; line 2 .*; line 4 /)
    expect(message({ required: 'E -> A', tiers: 'A, B\nC, D\nE' })).toMatch(/line 3 of the tiers.*line 1 of the tiers/)
    expect(message({ tiers: 'A, B\nA' })).toMatch(/line 1 of the tiers.*line 2 of the tiers/)
    expect(message({ tiers: 'A, B, A' })).toMatch(/stands twice in line 1/)
    expect(message({ required: 'A -> A' })).toMatch(/line 1 .*to itself/)
    expect(message({ forbidden: 'A[t-1] -> B' })).toMatch(/line 1 of the forbidden edges.*only PCMCI\+/)
    expect(names.every((name) => message({ tiers: name }) === '')).toBe(true)
  })
})
