import { expect } from 'vitest'
import { interpret, logarithmic, relational, stochastic } from '../../src/index.js'
import { diagramOfTerm, type Signature, type Term } from '../diagram/terms.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  semantics: 'stoch' | 'rel'
  term: Term
  dom: string[]
  cod: string[]
  dims: Record<string, number>
  boxes: Record<string, number[]>
  expected: number[]
}
let signature: Signature = {}

conformance<Case, { signature: Signature; cases: Case[] }>(
  'diagrams/functor',
  'diagrams/functor.json',
  (document) => {
    signature = document.signature
    return document.cases
  },
  (item) => {
    const diagram = diagramOfTerm(item.term, signature)
    expect([diagram.inputs, diagram.outputs]).toEqual([item.dom, item.cod])
    const boxes = Object.fromEntries(Object.entries(item.boxes).map(([name, v]) => [name, Float64Array.from(v)]))
    const semantics = item.semantics === 'stoch' ? stochastic : relational
    const { values } = interpret(diagram, semantics, boxes, { sizes: item.dims })
    expect(values.length).toBe(item.expected.length)
    for (const [i, wanted] of item.expected.entries()) expectClose(values[i]!, wanted, 1e-12, 0, `[${i}]`)
    if (item.semantics === 'rel') return
    const logs = Object.fromEntries(Object.entries(boxes).map(([name, v]) => [name, v.map(Math.log)]))
    const log = interpret(diagram, logarithmic, logs, { sizes: item.dims }).values
    for (const [i, wanted] of item.expected.entries()) expectClose(Math.exp(log[i]!), wanted, 1e-12, 0, `log [${i}]`)
  },
)
