import { expect } from 'vitest'
import { type Estimand, evaluateEstimand, identifyCounterfactual, toText } from '../../src/index.js'
import { actsIn, type FunctionalModel, functionalModel } from '../support/functional-model.js'
import { cfidFormula } from './cfid-formula.js'
import { conformance } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Atom {
  readonly var: string
  readonly value: number
  readonly do: Readonly<Record<string, number>>
}
interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: { readonly gamma: Atom[]; readonly delta: Atom[] }
  readonly expected: {
    readonly identifiableFromExperiments: boolean
    readonly identifiableFromObservations: boolean
    readonly cfid?: string
  }
}
const events = (atoms: readonly Atom[]) => atoms.map((a) => ({ variable: a.var, value: a.value, do: a.do }))

/** How far a formula is from the truth in a model with functions; 0 where either has no value. */
function gap(model: FunctionalModel, { gamma, delta }: Case['query'], estimand: Estimand): number {
  const truth = model.truth(events(gamma), events(delta))
  const result = evaluateEstimand(estimand, model.sources(actsIn(estimand)))
  return Number.isNaN(truth) || result.unsupported.length > 0 ? 0 : Math.abs(result.values[0]! - truth)
}

/**
 * The verdict, and the formula's value in a model with functions, by enumeration.
 *
 * A reference formula can be wrong as well: cfid 1.x gives 0 for P(y_{x=1}, ¬y_{x=0}) on x -> m -> y, where m := x and
 * y := m make it 1, because the unknown m of both worlds gets one name. Where a model refutes the reference's own formula,
 * the case proves nothing about identifiability, and the answer asked for is the one theory gives: not identifiable.
 */
function check({ graph, query, expected }: Case): void {
  const answer = identifyCounterfactual(identGraph(graph), { event: events(query.gamma), given: events(query.delta) })
  const models = [1, 2, 3].map((seed) => functionalModel(graph, seed))
  if (answer.identifiable) {
    for (const estimand of [answer.estimand, answer.experimental])
      expect(gap(models[0]!, query, estimand), toText(estimand)).toBeLessThan(1e-9)
    if (expected.cfid !== undefined) expect(gap(models[0]!, query, cfidFormula(expected.cfid))).toBeLessThan(1e-9)
  } else if (expected.cfid !== undefined) {
    const formula = cfidFormula(expected.cfid)
    expect(Math.max(...models.map((model) => gap(model, query, formula)))).toBeGreaterThan(1e-3)
    return
  }
  expect({
    identifiableFromExperiments: answer.identifiable,
    identifiableFromObservations: answer.identifiable && answer.from === 'observations',
  }).toEqual({
    identifiableFromExperiments: expected.identifiableFromExperiments,
    identifiableFromObservations: expected.identifiableFromObservations,
  })
}

for (const kind of ['idStar', 'idcStar']) {
  const path = 'ident/counterfactual-id.json'
  conformance<Case, Case[]>(`ident/${kind}`, path, (all) => all.filter((c) => c.kind === kind), check)
}
// kinds answered here: 'ident/idStar' and 'ident/idcStar'
