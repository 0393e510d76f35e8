import { describe, expect, it } from 'vitest'
import { bootstrapGraph, dag, fci, fisherZ, pc, simulateLinear, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { edgeTexts } from './support.js'

const graph = dag('A; B; C; D; A -> C <- B; C -> D')
const { data } = simulateLinear(graph, 150, { seed: 4, coefficients: [0.3, 0.9] })

describe('bootstrapGraph', () => {
  const result = bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 40, seed: 2 })
  it('counts edges and their marks', () => {
    expect(result.draws).toBe(40)
    expect(result.failed).toBe(0)
    for (const { adjacent, marks } of result.edges) {
      expect(adjacent).toBeLessThanOrEqual(1)
      expect(marks.reduce((sum, { frequency }) => sum + frequency, 0)).toBeCloseTo(adjacent, 12)
      const shares = marks.map(({ frequency }) => frequency)
      expect(shares).toEqual([...shares].sort((a, b) => b - a))
    }
    expect(edgeTexts(result.consensus)).toHaveLength(3)
    for (const { adjacent, interval, marks } of result.edges) {
      expect(interval[0]).toBeLessThanOrEqual(adjacent)
      expect(interval[1]).toBeGreaterThanOrEqual(adjacent)
      for (const { frequency, interval: own } of marks) expect(own[0] <= frequency && frequency <= own[1]).toBe(true)
    }
  })
  it('is the same twice, and another with another seed', () => {
    expect(bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 40, seed: 2 })).toEqual(result)
    expect(bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 40, seed: 3 })).not.toEqual(result)
  })
  it('gives the same from weights as from copied rows', () => {
    expect(bootstrapGraph(data, (m) => pc(fisherZ(m)), { draws: 40, seed: 2, as: 'moments' })).toEqual(result)
  })
  it('takes a bare graph, and PAGs', () => {
    expect(bootstrapGraph(data, (t) => pc(fisherZ(t)).graph, { draws: 40, seed: 2 })).toEqual(result)
    expect(bootstrapGraph(data, (t) => fci(fisherZ(t)), { draws: 5 }).consensus.kind).toBe('pag')
  })
  it('asks for more than the threshold', () => {
    expect(
      bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 40, seed: 2, threshold: 0.999 }).consensus.edges.length,
    ).toBeLessThanOrEqual(3)
    expect(
      bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 40, seed: 2, threshold: 0 }).consensus.edges,
    ).toHaveLength(result.edges.length)
  })
  it('warns of rows that follow one another, in either form, and of no others', () => {
    expect(result.warnings).toBeUndefined()
    const walk = (values: Float64Array): Float64Array => {
      let at = 0
      return values.map((v) => {
        at = 0.9 * at + v
        return at
      })
    }
    const walks = table(Object.fromEntries(data.columns.map((name, j) => [name, walk(data.data[j] as Float64Array)])))
    const found = bootstrapGraph(walks, (t) => pc(fisherZ(t)), { draws: 5 })
    expect(found.warnings).toEqual(pc(fisherZ(walks)).warnings)
    expect(found.warnings?.join()).toContain('rows seem to depend on the rows before them')
    expect(bootstrapGraph(walks, (m) => pc(fisherZ(m)), { draws: 5, as: 'moments' }).warnings).toEqual(found.warnings)
  })
  it('counts the replicates that were refused, and fails when all are', () => {
    // one row of seven differs: in (6/7)^7 = 34 % of the replicates the column is constant
    const rare = table({ X: [0, 0, 0, 0, 0, 0, 1], Y: [3, 1, 2, 5, 4, 7, 6] })
    const { draws, failed } = bootstrapGraph(rare, (t) => pc(fisherZ(t)), { draws: 100, seed: 1 })
    expect(draws + failed).toBe(100)
    expect(failed).toBeGreaterThan(10)
    const constant = table({ X: [1, 1, 1, 1, 1], Y: [1, 2, 3, 4, 5] })
    expectCausalError(() => bootstrapGraph(constant, (t) => pc(fisherZ(t))), 'bootstrapGraph', 'invalid-data')
  })
  it('passes on what is no refusal', () => {
    expect(() =>
      bootstrapGraph(data, () => {
        throw new TypeError('mine')
      }),
    ).toThrow('mine')
  })
  it('refuses options out of range, and stops when asked to', () => {
    const search = (t: typeof data): ReturnType<typeof pc> => pc(fisherZ(t))
    expectCausalError(() => bootstrapGraph(data, search, { draws: 0 }), 'bootstrapGraph', 'invalid-argument')
    expectCausalError(() => bootstrapGraph(data, search, { threshold: 1 }), 'bootstrapGraph', 'invalid-argument')
    expectCausalError(() => bootstrapGraph(data, search, { as: 'sums' as never }), 'bootstrapGraph', 'invalid-argument')
    expectCausalError(() => bootstrapGraph(null as never, search as never), 'bootstrapGraph', 'invalid-argument')
    expectCausalError(() => bootstrapGraph(data, search, { signal: { aborted: true } }), 'bootstrapGraph', 'aborted')
  })
})
