import { describe, expect, it } from 'vitest'
import {
  bagged,
  laggedCorrelation,
  laggedGraph,
  laggedSeparation,
  normals,
  pcmci,
  pcmciPlus,
  randomStream,
  rankCorrelation,
  series,
  slidingWindows,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** X drives Y one step later, Y drives Z within the step; X remembers itself. */
function columns(steps: number, seed: string): { X: number[]; Y: number[]; Z: number[] } {
  const noise = normals(randomStream(seed), 3 * steps).values
  const rows = { X: [0], Y: [0], Z: [0] }
  for (let t = 1; t < steps; t++) {
    rows.X.push(0.7 * rows.X[t - 1]! + noise[3 * t]!)
    rows.Y.push(0.7 * rows.X[t - 1]! + noise[3 * t + 1]!)
    rows.Z.push(0.7 * rows.Y[t]! + noise[3 * t + 2]!)
  }
  return rows
}
const data = series(table(columns(300, 'chain')))
const links = ({ graph }: { graph: { edges: readonly { from: string; lag: number; to: string }[] } }): string[] =>
  graph.edges.map(({ from, lag, to }) => `${from} ${lag} ${to}`)

describe('pcmci and pcmciPlus', () => {
  it('find what drives what, and report every possible link', () => {
    const plus = pcmciPlus(data, { maxLag: 2, alpha: 0.001 })
    expect(links(plus)).toEqual(['X 1 X', 'X 1 Y', 'Y 0 Z'])
    expect(plus.graph.edges[2]).toMatchObject({ fromMark: 'tail', toMark: 'arrow' })
    expect(plus.links).toHaveLength(3 * 3 * 2 + 3)
    // which takes effects within a step for none, and so finds what X does to Z through Y
    expect(links(pcmci(data, { maxLag: 2, alpha: 0.001 }))).toEqual(['X 1 X', 'X 1 Y', 'Y 0 Z', 'X 1 Z'])
  })

  it('depend on no order of the variables', () => {
    const { X, Y, Z } = columns(150, 'order')
    const [a, b] = [table({ X, Y, Z }), table({ Z, Y, X })].map((rows) =>
      pcmciPlus(series(rows), { maxLag: 2, alpha: 0.2 }),
    )
    const sorted = (result: typeof a): unknown[] => [...links(result!)].sort()
    expect(sorted(a)).toEqual(sorted(b))
    const strength = (result: typeof a) =>
      result!.links.find(({ from, to, lag }) => from === 'X' && to === 'Y' && lag === 1)
    expect(strength(a)).toEqual(strength(b))
  })

  it('correct p-values for their number', () => {
    const plain = pcmci(data, { maxLag: 2, alpha: 0.05 })
    const corrected = pcmci(data, { maxLag: 2, alpha: 0.05, multiplicity: 'holm' })
    for (const [k, link] of corrected.links.entries())
      expect(link.pValue).toBeGreaterThanOrEqual(plain.links[k]!.pValue!)
    expect(corrected.graph.edges.length).toBeLessThanOrEqual(plain.graph.edges.length)
  })

  it('keep what could not be tested, and name it', () => {
    const { X, Y } = columns(60, 'twin')
    const twin = series(table({ X, Y, Twice: X.map((value) => 2 * value) }))
    const { untested, graph } = pcmciPlus(twin, { alpha: 0.01 })
    expect(untested.length).toBeGreaterThan(0)
    expect(untested[0]!.reason).toBe('determined')
    const { x, y } = untested[0]!
    expect(graph.edges.some((e) => new Set([e.from, e.to, x.name, y.name]).size <= 2)).toBe(true)
  })

  it('refuse what makes no sense, by name', () => {
    expectCausalError(() => pcmciPlus(data, { alpha: 1 }), 'pcmciPlus', 'invalid-argument')
    expectCausalError(() => pcmciPlus(laggedCorrelation(data), { maxLag: 2 }), 'pcmciPlus', 'invalid-argument')
    expectCausalError(() => pcmciPlus(data, { maxLag: 200 }), 'pcmciPlus', 'too-few-rows')
    const knowledge = { required: [{ from: 'X', to: 'Y', lag: 0 } as const], tiers: [['Y'], ['X']] as const }
    expectCausalError(() => pcmciPlus(data, { knowledge }), 'pcmciPlus', 'contradiction')
    expectCausalError(() => pcmciPlus(data, { knowledge: { required: [['X', 'Y']] } }), 'pcmciPlus', 'invalid-argument')
    expectCausalError(() => pcmci(data, { signal: { aborted: true } }), 'pcmci', 'aborted')
  })

  it('tell how far they are', () => {
    const stages = new Set<string>()
    pcmciPlus(data, { onProgress: ({ stage }) => stages.add(stage) })
    expect([...stages]).toEqual(['lagged conditions', 'contemporaneous', 'colliders'])
  })
})

describe('bagged', () => {
  it('gives the same for the same seed, and its votes add up', () => {
    const search = (test: ReturnType<typeof laggedCorrelation<'X' | 'Y' | 'Z'>>) => pcmciPlus(test, { alpha: 0.01 })
    const [a, b] = [1, 1].map((seed) => bagged(data, search, { draws: 15, seed, blockLength: 4 }))
    expect(a).toEqual(b)
    for (const { votes, frequency } of a!.links) {
      const sum = Object.values(votes).reduce((total, share) => total + share, 0)
      expect(sum).toBeCloseTo(1, 12)
      expect(frequency).toBeLessThanOrEqual(1)
    }
    expect(links(a!)).toContain('X 1 Y')
    expect(bagged(data, search, { draws: 15, seed: 2 }).links).not.toEqual(a!.links)
  })

  it('takes any test, made from drawn rows', () => {
    const found = bagged(data, (test) => pcmci(test, { alpha: 0.001 }), { draws: 4, makeTest: rankCorrelation })
    expect(links(found)).toContain('X 1 Y')
  })

  it('gives ties to absence, then to the conflict, then to the link without direction', () => {
    const graphs = ['X; Y', 'X -> Y', 'X -- Y', 'X <- Y'].map((text) => laggedGraph(text))
    const vote = (...which: number[]) => {
      let k = 0
      const rows = which.map(() => [2, 3, 4])
      return bagged(series(table({ X: [1, 4, 2, 8, 5, 7], Y: [2, 1, 1, 3, 9, 2] })), () => graphs[which[k++]!]!, {
        maxLag: 1,
        replicates: rows,
      }).graph.edges
    }
    expect(vote(0, 1)).toEqual([])
    expect(vote(1, 2)[0]).toMatchObject({ toMark: 'tail' })
    expect(vote(1, 3)[0]).toMatchObject({ toMark: 'tail', conflict: true })
    expect(vote(1, 3, 1)[0]).toMatchObject({ toMark: 'arrow' })
  })

  it('refuses rows without a complete window, and a search refused everywhere', () => {
    const search = () => laggedGraph('X; Y; Z')
    expectCausalError(() => bagged(data, search, { replicates: [[0, 1]] }), 'bagged', 'invalid-argument')
    expectCausalError(
      () => bagged(data, (test) => pcmciPlus(test, { maxLag: 3 }), { draws: 2 }),
      'bagged',
      'invalid-data',
    )
  })
})

describe('slidingWindows', () => {
  it('goes over time, and says where there is nothing', () => {
    const t = [0, 1, 2, 3, 4, 5, 20, 21, 22, 23, 24, 25]
    const gap = series(table({ t, X: t.map((v) => (v * v) % 7) }), { time: 't' })
    const found = slidingWindows(gap, (window) => window.table.rowCount, { length: 6 })
    expect(found.map(({ from, rows, computed }) => [from, rows, computed])).toEqual([
      [0, 6, true],
      [6, 0, false],
      [12, 0, false],
      [18, 4, true],
    ])
    const searched = slidingWindows(data, (window) => pcmciPlus(window, { alpha: 0.01 }), { length: 100, step: 50 })
    expect(searched).toHaveLength(5)
    expect(searched.every((window) => window.computed && links(window.result).includes('X 1 Y'))).toBe(true)
    expectCausalError(() => slidingWindows(data, () => 0, { length: 301 }), 'slidingWindows', 'invalid-argument')
  })
})

describe('a search over an oracle', () => {
  it('is the same from a test and its plan', () => {
    const g = laggedGraph('X[t-1] -> X; X[t-1] -> Y; Z -> Y')
    const { plan: _, ...without } = laggedSeparation(g)
    const test = Object.assign(
      (...question: Parameters<ReturnType<typeof laggedSeparation>>) => laggedSeparation(g)(...question),
      without,
    )
    expect(pcmciPlus(test).graph).toEqual(pcmciPlus(laggedSeparation(g)).graph)
  })
})
