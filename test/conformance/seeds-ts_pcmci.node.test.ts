import { expect } from 'vitest'
import { type LaggedSearchResult, pcmci, pcmciPlus } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'
import { type LinkMark, markTensor, seriesOf } from './series.js'

interface Peer<S> {
  readonly settings: S
  readonly graph: readonly (readonly (readonly LinkMark[])[])[]
  readonly pMatrix: readonly (readonly (readonly number[])[])[]
  readonly valMatrix: readonly (readonly (readonly number[])[])[]
}

interface Item {
  readonly id: string
  readonly tauMax: number
  readonly data: readonly (readonly number[])[]
  readonly pcmciplus: Peer<{ readonly pcAlpha: number }>
  readonly pcmci: Peer<{ readonly pcAlpha: number; readonly alphaLevel: number }>
}

function compare(found: LaggedSearchResult, peer: Peer<unknown>, alpha: number): void {
  const { nodes } = found.graph
  const near = found.links.some(({ pValue }) => pValue !== null && Math.abs(pValue - alpha) < 1e-6)
  if (!near) expect(markTensor(found.graph)).toEqual(peer.graph)
  for (const { from, to, lag, adjacent, pValue, value } of found.links) {
    const [i, j] = [nodes.indexOf(from), nodes.indexOf(to)]
    const wanted = peer.valMatrix[i]![j]![lag]!
    const what = `${from} ${lag} ${to}`
    expectClose(pValue, peer.pMatrix[i]![j]![lag]!, 1e-6, 1e-6, `p ${what}`)
    // where a pair at lag 0 fell at one end while a stronger value stood at the other, the peer's value is not that of its own p
    if (lag === 0 && !adjacent && Math.abs(wanted) > Math.abs(value!) + 1e-6) mixed++
    else expectClose(value, wanted, 1e-6, 1e-6, `value ${what}`)
  }
}

/** How many links the peer reports with a value that belongs to another p-value. */
let mixed = 0

conformance<Item, readonly Item[]>(
  'seeds/ts_pcmci',
  'seeds/ts_pcmci.json',
  (document) => document,
  ({ data, tauMax, ...peer }) => {
    const s = seriesOf(data)
    const { pcAlpha, alphaLevel } = peer.pcmci.settings
    compare(pcmci(s, { maxLag: tauMax, conditionAlpha: pcAlpha, alpha: alphaLevel }), peer.pcmci, alphaLevel)
    const { pcAlpha: alpha } = peer.pcmciplus.settings
    compare(pcmciPlus(s, { maxLag: tauMax, alpha }), peer.pcmciplus, alpha)
    expect(mixed).toBeLessThanOrEqual(2)
  },
)
