import { describe, expect, it } from 'vitest'
import {
  bagged,
  fitTemporalScm,
  fromJson,
  jpcmciPlus,
  type LaggedGraph,
  laggedCorrelation,
  laggedEffect,
  laggedGraph,
  lpcmci,
  normals,
  pcmci,
  pcmciPlus,
  randomStream,
  type Series,
  series,
  summaryGraph,
  table,
  toJson,
  unrolled,
  varLingam,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

/** Thirty steps of five variables that are joined within a step: too few for tests that agree with each other. */
function short(seed: number): Series<unknown, string> {
  const [p, steps] = [5, 30]
  const z = normals(randomStream(seed), p * steps).values
  const column = (j: number): Float64Array =>
    Float64Array.from(
      { length: steps },
      (_, t) => z[t * p + j]! + (j > 0 ? 0.4 * z[t * p + j - 1]! : 0) + 0.4 * z[t * p + ((j + 2) % p)]!,
    )
  return series(table(Object.fromEntries(Array.from({ length: p }, (_, j) => ['ABCDE'[j]!, column(j)]))))
}

const again = <V extends object>(value: V): V => fromJson<V>(JSON.stringify(toJson(value)))
const loose = { alpha: 0.3, maxLag: 1 } as const
const searches: Record<string, (data: Series<unknown, string>, seed: number) => { readonly graph: object }> = {
  pcmci: (data) => pcmci(data, loose),
  pcmciPlus: (data) => pcmciPlus(data, loose),
  'pcmciPlus, conservative': (data) => pcmciPlus(data, { ...loose, colliderRule: 'conservative' }),
  'pcmciPlus, one set': (data) => pcmciPlus(data, { ...loose, colliderRule: 'none' }),
  jpcmciPlus: (data) => jpcmciPlus(laggedCorrelation(data, { maxLag: 2 }), { ...loose, contexts: { time: ['A'] } }),
  lpcmci: (data) => lpcmci(laggedCorrelation(data, { maxLag: 4 }), loose),
  bagged: (data, seed) => bagged(data, (test) => pcmciPlus(test, loose), { draws: 7, seed }),
  'bagged lpcmci': (data, seed) => bagged(data, (test) => lpcmci(test, loose), { draws: 3, seed, maxLag: 4 }),
  varLingam: (data) => varLingam(data),
}

/** A class with a directed cycle at one time, found in data. */
function contradictory(): {
  readonly data: Series<unknown, string>
  readonly graph: LaggedGraph<string, 'lagged-cpdag'>
} {
  for (let seed = 0; ; seed++) {
    const data = short(seed)
    const { graph, warnings } = pcmciPlus(data, loose)
    if (warnings.some((line) => line.includes('directed cycle'))) return { data, graph }
  }
}

describe('graphs over time through JSON', () => {
  it.each(Object.keys(searches))('are read back as %s gave them', (name) => {
    for (let seed = 0; seed < (name.includes('lpcmci') ? 10 : 40); seed++) {
      const found = searches[name]!(short(seed), seed)
      expect(again(found.graph)).toEqual(found.graph)
      expect(again(found)).toEqual(found)
    }
  })

  it('may have a cycle at one time, where tests contradicted each other', () => {
    const { data, graph } = contradictory()
    const back = again(graph)
    expect(back).toEqual(graph)
    expect(summaryGraph(back).cycle).not.toBeNull()
    // what reads causes off the graph refuses it, found or read
    for (const g of [graph, back]) {
      expectCausalError(() => unrolled(g), 'unrolled', 'cycle')
      expectCausalError(() => fitTemporalScm(data, g as never), 'fitTemporalScm', 'cycle')
      const question = { graph: g, treatment: { name: 'A', lag: 1 }, outcome: 'B' }
      expectCausalError(() => laggedEffect(data, question), 'laggedEffect', 'cycle')
    }
  })

  it('are refused where no search gives them', () => {
    const graph = toJson(laggedGraph('X -> Y; Y -> Z; Z -- W')) as unknown as { edges: object[] }
    const back = { from: 'Z', to: 'X', lag: 0, fromMark: 'tail', toMark: 'arrow' }
    const read = (change: object): unknown => fromJson(JSON.stringify({ ...graph, ...change }))
    expect(read({ edges: [...graph.edges, back] })).toMatchObject({ kind: 'lagged-cpdag' })
    expectCausalError(
      () => read({ kind: 'lagged-dag', edges: [...graph.edges.slice(0, 2), back] }),
      'fromJson',
      'cycle',
    )
    expectCausalError(() => read({ edges: [...graph.edges, { ...back, conflict: true }] }), 'fromJson', 'invalid-graph')
    expectCausalError(() => laggedGraph('X -> Y; Y -> Z; Z -> X; Z -- W'), 'laggedGraph', 'cycle')
  })
})
