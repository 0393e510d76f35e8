import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { answerQuery, type Expected, expect, expectShare, numberOf } from '../engines/answer.js'
import { discreteAnswer } from '../engines/discrete-engine.js'
import { gaussianAnswer } from '../engines/gaussian-engine.js'
import { mixtureAnswer } from '../engines/mixture/mixture-engine.js'
import { cellAt } from '../engines/node-column.js'
import { checkEvidence, type EventTerm, prepare, type Term, type WorldAct } from '../engines/terms.js'
import { unitAnswer } from '../engines/unit-engine.js'
import { type DrawOptions, type SamplesResult, weightedAnswer } from '../engines/weighted-engine.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm } from '../models/types.js'
import { type Answer, drawOptions, frozenAnswer } from '../queries/expectation.js'

/**
 * A contrast of two treatments, as the effect functions take it.
 *
 * @category Effects
 */
export interface EffectQuestion<T, X extends keyof T, Y extends keyof T> extends DrawOptions {
  /** The variable that is intervened on. */
  readonly treatment: X
  /** The variable whose mean (or probability of a state) is compared. */
  readonly outcome: Y
  /** The two values of the treatment that are compared: the effect is that of going `from` one `to` the other; from 0 to 1 by default. */
  readonly contrast?: { readonly from: T[X]; readonly to: T[X] }
  /** The state of the outcome whose probability is compared; needed where it holds named states. */
  readonly outcomeState?: T[Y]
}

/** The keys that every question about an effect in a model knows. */
export const effectKeys = ['treatment', 'outcome', 'contrast', 'outcomeState', 'draws', 'seed'] as const

type Values = Record<string, Cell>

/** A checked question, for the cores. */
export interface Contrast {
  readonly model: AnyScm
  readonly treatment: string
  readonly outcome: string
  readonly treated: Cell
  readonly control: Cell
  readonly outcomeState: Cell | undefined
  readonly options: DrawOptions
}

/** Checks a question and fills in its defaults. */
export function contrastOf(model: AnyScm, question: EffectQuestion<Values, string, string>): Contrast {
  const { index, names } = structureOf(model)
  if (typeof question !== 'object' || question === null) {
    throw new CausalError(
      'invalid-argument',
      `the question must be a record such as { treatment: 'X', outcome: 'Y' }, got ${show(question)}.`,
    )
  }
  const { treatment, outcome, outcomeState, draws, seed } = question
  const x = lookUp('variable', index, treatment)
  const y = lookUp('variable', index, outcome)
  if (x === y) {
    const message = `${show(treatment)} is both the treatment and the outcome: name two different variables.`
    throw new CausalError('overlap', message, { treatment, outcome })
  }
  checkOptions('contrast', question.contrast, ['from', 'to'])
  const { from: control, to: treated } = question.contrast ?? { from: 0, to: 1 }
  checkEvidence(names[x]!, model, x, treated)
  checkEvidence(names[x]!, model, x, control)
  if (outcomeState !== undefined) checkEvidence(names[y]!, model, y, outcomeState)
  return { model, treatment, outcome, treated, control, outcomeState, options: drawOptions(draws, seed) }
}

/** The term of the outcome where this is done. */
export function outcomeTerm(contrast: Contrast, act: WorldAct<Values>): Term<Values> {
  return { variable: contrast.outcome, do: act }
}

/**
 * Σ weight × E[outcome in the term's world | given].
 *
 * Each mean is found on its own where an exact engine can; otherwise all from the same draws, so that the noise cancels.
 */
export function contrastMeans(
  contrast: Contrast,
  terms: readonly (readonly [number, Term<Values>])[],
  given: readonly EventTerm<Values>[] = [],
): Answer {
  const { model, outcome, outcomeState, options } = contrast
  const score = (value: Cell): number =>
    outcomeState === undefined ? numberOf(outcome, value) : value === outcomeState ? 1 : 0
  let value = 0
  let last: Expected | null = null
  for (const [weight, term] of terms) {
    const query = prepare(model, [term], given)
    const exact =
      query.evidence === null
        ? ('zero-probability' as const)
        : (discreteAnswer(query) ?? gaussianAnswer(query) ?? mixtureAnswer(query))
    if (exact === null) return sampledMeans(contrast, terms, given, score, options)
    const result = typeof exact === 'string' ? { method: exact } : exact
    last = expect(result, ([y]) => score(y!), outcomeState === undefined ? [1] : null)
    if (last.value === null) return frozenAnswer(last)
    value += weight * last.value
  }
  return frozenAnswer({ ...last!, value })
}

function sampledMeans(
  contrast: Contrast,
  terms: readonly (readonly [number, Term<Values>])[],
  given: readonly EventTerm<Values>[],
  score: (value: Cell) => number,
  options: DrawOptions,
): Answer {
  const { model } = contrast
  const query = prepare(
    model,
    terms.map(([, term]) => term),
    given,
  )
  if (query.evidence === null) return frozenAnswer(expect({ method: 'zero-probability' }, () => 0, null))
  // without evidence a sum of means is the same however the worlds hang together: no response need be stated
  const free = given.length === 0 && model.past.length === 0
  const found = unitAnswer(query, free) ?? weightedAnswer(query, { ...model.past.at(-1)?.draws, ...options }, free)
  const result = typeof found === 'string' ? { method: found } : found
  return frozenAnswer(
    expect(result, (values) => terms.reduce((sum, [weight], k) => sum + weight * score(values[k]!), 0), null),
  )
}

/** P(event | given), where an event is a test of the terms' values. */
export function eventMean(
  contrast: Contrast,
  terms: readonly Term<Values>[],
  test: (values: readonly Cell[]) => boolean,
  given: readonly EventTerm<Values>[],
): Answer {
  const { model, options } = contrast
  const result = answerQuery(prepare(model, terms, given), options)
  return frozenAnswer(expectShare(result, test))
}

/** P(event | condition, given), where the condition is a test of the terms' values too. */
export function conditionalMean(
  contrast: Contrast,
  terms: readonly Term<Values>[],
  condition: (values: readonly Cell[]) => boolean,
  event: (values: readonly Cell[]) => boolean,
  given: readonly EventTerm<Values>[],
): Answer {
  const { model, options } = contrast
  const result = answerQuery(prepare(model, terms, given), options)
  if (result.method === 'samples') return frozenAnswer(expectShare(onlyWhere(result, condition), event))
  const whole = expect(result, (v) => (condition(v) ? 1 : 0), null)
  if (whole.value === null || whole.value === 0)
    return frozenAnswer({ ...whole, value: null, method: 'zero-probability' })
  const part = expect(result, (v) => (condition(v) && event(v) ? 1 : 0), null)
  return frozenAnswer({ ...part, value: part.value! / whole.value })
}

/** Weighted draws with those taken out that do not meet a condition. */
function onlyWhere(result: SamplesResult, condition: (values: readonly Cell[]) => boolean): SamplesResult {
  const kept = result.weights.map((w, i) => (condition(result.columns.map((column) => cellAt(column, i))) ? w : 0))
  let sum = 0
  let squares = 0
  for (const w of kept) {
    sum += w
    squares += w * w
  }
  if (sum === 0) throw new CausalError('zero-support', 'no draw meets the condition: ask for more draws.', {})
  return { ...result, weights: kept.map((w) => w / sum), effectiveSampleSize: (sum * sum) / squares }
}
