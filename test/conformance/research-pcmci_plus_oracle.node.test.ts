import { expect } from 'vitest'
import { laggedSeparation, pcmciPlus } from '../../src/index.js'
import { conformance } from './harness.js'
import { dagOfLinks, expectedLinks, oracleLinks } from './series.js'

type Link = readonly [number, number, number]

interface Item {
  readonly id: string
  readonly kind: string
  readonly nodes: readonly number[]
  readonly links: readonly Link[]
  readonly tauMax: number
  readonly expected: {
    readonly lagged: readonly (readonly [...Link, string])[]
    readonly contemporaneous: readonly (readonly [...Link, string])[]
  }
}

conformance<Item, readonly Item[]>(
  'research/pcmciPlusOracle',
  'research/ts_oracle.json',
  (document) => document.filter(({ kind }) => kind === 'pcmciPlusOracle'),
  ({ nodes, links, tauMax, expected }) => {
    const test = laggedSeparation(dagOfLinks(nodes, links, tauMax))
    for (const colliderRule of ['majority', 'conservative', 'none'] as const) {
      const { graph, ambiguous } = pcmciPlus(test, { maxLag: tauMax, colliderRule })
      expect(ambiguous).toEqual([])
      expect(oracleLinks(graph)).toEqual({
        lagged: expectedLinks(expected.lagged),
        contemporaneous: expectedLinks(expected.contemporaneous),
      })
    }
  },
)
