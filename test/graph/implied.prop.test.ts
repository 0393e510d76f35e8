import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { impliedIndependencies, independenceBasis } from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { allQuestions, arbitraryHidden } from '../support/mixed.js'
import { separatedByMoralGraph } from '../support/separation.js'

describe('impliedIndependencies', () => {
  it('are the minimal separating sets of all pairs of measured nodes', () => {
    fc.assert(
      fc.property(arbitraryHidden(2, 7, 0), ({ graph, latents, observed }) => {
        const g = { ...graph, latents: graph.nodes.filter((node) => latents.includes(node)) }
        const wanted: string[] = []
        let sets: string[][] = []
        let pair = ''
        const all = [...allQuestions(observed)].map(([x, y, z]) => ({ x, y, z, pair: JSON.stringify([x, y].sort()) }))
        all.sort((p, q) => (p.pair < q.pair ? -1 : p.pair > q.pair ? 1 : p.z.length - q.z.length))
        for (const question of all) {
          if (question.pair !== pair) sets = []
          pair = question.pair
          if (sets.some((set) => set.every((node) => question.z.includes(node)))) continue
          if (!separatedByMoralGraph(graph, [question.x], [question.y], question.z)) continue
          sets.push(question.z)
          wanted.push(JSON.stringify([pair, [...question.z].sort()]))
        }
        const found = impliedIndependencies(g).map(({ x, y, given }) =>
          JSON.stringify([JSON.stringify([x, y].sort()), [...given].sort()]),
        )
        expect(found.sort()).toEqual(wanted.sort())
      }),
      { numRuns: 150 },
    )
  })
})

/** All statements `a ⊥ b | c` (bit masks) that follow from some by the semi-graphoid rules. */
function semiGraphoidClosure(n: number, start: readonly [number, number, number][]): Set<number> {
  const code = (a: number, b: number, c: number) => (a << (2 * n)) | (b << n) | c
  const known = new Map<number, [number, number, number]>()
  const open: [number, number, number][] = []
  const add = (a: number, b: number, c: number): void => {
    if (a === 0 || b === 0 || known.has(code(a, b, c))) return
    known.set(code(a, b, c), [a, b, c])
    open.push([a, b, c])
  }
  for (const [a, b, c] of start) add(a, b, c)
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [a, b, c] = item
    add(b, a, c)
    for (let d = (b - 1) & b; d > 0; d = (d - 1) & b) {
      add(a, d, c) // decomposition
      add(a, d, c | (b & ~d)) // weak union
    }
    for (const [p, q, r] of [...known.values()]) {
      // contraction: a ⊥ b | c and a ⊥ q | b c give a ⊥ b q | c
      if (p === a && r === (b | c)) add(a, b | q, c)
      if (p === a && c === (q | r)) add(a, b | q, r)
    }
  }
  return new Set(known.keys())
}

describe('independenceBasis', () => {
  it('holds in the graph, and implies every separation by the semi-graphoid rules', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryDag(2, 5), arbitraryAdmg(2, 5)), (g) => {
        const mask = (names: readonly string[]) => names.reduce((bits, name) => bits | (1 << g.nodes.indexOf(name)), 0)
        const basis = independenceBasis(g)
        for (const { x, y, given } of basis) expect(separatedByMoralGraph(g, [x], y, given)).toBe(true)
        const n = g.nodes.length
        const closure = semiGraphoidClosure(
          n,
          basis.map(({ x, y, given }) => [mask([x]), mask(y), mask(given)]),
        )
        for (const [x, y, z] of allQuestions(g.nodes))
          if (separatedByMoralGraph(g, [x], [y], z))
            expect(closure.has((mask([x]) << (2 * n)) | (mask([y]) << n) | mask(z))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
