import { describe, expect, it } from 'vitest'
import {
  additiveNoise,
  bicScore,
  bootstrapGraph,
  boss,
  causalDeFinetti,
  causalDeFinettiPair,
  cdnod,
  directLingam,
  exactSearch,
  fci,
  fisherZ,
  ges,
  gfci,
  grasp,
  hillClimbing,
  icaLingam,
  mmhc,
  pc,
  rfci,
  type SearchOptions,
  type SearchProgress,
  select,
  series,
  simulateDag,
  simulateLinear,
  type Table,
  table,
  varLingam,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const names = ['A', 'B', 'C', 'D', 'E', 'F']
const { data } = simulateLinear(simulateDag(names, { degree: 3, seed: 4 }), 200, { seed: 4, noise: 'laplace' })
const pair = select(data, ['A', 'B'])
const many = Array.from({ length: 22 }, (_, i) => `V${i}`)
const wide = simulateLinear(simulateDag(many, { degree: 2, seed: 1 }), 300, { seed: 1 }).data
const bits = (seed: number): Table<Record<string, number>> =>
  table(
    Object.fromEntries(
      ['A', 'B', 'C'].map((name, k) => [
        name,
        Array.from({ length: 60 }, (_, i) => Math.floor(7 * (1 + Math.sin(seed + 3 * k + i * i))) % 2),
      ]),
    ),
  ) as Table<Record<string, number>>

/** Every long search, with how often it tells where it stands at the least. */
const searches: Readonly<Record<string, readonly [least: number, run: (options: SearchOptions) => unknown]>> = {
  pc: [7, (options) => pc(fisherZ(data), options)],
  fci: [7, (options) => fci(fisherZ(data), options)],
  rfci: [6, (options) => rfci(fisherZ(data), options)],
  cdnod: [6, (options) => cdnod(data, { domain: 'A', ...options })],
  ges: [12, (options) => ges(bicScore(data), options)],
  // each node of each sweep of each start
  boss: [24, (options) => boss(bicScore(data), options)],
  // each step of each start, and at least one more that finds nothing
  grasp: [4, (options) => grasp(bicScore(data), options)],
  hillClimbing: [3, (options) => hillClimbing(bicScore(data), options)],
  mmhc: [3, (options) => mmhc(fisherZ(data), bicScore(data), options)],
  gfci: [18, (options) => gfci(fisherZ(data), bicScore(data), options)],
  exactSearch: [6, (options) => exactSearch(bicScore(data), options)],
  'exactSearch by orders': [44, (options) => exactSearch(bicScore(wide), { maxParents: 2, ...options })],
  directLingam: [15, (options) => directLingam(data, options)],
  icaLingam: [3, (options) => icaLingam(data, options)],
  varLingam: [15, (options) => varLingam(series(data), options)],
  additiveNoise: [10, (options) => additiveNoise(pair, options)],
  causalDeFinetti: [6, (options) => causalDeFinetti(bits(1), bits(2), options)],
  causalDeFinettiPair: [
    3,
    (options) => causalDeFinettiPair(select(bits(1), ['A', 'B']), select(bits(2), ['A', 'B']), options),
  ],
  bootstrapGraph: [5, (options) => bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 5, ...options })],
}

describe('a long search', () => {
  it.each(Object.keys(searches))('%s tells where it stands', (name) => {
    const [least, run] = searches[name]!
    const seen: SearchProgress[] = []
    const found = run({ onProgress: (progress) => seen.push(progress) })
    expect(seen.length).toBeGreaterThanOrEqual(least)
    for (const { stage, level, done, total, tests } of seen) {
      expect(stage).not.toBe('')
      for (const count of [level, done, total, tests]) expect(Number.isInteger(count) && count >= 0).toBe(true)
      expect(done).toBeLessThanOrEqual(total)
    }
    // listening changes nothing
    expect(found).toEqual(run({}))
  })
  it.each(Object.keys(searches))('%s stops when asked to, before it begins or in the middle', (name) => {
    const [, run] = searches[name]!
    expectCausalError(() => run({ signal: { aborted: true } }), name.split(' ')[0]!, 'aborted')
    const signal = { aborted: false }
    let calls = 0
    const onProgress = (): void => {
      if (++calls === 3) signal.aborted = true
    }
    expectCausalError(() => run({ signal, onProgress }), name.split(' ')[0]!, 'aborted')
    expect(calls).toBe(3)
  })
})
