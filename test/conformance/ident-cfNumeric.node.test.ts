import {
  averageTreatmentEffect,
  type Capability,
  counterfactualProbability,
  discreteScm,
  effectOfTreatmentOnTreated,
  naturalDirectEffect,
  naturalIndirectEffect,
  probabilityOfNecessity,
  probabilityOfNecessityAndSufficiency,
  probabilityOfSufficiency,
  type Scm,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  kind: string
  scm: {
    exogenous: { name: string; p: number[] }[]
    equations: { name: string; args: string[]; table: number[] }[]
  }
  query: { x: string; y: string }
  expected: {
    name: string
    value: number
    mediators?: string[]
    event?: { var: string; value: number; do: Record<string, number> }
    evidence?: Record<string, number>
  }[]
}

conformance<Case, Case[]>(
  'ident/cfNumeric',
  'ident/counterfactual-numeric.json',
  (document) => document.filter(({ kind }) => kind === 'cfNumeric'),
  ({ scm, query: { x: treatment, y: outcome }, expected }) => {
    const model = discreteScm({
      exogenous: scm.exogenous,
      endogenous: scm.equations.map(({ name, args, table }) => ({ name, states: 2, parents: args, table })),
    }) as unknown as Scm<Record<string, number>, Capability, 'dag'>
    const q = { treatment, outcome }
    for (const { name, value, mediators = [], event, evidence = {} } of expected) {
      const found = {
        ATE: () => averageTreatmentEffect(model, q),
        ETT: () => effectOfTreatmentOnTreated(model, q),
        PN: () => probabilityOfNecessity(model, q),
        PS: () => probabilityOfSufficiency(model, q),
        PNS: () => probabilityOfNecessityAndSufficiency(model, q),
        NDE: () => naturalDirectEffect(model, { ...q, mediators }),
        NIE: () => naturalIndirectEffect(model, { ...q, mediators }),
        conditional: () =>
          counterfactualProbability(model, [{ variable: event!.var, value: event!.value, do: event!.do }], {
            given: Object.entries(evidence).map(([variable, seen]) => ({ variable, value: seen })),
          }),
      }[name]
      if (found === undefined) throw new Error(`unknown quantity ${name}`)
      expectClose(found().value, value, 1e-9, 0, name)
    }
  },
)
