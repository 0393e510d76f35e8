import type { TestedResult } from '../core/types.js'

/** What an oracle says: p-value 1 where two are independent, 0 where they depend. */
export interface OracleAnswers {
  readonly independent: TestedResult
  readonly dependent: TestedResult
}

/** The two answers of an oracle, under the name of its method. */
export function oracleAnswers(method: string): OracleAnswers {
  return {
    independent: Object.freeze({ tested: true, statistic: 0, pValue: 1, logPValue: 0, method }),
    dependent: Object.freeze({ tested: true, statistic: 1, pValue: 0, logPValue: Number.NEGATIVE_INFINITY, method }),
  }
}
