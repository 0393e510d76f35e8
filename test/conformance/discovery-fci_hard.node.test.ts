import { expect } from 'vitest'
import { fci } from '../../src/index.js'
import { type FciCase, markedPairs, oracleOf } from './discovery-fci.js'
import { conformance } from './harness.js'

conformance<FciCase, { cases: FciCase[] }>(
  'discovery/fci_hard',
  'discovery/fci_hard.json',
  (document) => document.cases,
  (item) => {
    expect(markedPairs(fci(oracleOf(item)).graph)).toEqual(item.pag.map((edge) => edge.join(' ')).sort())
  },
)
