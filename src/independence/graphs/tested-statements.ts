import type { Independence } from '../../graph/implied/implied-independencies.js'
import { type Correction, correctedPValues } from '../core/correction.js'
import { chiSquareEffect, correlationEffect, type EffectSize } from '../core/effect-size.js'
import type { IndependenceTest, TestedResult, TestResult } from '../core/types.js'
import type { ImpliedTest } from './implied-test.js'

/** How statements are tested. */
export interface TestingSettings {
  /** A corrected p-value up to this is a rejection. */
  readonly alpha: number
  /** The level of the intervals of effect sizes. */
  readonly confidence: number
  readonly correction: Correction
}

/** What a test says. */
export interface Answer {
  readonly result: TestResult | UntestedStatement
  /** How many rows it used, where that is known. */
  readonly n: number | undefined
  /** The conditioning set. */
  readonly given: readonly string[]
}

/** Why something was not tested that is beyond a test of independence. */
export interface UntestedStatement {
  readonly tested: false
  readonly reason: (ImpliedTest & { readonly tested: false })['reason']
  readonly message: string
  readonly method: string
}

/** Asks a test about each statement. */
export function answersOf(test: IndependenceTest, statements: readonly Independence[]): Answer[] {
  return statements.map(({ x, y, given }) => {
    const result = test(x, y, given)
    return { result, n: result.rowsUsed ?? test.n, given }
  })
}

/** The answers in one table: p-values corrected for their number, and effect sizes with intervals. */
export function tabulated(
  answers: readonly Answer[],
  { alpha, confidence, correction }: TestingSettings,
): readonly ImpliedTest[] {
  const corrected = correctedPValues(
    answers.map(({ result }) => (result.tested ? result.pValue : Number.NaN)),
    correction,
  )
  return answers.map(({ result, n, given }, i): ImpliedTest => {
    const { method } = result
    if (!result.tested) return { tested: false, reason: result.reason, message: result.message, method }
    if (Number.isNaN(result.pValue))
      return { tested: false, reason: 'no-p-value', message: 'the test gave no p-value.', method }
    const size = n === undefined ? null : effectOf(result, n, given, confidence)
    return {
      tested: true,
      statistic: result.statistic,
      pValue: result.pValue,
      corrected: corrected[i]!,
      rejected: corrected[i]! <= alpha,
      effect: size?.effect ?? null,
      interval: size?.interval ?? null,
      n: n ?? null,
      method,
    }
  })
}

function effectOf(result: TestedResult, n: number, given: readonly string[], confidence: number): EffectSize | null {
  // a test of a correlation says so by its estimate
  if (result.estimate !== undefined) {
    const used = given.filter((name) => result.determined?.includes(name) !== true)
    return correlationEffect(result.estimate, n, used.length, confidence)
  }
  return result.degreesOfFreedom === undefined
    ? null
    : chiSquareEffect(result.statistic, result.degreesOfFreedom, n, confidence)
}
