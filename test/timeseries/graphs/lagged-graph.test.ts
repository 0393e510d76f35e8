import { describe, expect, it } from 'vitest'
import {
  dSeparated,
  fromJson,
  laggedGraph,
  laggedSeparation,
  series,
  slidingWindows,
  summaryDag,
  summaryGraph,
  table,
  toDagitty,
  toJson,
  unrolled,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

describe('laggedGraph', () => {
  it('reads a text with times, quoted names and all marks', () => {
    const g = laggedGraph('X[t-1] -> X[t]; "cpu load"[t-2] -> X; Y -- X # a comment\n"Z"[ t - 0 ] <- Y[t-1]')
    expect(g.kind).toBe('lagged-cpdag')
    expect(g.nodes).toEqual(['X', 'cpu load', 'Y', 'Z'])
    expect(g.maxLag).toBe(2)
    expect(g.edges.map(({ from, to, lag }) => [from, to, lag])).toEqual([
      ['X', 'X', 1],
      ['cpu load', 'X', 2],
      ['X', 'Y', 0],
      ['Y', 'Z', 1],
    ])
    const pag = laggedGraph('X[t-1] o-> Y[t]; X o-o Z; Y[t] <-> Z[t-1]; U o-> V')
    expect(pag.kind).toBe('lagged-pag')
    expect(pag.nodes).toEqual(['X', 'Y', 'Z', 'U', 'V'])
    expect(pag.edges[0]).toEqual({ from: 'X', to: 'Y', lag: 1, fromMark: 'circle', toMark: 'arrow' })
  })

  it('shifts an edge so that its later end is at t', () => {
    expect(laggedGraph('X[t-3] -> Y[t-1]').edges).toEqual(laggedGraph('X[t-2] -> Y').edges)
    expect(laggedGraph('Y[t-1] <- X[t-3]').edges).toEqual(laggedGraph('Y <- X[t-2]').edges)
  })

  it('refuses cycles within a time, arrows into the past, and edges given twice', () => {
    const cycle = expectCausalError(() => laggedGraph('X -> Y; Y -> Z; Z -> X'), 'laggedGraph', 'cycle')
    expect(cycle.details.cycle).toHaveLength(3)
    expect(laggedGraph('X -> Y; Y[t-1] -> X').kind).toBe('lagged-dag')
    const past = expectCausalError(() => laggedGraph('X[t] -> Y[t-1]'), 'laggedGraph', 'invalid-graph')
    expect(past.message).toMatch(/what comes later causes nothing before it/)
    expectCausalError(() => laggedGraph('X[t-1] -> Y; X[t-2] -> Y[t-1]'), 'laggedGraph', 'invalid-graph')
    expectCausalError(() => laggedGraph('X[t] -> X'), 'laggedGraph', 'invalid-graph')
    expectCausalError(() => laggedGraph('X[t+1] -> X'), 'laggedGraph', 'parse')
    expectCausalError(
      () => laggedGraph({ nodes: ['X'], edges: [], kind: 'dag' as 'lagged-dag' }),
      'laggedGraph',
      'invalid-argument',
    )
    const edge = { from: 'X', to: 'X', lag: 2, fromMark: 'tail', toMark: 'arrow' } as const
    expectCausalError(() => laggedGraph({ nodes: ['X'], edges: [edge], maxLag: 1 }), 'laggedGraph', 'invalid-graph')
    expectCausalError(
      () => laggedGraph('X <-> Y').kind && laggedGraph({ ...laggedGraph('X <-> Y'), kind: 'lagged-dag' }),
      'laggedGraph',
      'invalid-graph',
    )
  })
})

describe('JSON', () => {
  it('brings graphs over time and series back', () => {
    const g = laggedGraph('X[t-1] -> Y; Y -- Z; Z[t-2] -> Z')
    expect(fromJson(JSON.stringify(toJson(g)))).toEqual(g)
    const s = series(table({ t: [1, 2, 4], X: [1, null, 3], C: ['a', 'b', 'a'] }), { time: 't' })
    const back = fromJson<typeof s>(JSON.stringify(toJson(s)))
    expect(back).toEqual(s)
    expect(slidingWindows(back, (window) => window.table.rowCount, { length: 2 })[0]).toMatchObject({ rows: 2 })
    const cycle = JSON.stringify(toJson(g)).replaceAll('"tail"', '"arrow"')
    expectCausalError(() => fromJson(cycle), 'fromJson', 'invalid-graph')
  })
})

describe('summaryGraph and summaryDag', () => {
  it('tell links to the own past apart, and cycles', () => {
    const g = laggedGraph('X[t-1] -> X; X[t-1] -> Y; X -> Y; Y[t-2] -> X')
    const summary = summaryGraph(g)
    expect(summary.edges.map(({ from, to, lags }) => [from, to, lags])).toEqual([
      ['X', 'Y', [0, 1]],
      ['Y', 'X', [2]],
    ])
    expect(summary.selfLinks).toEqual([{ node: 'X', lags: [1] }])
    expect([...(summary.cycle ?? [])].sort()).toEqual(['X', 'Y'])
    expect(expectCausalError(() => summaryDag(g), 'summaryDag', 'cycle').message).toMatch(/X -> Y -> X|Y -> X -> Y/)
    expectCausalError(() => summaryDag(laggedGraph('X -- Y')), 'summaryDag', 'not-supported')
    expect(toDagitty(summaryDag(laggedGraph('X[t-1] -> X; Z[t-1] -> Y; X -> Y')))).toBe('dag { X Z Y X -> Y Z -> Y }')
  })
})

describe('unrolled', () => {
  it('answers separation by any verb on graphs', () => {
    const g = unrolled(laggedGraph('X[t-1] -> X; X[t-1] -> Y; Y[t-1] -> Y'), { steps: 4 })
    expect(g.nodes).toHaveLength(8)
    expect(dSeparated(g, 'X[t-2]', 'Y[t]', ['X[t-1]', 'Y[t-1]'])).toBe(true)
    expect(dSeparated(g, 'X[t-2]', 'Y[t]', ['Y[t-1]'])).toBe(false)
    expectCausalError(() => unrolled(laggedGraph('X'), { steps: 0 }), 'unrolled', 'invalid-argument')
  })
})

describe('laggedSeparation', () => {
  it('knows a common cause far in the past that no short unrolling shows', () => {
    // X and Y hear of U only through chains of different length
    const g = laggedGraph('U[t-1] -> U; U[t-3] -> A; A[t-3] -> X; U[t-1] -> Y')
    const test = laggedSeparation(g, { nodes: ['X', 'Y'] })
    expect(test.variables).toEqual(['X', 'Y'])
    expect(test({ name: 'X', lag: 0 }, { name: 'Y', lag: 0 }).pValue).toBe(0)
    const alone = laggedSeparation(laggedGraph('X[t-1] -> X; Y[t-1] -> Y'))
    expect(alone({ name: 'X', lag: 0 }, { name: 'Y', lag: 0 }).pValue).toBe(1)
  })

  it('refuses questions that make no sense', () => {
    const test = laggedSeparation(laggedGraph('X[t-1] -> Y'))
    const x = { name: 'X', lag: 0 }
    expectCausalError(() => test(x, x), 'laggedSeparation', 'overlap')
    expectCausalError(() => test(x, { name: 'Q', lag: 0 }), 'laggedSeparation', 'unknown-name')
    expectCausalError(() => test(x, { name: 'Y', lag: -1 }), 'laggedSeparation', 'invalid-argument')
    expectCausalError(() => laggedSeparation(laggedGraph('X -- Y')), 'laggedSeparation', 'not-supported')
  })
})
