import { expect } from 'vitest'
import { canonicalForm, equalDiagrams, explainDifference } from '../../src/index.js'
import { diagramOfTerm, type Signature, type Term } from '../diagram/terms.js'
import { conformance } from './harness.js'

interface Case {
  id: string
  left: Term
  right: Term
  cdu: boolean
  markov: boolean
}
let signature: Signature = {}

conformance<Case, { signature: Signature; cases: Case[] }>(
  'diagrams/equality',
  'diagrams/equality.json',
  (document) => {
    signature = document.signature
    return document.cases
  },
  (item) => {
    const left = diagramOfTerm(item.left, signature)
    const right = diagramOfTerm(item.right, signature)
    for (const level of ['cdu', 'markov'] as const) {
      expect(equalDiagrams(left, right, level), level).toBe(item[level])
      expect(canonicalForm(left, level).hash === canonicalForm(right, level).hash, `${level} hash`).toBe(item[level])
      expect(explainDifference(left, right, level) === null, `${level} difference`).toBe(item[level])
    }
  },
)
