import { expect } from 'vitest'
import { impliedIndependencies } from '../../src/index.js'
import { type CaseGraph, graphOfCase } from './graph.js'
import { conformance } from './harness.js'

interface Case {
  readonly graph: CaseGraph
  readonly expected: { x: string; y: string; sets: string[][] }[]
}

const text = (x: string, y: string, given: readonly string[]) => JSON.stringify([[x, y].sort(), [...given].sort()])

conformance<Case, Case[]>(
  'ident/impliedIndependencies',
  'ident/implied.json',
  (all) => all,
  ({ graph, expected }) => {
    const found = impliedIndependencies(graphOfCase(graph)).map(({ x, y, given }) => text(x, y, given))
    const wanted = expected.flatMap(({ x, y, sets }) => sets.map((set) => text(x, y, set)))
    expect(found.sort()).toEqual(wanted.sort())
  },
)
