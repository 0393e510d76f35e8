import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  type Estimand,
  equalEstimands,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  parseEstimand,
  proveIdentification,
  recoverFromMissingness,
  recoverFromSelection,
  toLatex,
  toMathml,
  toText,
  transport,
} from '../../src/index.js'
import { listsOf } from '../support/class-members.js'
import { type ProofQuestion, proofQuestions } from '../support/proof-questions.js'
import { readXml, textsOf } from '../support/well-formed.js'

const odd = [
  'constructor',
  'a<b',
  'a,b',
  '__proto__',
  'two words',
  '"',
  "x'",
  'do',
  'P',
  'Σ_z',
  'any_',
  '0.5',
  'α',
  'alpha',
  '\\',
  '^',
  'S',
]

/** The question with other names for its nodes. */
function renamed(question: ProofQuestion, names: readonly string[]): ProofQuestion {
  const { graph, query } = question
  const other = new Map(graph.nodes.map((node, i) => [node, names[i]!]))
  const of = (value: unknown): unknown => {
    if (typeof value === 'string') return other.get(value) ?? value
    if (Array.isArray(value)) return value.map(of)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [other.get(key) ?? key, of(inner)]))
  }
  const lists = of(listsOf(graph)) as Parameters<typeof admg>[0]
  return { ...question, graph: admg<string>(lists as never), query: of(query) as ProofQuestion['query'] }
}

/** All estimands that the verb of a question returns, and that of its proof. */
function estimandsOf({ kind, graph, query }: ProofQuestion): readonly Estimand[] {
  const asked = query as never
  const verbs = {
    effect: identify,
    experiments: identifyFromExperiments,
    transport,
    counterfactual: identifyCounterfactual,
  }
  const proof = proveIdentification(graph, query)
  const proved = proof === null ? [] : [proof.conclusion]
  if (kind === 'selection' || kind === 'missingness') {
    const recover = kind === 'selection' ? recoverFromSelection : recoverFromMissingness
    const answer = recover(graph, asked)
    return answer.status === 'identifiable' ? [answer.estimand, ...proved] : []
  }
  const answer = verbs[kind](graph as never, asked)
  if (!answer.identifiable) return []
  return [answer.estimand, ...('experimental' in answer ? [answer.experimental] : []), ...proved]
}

describe('what the verbs of identification return', () => {
  it('is read back as it is printed, and is well-formed in LaTeX and MathML, whatever the names', () => {
    const live = new Map<string, number>()
    const asked = fc.tuple(
      fc.integer({ min: 3, max: 5 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.shuffledSubarray(odd, { minLength: 6, maxLength: 6 }),
    )
    fc.assert(
      fc.property(asked, ([size, seed, names]) => {
        for (const plain of proofQuestions(size, seed)) {
          for (const e of estimandsOf(renamed(plain, names))) {
            live.set(plain.kind, (live.get(plain.kind) ?? 0) + 1)
            const text = toText(e)
            const back = parseEstimand(text)
            expect(equalEstimands(back, e), text).toBe(true)
            expect(toText(back)).toBe(text)
            expect(parseEstimand(toText(back))).toEqual(back)
            const shown = new Set(textsOf(readXml(toMathml(e)), 'mi'))
            expect(
              [...shown].every((name) =>
                [...names, 'P', 'do', '0', '1', 'target', 'source', 'selected'].includes(name),
              ),
              text,
            ).toBe(true)
            const braces = toLatex(e)
              .replace(/\\[{}\\]/g, '')
              .replace(/[^{}]/g, '')
            expect(
              [...braces].reduce((depth, c) => (depth < 0 ? depth : depth + (c === '{' ? 1 : -1)), 0),
              text,
            ).toBe(0)
          }
        }
      }),
      { numRuns: 60 },
    )
    for (const kind of ['effect', 'experiments', 'transport', 'selection', 'missingness', 'counterfactual'])
      expect(live.get(kind), kind).toBeGreaterThan(4)
  })
})
