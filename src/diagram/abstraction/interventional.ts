import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { answerTerms, cellsAt } from '../../scm/engines/answer.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import type { Setting } from './model-abstraction.js'

/** A distribution: what may come out, and how probable it is. */
export type Outcomes = readonly { readonly values: Setting; readonly probability: number }[]

/** The joint distribution of all variables of a model under an intervention; exact, or refused. */
export function underIntervention(which: string, model: AnyScm, act: Setting): Outcomes {
  const { names } = structureOf(model)
  const terms = names.map((variable) => ({ variable, do: act }))
  const result = answerTerms(model, terms, [], { draws: 1 })
  const named = (cells: readonly Cell[]): Setting => Object.fromEntries(names.map((name, i) => [name, cells[i]!]))
  if (result.method === 'unit') return [{ values: named(result.values), probability: 1 }]
  if (result.method === 'discrete') {
    const { states, values } = result
    return Array.from(values, (probability, cell) => ({ probability, cell })).flatMap(({ probability, cell }) =>
      probability > 0 ? [{ values: named(cellsAt(states, cell)), probability }] : [],
    )
  }
  // a linear model without noise is a function too
  if (result.method === 'gaussian' && result.covariance.every((value) => value === 0)) {
    return [{ values: named([...result.mean]), probability: 1 }]
  }
  throw new CausalError(
    'not-supported',
    `the ${which} model has no exact distribution with finitely many outcomes here: each variable must have finitely many states, or be determined by the interventions.`,
    { method: result.method },
  )
}

/** The states of each variable of a discrete model, or null where a variable may take any number. */
export function statesIn(model: AnyScm): ReadonlyMap<string, readonly Cell[]> | null {
  const { names } = structureOf(model)
  const result = answerTerms(
    model,
    names.map((variable) => ({ variable })),
    [],
    { draws: 1 },
  )
  return result.method === 'discrete' ? new Map(names.map((name, i) => [name, result.states[i]!])) : null
}
