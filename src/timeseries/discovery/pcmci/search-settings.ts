import { report } from '../../../discovery/core/report.js'
import type { SearchOptions } from '../../../discovery/core/types.js'
import { CausalError } from '../../../errors.js'
import { indexNames } from '../../../names.js'
import { show } from '../../../show.js'
import { readLag } from '../../core/read-lag.js'
import { type IndexedLaggedKnowledge, indexLaggedKnowledge, type LaggedKnowledge } from './lagged-knowledge.js'

/**
 * What the searches over a lagged test share.
 *
 * @category Time series
 */
export interface LaggedSearchOptions<N extends string = string> extends SearchOptions {
  /** The largest lag that a link may have (default 1). The test is asked about differences of lags up to twice as large. */
  readonly maxLag?: number
  /** The level of each single test that decides about a link, between 0 and 1 (default 0.05). */
  readonly alpha?: number
  /** What is known beforehand. */
  readonly knowledge?: LaggedKnowledge<NoInfer<N>>
  /** The most others that a test chooses: strongest lagged ones in the first phase, contemporaneous ones in the second (default: no limit). */
  readonly maxConditioningSize?: number
}

/** The keys of {@link LaggedSearchOptions}. */
export const laggedSearchKeys = ['maxLag', 'alpha', 'knowledge', 'maxConditioningSize', 'onProgress', 'signal'] as const

/** A question that could not be tested, in positions. */
export interface UntestedQuestion {
  readonly x: number
  readonly y: number
  readonly given: Int32Array
}

/** Settings of a search, checked and in positions. */
export interface LaggedSettings {
  readonly maxLag: number
  readonly alpha: number
  /** The level of the first phase. */
  readonly conditionAlpha: number
  readonly maxSize: number
  readonly knowledge: IndexedLaggedKnowledge
  readonly report: (stage: string, level: number, done: number, total: number, tests: number) => void
  /** Notes a question that could not be tested. */
  readonly untested: (x: number, y: number, given: Int32Array) => void
  readonly untestedQuestions: readonly UntestedQuestion[]
}

export function readLaggedSettings(
  variables: readonly string[],
  options: LaggedSearchOptions,
  conditionAlpha?: number,
): LaggedSettings {
  const maxLag = readLag('maxLag', options.maxLag ?? 1, 0)
  const alpha = readLevel('alpha', options.alpha ?? 0.05)
  const maxSize = options.maxConditioningSize ?? Number.POSITIVE_INFINITY
  if (!(maxSize >= 0 && Math.floor(maxSize) === maxSize)) {
    const message = `maxConditioningSize is ${show(maxSize)}: give a whole number from 0 on, or leave it out for no limit.`
    throw new CausalError('invalid-argument', message, { maxConditioningSize: maxSize })
  }
  const questions: UntestedQuestion[] = []
  const isHeard = options.onProgress !== undefined || options.signal !== undefined
  return {
    maxLag,
    alpha,
    conditionAlpha: conditionAlpha === undefined ? alpha : readLevel('conditionAlpha', conditionAlpha),
    maxSize,
    knowledge: indexLaggedKnowledge(indexNames('variable', variables), maxLag, options.knowledge),
    report: (stage, level, done, total, tests) => {
      if (isHeard) report({ ...options }, { stage, level, done, total, tests })
    },
    untested: (x, y, given) => questions.push({ x, y, given }),
    untestedQuestions: questions,
  }
}

export function readLevel(field: string, value: number): number {
  if (typeof value === 'number' && value > 0 && value < 1) return value
  throw new CausalError(
    'invalid-argument',
    `${field} is ${show(value)}: give a level strictly between 0 and 1, such as 0.01.`,
    { [field]: value },
  )
}
