import { describe, expect, it } from 'vitest'
import {
  bicScore,
  dag,
  fisherZ,
  ges,
  pc,
  simulateDag,
  simulateLinear,
  stabilitySelection,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('stabilitySelection', () => {
  const truth = simulateDag(8, { degree: 2, seed: 2 })
  const { data } = simulateLinear(truth, 400, { seed: 3 })
  const pairsOf = (graph: { edges: readonly { from: string; to: string }[] }) =>
    new Set(graph.edges.map(({ from, to }) => [from, to].sort().join()))

  it('selects edges that are there, with few wrong, over alpha and over the settings of a score', () => {
    for (const search of [
      (half: typeof data, alpha: number) => pc(fisherZ(half), { alpha }),
      (half: typeof data) => ges(bicScore(half)),
    ]) {
      const found = stabilitySelection(data, search, { settings: [0.001, 0.01], draws: 15, threshold: 0.8, seed: 1 })
      const wanted = pairsOf(truth)
      const wrong = found.selected.filter((pair) => !wanted.has([...pair].sort().join()))
      expect(wrong.length).toBeLessThanOrEqual(1)
      expect(found.selected.length).toBeGreaterThan(wanted.size / 2)
      for (const { shares, share, selected } of found.edges) {
        expect(share).toBe(Math.max(...shares))
        expect(selected).toBe(share >= 0.8)
      }
      expect(found.runs).toBe(60)
      expect(found.expectedFalse).toBeCloseTo(found.joined ** 2 / (0.6 * 28), 9)
    }
  })

  it('is seeded, and does not depend on the order of columns', () => {
    const search = (half: typeof data, alpha: number) => pc(fisherZ(half), { alpha })
    const options = { settings: [0.01], draws: 5, seed: 'a' }
    const one = stabilitySelection(data, search, options)
    expect(stabilitySelection(data, search, options)).toEqual(one)
    const back = table(
      Object.fromEntries([...data.columns].reverse().map((name) => [name, data.data[data.columns.indexOf(name)]!])),
    )
    const other = stabilitySelection(back as unknown as typeof data, search, options)
    expect(new Set(other.selected.map((pair) => [...pair].sort().join()))).toEqual(
      new Set(one.selected.map((pair) => [...pair].sort().join())),
    )
  })

  it('selects nothing among independent columns', () => {
    const noise = simulateLinear(dag('A; B; C; D; E; F'), 300, { seed: 9 }).data
    const found = stabilitySelection(noise, (half, alpha) => pc(fisherZ(half), { alpha }), {
      settings: [0.01, 0.05],
      draws: 20,
    })
    expect(found.selected).toEqual([])
    expect(found.expectedFalse).toBeLessThan(1)
  })

  it('counts refused searches, and says when all are', () => {
    const search = () => {
      throw new TypeError('broken')
    }
    expect(() => stabilitySelection(data, search, { settings: [1] })).toThrow(TypeError)
    expectCausalError(
      () => stabilitySelection(data, () => truth, { settings: [] }),
      'stabilitySelection',
      'invalid-argument',
    )
    expectCausalError(
      () => stabilitySelection(data, () => truth, { settings: [1], threshold: 0.5 }),
      'stabilitySelection',
      'invalid-argument',
    )
    const refused = (half: typeof data) => pc(fisherZ(half), { alpha: 7 })
    expectCausalError(
      () => stabilitySelection(data, refused, { settings: [1], draws: 2 }),
      'stabilitySelection',
      'invalid-data',
    )
    const signal = { aborted: true }
    expectCausalError(
      () => stabilitySelection(data, () => truth, { settings: [1], signal }),
      'stabilitySelection',
      'aborted',
    )
  })

  it('warns of rows that follow one another, and of no others', () => {
    const search = (half: typeof data) => pc(fisherZ(half))
    const few = { settings: [1], draws: 2 }
    expect(stabilitySelection(data, search, few).warnings).toBeUndefined()
    const sums = table(
      Object.fromEntries(
        data.columns.map((name, j) => {
          let at = 0
          return [
            name,
            (data.data[j] as Float64Array).map((v) => {
              at = 0.9 * at + v
              return at
            }),
          ]
        }),
      ),
    )
    const { warnings } = stabilitySelection(sums, (half) => pc(fisherZ(half)), few)
    expect(warnings).toEqual(pc(fisherZ(sums)).warnings)
    expect(warnings?.join()).toContain('rows seem to depend on the rows before them')
  })
})
