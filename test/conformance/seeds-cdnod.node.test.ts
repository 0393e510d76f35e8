import { expect } from 'vitest'
import { cdnod, table } from '../../src/index.js'
import { type EdgeLists, edgeLists } from './discovery-graphs.js'
import { conformance } from './harness.js'

interface Item {
  readonly id: string
  readonly nVars: number
  readonly domain: readonly number[]
  readonly data: readonly (readonly number[])[]
  readonly peer: EdgeLists & { readonly alpha: number }
}

conformance<Item, readonly Item[]>(
  'seeds/cdnod',
  'seeds/cdnod.json',
  (document) => document,
  ({ nVars, domain, data, peer }) => {
    const columns = Array.from({ length: nVars }, (_, v) => data.map((row) => row[v]!))
    const found = cdnod(table(Object.fromEntries([...columns, domain].map((column, i) => [`v${i}`, column]))), {
      domain: `v${nVars}`,
      alpha: peer.alpha,
      colliderRule: 'union',
      conflicts: 'strongest',
      orientByChange: false,
    })
    const near = found.nearAlpha.some(({ pValue }) => Math.abs(pValue - peer.alpha) < 1e-6)
    if (!near) expect(edgeLists(found.graph)).toEqual(edgeLists(peer))
  },
)
