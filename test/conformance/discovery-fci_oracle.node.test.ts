import { expect } from 'vitest'
import { fci, rfci } from '../../src/index.js'
import { type FciCase, markedPairs, oracleOf } from './discovery-fci.js'
import { conformance } from './harness.js'

interface OracleCase extends FciCase {
  readonly rfciPcalg: FciCase['pag']
}

conformance<OracleCase, { cases: OracleCase[] }>(
  'discovery/fci_oracle',
  'discovery/fci_oracle.json',
  (document) => document.cases,
  (item) => {
    const edges = (pag: FciCase['pag']): string[] => pag.map((edge) => edge.join(' ')).sort()
    expect(markedPairs(fci(oracleOf(item)).graph)).toEqual(edges(item.pag))
    expect(markedPairs(rfci(oracleOf(item)).graph)).toEqual(edges(item.rfciPcalg))
  },
)
