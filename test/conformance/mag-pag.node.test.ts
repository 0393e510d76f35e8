import { expect, it } from 'vitest'
import { readDocument } from './harness.js'
import { type HiddenCase, magAndPagOfCase, markedPairs } from './pag.js'

// The kinds discovery/fci_oracle and discovery/fci_hard are read with fci; the graphs that they hold are magOf and pagOf of the DAG.
for (const file of ['discovery/fci_oracle.json', 'discovery/fci_hard.json']) {
  it(`magOf and pagOf give the graphs of ${file}`, () => {
    for (const item of readDocument<{ cases: (HiddenCase & { id: string })[] }>(file).cases) {
      const { mag, pag } = magAndPagOfCase(item)
      expect(markedPairs(mag), item.id).toEqual(item.mag)
      expect(markedPairs(pag), item.id).toEqual(item.pag)
    }
  })
}
