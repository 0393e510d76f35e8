import { CausalError } from '../../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../../names.js'
import { show } from '../../../show.js'
import { checkSpecificationForm } from '../../specification/specification-form.js'
import type { Specification } from '../../specification/types.js'
import { isRefused } from '../report/refused.js'
import type { EffectRequest, EstimationQuestion, SpecifiedQuestion } from '../types/question.js'
import type { RefusedEffect } from '../types/refusal.js'
import type { AnyIdentification } from '../types/terms.js'
import { checkQuestion, checkRequest } from './check-question.js'
import type { TreatmentContrast } from './contrast.js'
import { planOfEstimand } from './formula-plan.js'
import { identificationPlan, identifiedIn, planOfIdentification } from './identification-plan.js'
import type { IdentificationPlan } from './plan-types.js'

/** A question with its design: which columns play which part. */
export interface EffectDesign {
  readonly request: EffectRequest
  readonly treatment: string
  readonly outcome: string
  readonly contrast: TreatmentContrast | undefined
  readonly effect: 'total' | 'direct'
  readonly plan: IdentificationPlan
  readonly identification: AnyIdentification | null
}

/** Checks a question against the columns at hand and settles how the effect is identified, or says why it is not. */
export function effectDesign(
  columns: readonly string[],
  question: EstimationQuestion | SpecifiedQuestion,
): EffectDesign | RefusedEffect {
  if (typeof question === 'object' && question !== null && 'specification' in question) {
    return specifiedDesign(columns, question as SpecifiedQuestion)
  }
  const asked = question as EstimationQuestion
  checkQuestion(columns, asked)
  const { graph, treatment, outcome, estimator, effect = 'total', contrast } = asked
  const measured = new Set(columns)
  const own = graph === undefined ? null : { graph, treatment, outcome, effect, measured }
  const identification = asked.identification ?? (own === null ? null : identifiedIn(own))
  const plan =
    asked.identification !== undefined
      ? planOfIdentification(asked.identification, estimator.strategy, treatment, outcome)
      : identificationPlan(own!, estimator.strategy, asked.adjustment, identification)
  if (isRefused(plan)) return plan
  for (const name of [...plan.adjustment, ...plan.through]) lookUp('column', indexOf(columns), name)
  return { request: asked, treatment, outcome, contrast, effect, plan, identification }
}

const indexOf = (columns: readonly string[]): ReadonlyMap<string, number> =>
  new Map(columns.map((name, i) => [name, i]))

function specifiedDesign(columns: readonly string[], question: SpecifiedQuestion): EffectDesign | RefusedEffect {
  const { specification, estimator } = question
  checkSpecificationForm(specification)
  const index = indexOf(columns)
  const request = requestOf(question)
  checkRequest(index, request)
  const { treatment, outcome, adjustment, contrast, strategy } = specification
  const through =
    strategy === 'front-door' ? specification.mediators : strategy === 'instrument' ? specification.instruments : []
  for (const name of [treatment, outcome, ...adjustment, ...through]) lookUp('column', index, name)
  if (specification.population !== undefined && specification.population !== estimator.population) {
    throw new CausalError(
      'invalid-argument',
      `the specification asks for the ${specification.population}, and ${estimator.name} estimates the ${estimator.population}.`,
      { population: specification.population },
    )
  }
  const plan = specifiedPlan(specification, estimator.strategy, through)
  if (plan === null) {
    throw new CausalError(
      'invalid-argument',
      `the specification goes by ${strategy}, and ${estimator.name} by ${estimator.strategy}: give an estimator for ${strategy}.`,
      { strategy },
    )
  }
  if (isRefused(plan)) return plan
  const effect = strategy === 'back-door' ? (specification.effect ?? 'total') : 'total'
  return { request, treatment, outcome, contrast, effect, plan, identification: null }
}

/** The question, with what its specification says of event and clusters where it says nothing itself. */
function requestOf(question: SpecifiedQuestion): SpecifiedQuestion {
  const event = question.event ?? question.specification.event
  const cluster = question.cluster ?? question.specification.cluster
  return { ...question, ...(event === undefined ? {} : { event }), ...(cluster === undefined ? {} : { cluster }) }
}

/** An experiment is a back door with nothing to close: what it names is adjusted for. Null where the strategies differ. */
function specifiedPlan(
  specification: Specification,
  strategy: string,
  through: readonly string[],
): IdentificationPlan | RefusedEffect | null {
  const { treatment, outcome, adjustment } = specification
  if (specification.strategy === 'formula' && strategy === 'formula')
    return planOfEstimand(specification.estimand, treatment, outcome)
  const own = specification.strategy === 'experiment' ? 'back-door' : specification.strategy
  return own === strategy ? { adjustment, through } : null
}

/** The design as plain data. */
export function specificationOf(
  { request, treatment, outcome, effect, plan }: EffectDesign,
  contrast: TreatmentContrast | undefined,
): Specification {
  const given = (request as SpecifiedQuestion).specification
  const { strategy, population } = request.estimator
  const common = {
    treatment,
    outcome,
    ...(contrast === undefined ? {} : { contrast: Object.freeze(contrast) }),
    population,
    ...(request.event === undefined ? {} : { event: request.event }),
    ...(typeof request.cluster === 'string' ? { cluster: request.cluster } : {}),
  }
  const adjustment = Object.freeze([...plan.adjustment])
  const through = Object.freeze([...plan.through])
  if (given !== undefined) return Object.freeze({ ...given, ...common })
  if (strategy === 'front-door') return Object.freeze({ strategy, ...common, adjustment, mediators: through })
  if (strategy === 'instrument') return Object.freeze({ strategy, ...common, adjustment, instruments: through })
  if (strategy === 'formula') return Object.freeze({ strategy, ...common, adjustment, estimand: plan.estimand! })
  return Object.freeze({ strategy, ...common, adjustment, ...(effect === 'direct' ? { effect } : {}) })
}

/** Names of columns in a question, each known and given once. */
export function checkColumns(what: string, columns: readonly string[], names: readonly string[]): void {
  checkedObject(what, names)
  const index = indexOf(columns)
  for (const name of checkedList(what, names)) lookUp('column', index, name)
  indexNames(what, names)
  if (names.length === 0) throw new CausalError('invalid-argument', `name at least one ${what}, got ${show(names)}.`)
}
