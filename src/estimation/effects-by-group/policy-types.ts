import type { Table } from '../../data/types.js'
import type { MeanEffect } from './scored.js'

/**
 * What a policy may look at, and what treating costs.
 *
 * @category Estimation
 */
export interface PolicyTreeQuestion<N extends string = string> {
  /** The columns that may be asked for; left out, those by which effects may differ. */
  readonly columns?: readonly NoInfer<N>[]
  /** How many questions a unit is asked at most: 0, 1 or 2 (default 2). */
  readonly depth?: number
  /** What treating one unit costs, in units of the outcome (default 0). */
  readonly cost?: number
  /** The least number of rows in a leaf (default 20). */
  readonly minLeaf?: number
  /** In how many parts to cut the rows to tell the value (default 5). */
  readonly folds?: number
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
  /** The same seed gives the same folds (default 1). */
  readonly seed?: number | string
}

/**
 * A rule as plain data: a question, or whether to treat.
 *
 * @category Estimation
 */
export type PolicyRule =
  | {
      /** The column that is asked for. */
      readonly column: string
      /** Numbers up to this one go to `yes`; there for a column of numbers. */
      readonly atMost?: number
      /** These categories go to `yes`; there for a column of categories. */
      readonly among?: readonly string[]
      /** What follows for them. */
      readonly yes: PolicyRule
      /** What follows for the others. */
      readonly no: PolicyRule
    }
  | {
      /** Whether to treat. */
      readonly treat: boolean
      /** Rows that come here. */
      readonly n: number
      /** Their average effect. */
      readonly effect: number
    }

/**
 * A rule of whom to treat, with what it is worth.
 *
 * @category Estimation
 */
export interface PolicyTree {
  /** The rule. */
  readonly rule: PolicyRule
  /** The rule in words. */
  readonly text: string
  /** 1 for the rows that the rule treats. Left out of JSON. */
  readonly treats: Uint8Array
  /** The share of rows that the rule treats. */
  readonly share: number
  /** What is gained per unit, costs taken off, over treating nobody: of rules found without the rows that they are tried on. */
  readonly overNobody: MeanEffect
  /** The same over treating everybody. */
  readonly overEverybody: MeanEffect
  /** Whom to treat in another table. */
  readonly predict: (table: Table) => Uint8Array
}
