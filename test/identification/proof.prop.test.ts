import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  evaluateEstimand,
  type IdentificationProof,
  identify,
  parseEstimand,
  proveIdentification,
  toText,
  verifyProof,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { enumerate, randomModel, truths, valueAt } from '../support/enumerated-model.js'

const question = arbitraryAdmg(2, 6).chain((g) =>
  fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.boolean()).map(([graph, sets, conditional]) => ({
    graph,
    query: { do: sets.x, outcome: sets.y, given: conditional ? sets.z.slice(0, 2) : [] },
  })),
)

describe('proveIdentification', () => {
  it('proves what identify finds: each proof is verified, and its formula is the truth in a random model', () => {
    let live = 0
    const rules = new Set<string>()
    fc.assert(
      fc.property(question, fc.integer({ min: 1, max: 999 }), ({ graph, query }, seed) => {
        const proof = proveIdentification(graph, query)
        expect(proof !== null).toBe(identify(graph, query).identifiable)
        if (proof === null) return
        live++
        for (const line of proof.lines) rules.add(line.rule)
        const told = JSON.stringify([graph.edges, query])
        expect(verifyProof(graph, query, proof), told).toEqual({ valid: true })
        const lists = listsOf(graph)
        if (lists.bidirected.length > 6) return
        const model = randomModel(lists, seed)
        const result = evaluateEstimand(proof.conclusion, enumerate(model))
        for (const { at, value } of truths(model, query.do, query.outcome, query.given))
          expect(Math.abs(valueAt(result, at) - value), `${told} ${toText(proof.conclusion)}`).toBeLessThan(1e-8)
      }),
      { numRuns: 200 },
    )
    expect(live).toBeGreaterThan(80)
    expect([...rules]).toEqual(expect.arrayContaining(['rule 2', 'rule 3', 'sum']))
  })

  it('uses each of its rules', () => {
    const doorway = proveIdentification(admg('X -> M -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })
    const parted = proveIdentification(admg('A -> B; B <-> C; C -> A; D -> A; D -> C'), { do: 'C', outcome: 'B' })
    const rules = new Set([doorway, parted].flatMap((proof) => proof!.lines.map(({ rule }) => rule)))
    for (const rule of ['rule 2', 'rule 3', 'sum', 'cases', 'condition', 'districts', 'district'] as const)
      expect(rules, rule).toContain(rule)
  })

  it('whose lines are changed is rejected', () => {
    let live = 0
    fc.assert(
      fc.property(question, fc.nat(), fc.integer({ min: 0, max: 5 }), ({ graph, query }, pick, kind) => {
        const proof = proveIdentification(graph, query)
        if (proof === null || proof.lines.length === 0) return
        const k = pick % proof.lines.length
        const line = proof.lines[k]!
        const name = (i: number) => ({ variable: graph.nodes[i % graph.nodes.length]!, prime: 0 })
        const lies: (Partial<typeof line> | null)[] = [
          { rule: 'rule 1' },
          // an event that is not there
          { after: parseEstimand('1') },
          line.separations.length > 0 ? { separations: line.separations.slice(1) } : null,
          line.separations.length > 0
            ? {
                separations: [
                  { ...line.separations[0]!, withoutInto: [], withoutOutOf: [], given: [] },
                  ...line.separations.slice(1),
                ],
              }
            : null,
          // a condition dropped
          line.after.type === 'probability' && line.after.given.length > 0
            ? { after: { ...line.after, given: line.after.given.slice(1) } }
            : null,
          line.before.do.length > 0
            ? { before: { ...line.before, do: [name(pick), ...line.before.do.slice(1)] } }
            : null,
        ]
        const lie = lies[kind]
        if (lie === null || lie === undefined) return
        const changed = { ...line, ...lie }
        if (JSON.stringify(changed) === JSON.stringify(line)) return
        const told = { ...proof, lines: proof.lines.map((l, i) => (i === k ? changed : l)) } as IdentificationProof
        let verdict: ReturnType<typeof verifyProof>
        try {
          verdict = verifyProof(graph, query, told)
        } catch {
          return // no estimand at all
        }
        live++
        expect(verdict.valid, JSON.stringify([graph.edges, query, line, lie])).toBe(false)
      }),
      { numRuns: 300 },
    )
    expect(live).toBeGreaterThan(80)
  })

  it('by districts whose order names what the term does not, or leaves out what it does, is rejected', () => {
    const g = admg('A -> B; B <-> C; C -> A; D -> A; D -> C; D -> Z')
    const asked = { do: 'C', outcome: 'B' } as const
    const proof = proveIdentification(g, asked)!
    const k = proof.lines.findIndex(({ rule }) => rule === 'district')
    const told = (order: readonly string[]) =>
      verifyProof(g, asked, {
        ...proof,
        lines: proof.lines.map((line, i) => (i === k ? { ...line, order } : line)),
      } as IdentificationProof)
    const { order } = proof.lines[k]!
    expect(told(order).valid).toBe(true)
    expect(told([...order, 'Z'])).toMatchObject({ valid: false, line: k })
    for (const name of order) expect(told(order.filter((other) => other !== name)).valid, name).toBe(false)
  })

  it('is for its own question and graph', () => {
    const g = admg('X -> M -> Y; X <-> Y')
    const asked = { do: 'X', outcome: 'Y' } as const
    const proof = proveIdentification(g, asked)!
    expect(proof.lines.map((l) => l.rule)).toEqual(['cases', 'rule 2', 'rule 2', 'rule 3', 'cases', 'rule 2', 'rule 3'])
    expect(verifyProof(g, { do: 'M', outcome: 'Y' }, proof).valid).toBe(false)
    expect(verifyProof(admg('X -> M -> Y; X <-> Y; M <-> Y'), asked, proof).valid).toBe(false)
    const other = { ...proof, conclusion: parseEstimand('P(Y | X)') } as typeof proof
    expect(verifyProof(g, asked, other)).toMatchObject({ valid: false, line: 7 })
    expect(proveIdentification(admg('X -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })).toBe(null)
  })
})
