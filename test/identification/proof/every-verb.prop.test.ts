import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  explainIdentification,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  type ProofQuery,
  proofToLatex,
  proveIdentification,
  recoverFromMissingness,
  recoverFromSelection,
  transport,
  verifyProof,
} from '../../../src/index.js'
import { listsOf } from '../../support/class-members.js'
import { mutants } from '../../support/proof-mutants.js'
import { type ProofQuestion, proofQuestions } from '../../support/proof-questions.js'
import { falseLine } from '../../support/proof-values.js'

/** Whether the verb of a question has a formula. */
function isAnswered({ kind, graph, query }: ProofQuestion): boolean {
  const asked = query as never
  const verbs: Readonly<Record<ProofQuestion['kind'], () => boolean>> = {
    effect: () => identify(graph, asked).identifiable,
    experiments: () => identifyFromExperiments(graph, asked).identifiable,
    transport: () => transport(graph, asked).identifiable,
    counterfactual: () => identifyCounterfactual(graph, asked).identifiable,
    selection: () => recoverFromSelection(graph, asked).status === 'identifiable',
    missingness: () => recoverFromMissingness(graph, asked).status === 'identifiable',
  }
  return verbs[kind]()
}

const told = ({ kind, graph, query }: ProofQuestion): string => JSON.stringify([kind, graph.edges, query])

describe('a proof of any verb', () => {
  it('is there just when the verb has a formula, is verified, and each of its lines is true in a model', () => {
    const live = new Map<string, number>()
    const rules = new Set<string>()
    const asked = fc.tuple(fc.constantFrom(3, 3, 4, 4, 5), fc.integer({ min: 1, max: 1e6 }))
    fc.assert(
      fc.property(asked, ([size, seed]) => {
        for (const question of proofQuestions(size, seed)) {
          const { kind, graph, query, term } = question
          const proof = proveIdentification(graph, query)
          expect(proof !== null, told(question)).toBe(isAnswered(question))
          if (proof === null) continue
          live.set(kind, (live.get(kind) ?? 0) + 1)
          for (const { rule } of proof.lines) rules.add(rule)
          expect(verifyProof(graph, query, proof), told(question)).toEqual({ valid: true })
          const model = term()
          expect(falseLine(proof, model), told(question)).toBe(null)
          const sentences = explainIdentification(proof)
          expect(sentences.length).toBe(proof.lines.length + 2)
          expect(sentences.join()).not.toContain('undefined')
          expect(proofToLatex(proof).split('\\\\\n').length).toBe(proof.lines.length + 1)
        }
      }),
      { numRuns: 20 },
    )
    for (const kind of ['effect', 'experiments', 'transport', 'selection', 'missingness', 'counterfactual'])
      expect(live.get(kind), kind).toBeGreaterThan(0)
    for (const rule of ['rule 2', 'population', 'consistency', 'independence', 'one world'])
      expect([...rules], rule).toContain(rule)
  })

  it('is there for incomplete data in graphs too large to be searched', () => {
    const idle = Array.from({ length: 14 }, (_, i) => `idle ${i}`)
    let live = 0
    const rules = new Set<string>()
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 5 }), fc.integer({ min: 1, max: 1e6 }), (size, seed) => {
        const question = [...proofQuestions(size, seed)].find(({ kind }) => kind === 'missingness')!
        const lists = listsOf(question.graph)
        const graph = admg<string>({ ...lists, nodes: [...lists.nodes, ...idle] })
        let proof: ReturnType<typeof proveIdentification<string>>
        try {
          proof = proveIdentification<string>(graph, question.query)
        } catch (error) {
          expect((error as { code?: string }).code).toBe('too-large')
          return
        }
        if (proof === null) return
        live++
        for (const { rule } of proof.lines) rules.add(rule)
        expect(verifyProof<string>(graph, question.query, proof), told(question)).toEqual({ valid: true })
        expect(falseLine(proof, question.term()), told(question)).toBe(null)
      }),
      { numRuns: 60 },
    )
    expect(live).toBeGreaterThan(8)
    for (const rule of ['rule 1', 'chain']) expect([...rules], rule).toContain(rule)
  })

  it('is rejected when anything in it is changed, unless it stays true', () => {
    const rejected = new Map<string, number>()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(), (seed, pick) => {
        for (const question of proofQuestions(3, seed)) {
          const { kind, graph, query, term } = question
          const proof = proveIdentification(graph, query)
          if (proof === null || proof.lines.length === 0) continue
          const model = term()
          // every thirteenth change, from another one on in each run
          let k = pick % 13
          for (const mutant of mutants(proof, graph.nodes)) {
            if (k++ % 13 !== 0) continue
            const verdict = verdictOf(graph, query, mutant)
            if (verdict) expect(falseLine(mutant, model), `${told(question)} ${JSON.stringify(mutant)}`).toBe(null)
            else rejected.set(kind, (rejected.get(kind) ?? 0) + 1)
          }
        }
      }),
      { numRuns: 12 },
    )
    for (const kind of ['effect', 'experiments', 'transport', 'selection', 'missingness', 'counterfactual'])
      expect(rejected.get(kind), kind).toBeGreaterThan(0)
  })
})

/** Whether it is found valid; what is no estimand any more is refused by an error. */
function verdictOf(
  graph: ProofQuestion['graph'],
  query: ProofQuery,
  proof: Parameters<typeof verifyProof<string>>[2],
): boolean {
  try {
    return verifyProof<string>(graph, query, proof).valid
  } catch (error) {
    expect((error as { code?: string }).code).toBe('invalid-argument')
    return false
  }
}
