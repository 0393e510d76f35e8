/**
 * Why the record of an answer does not hold:
 *
 * - `not-a-record`: it is not of the shape of an answer to this query
 * - `wrong-start`: a step takes up what no earlier one left
 * - `rule`: a step is none, or what it takes for granted does not hold
 * - `left-over`: something is not taken up
 * - `hedge`: the witness of a refusal is none
 * - `conclusion`: the answer is not what the steps make
 *
 * @category Identification
 */
export type VerdictReason = 'not-a-record' | 'wrong-start' | 'rule' | 'left-over' | 'hedge' | 'conclusion'

/**
 * Whether the record of an answer holds; when not, the first step at fault and why: what {@link verifyDerivation} and
 * {@link verifyTrace} return.
 *
 * @category Identification
 */
export type Verdict =
  | {
      /** Every step holds, and they lead from the query to the answer. */
      readonly valid: true
    }
  | {
      /** Some step does not hold, or the answer does not follow. */
      readonly valid: false
      /** The kind of fault. */
      readonly reason: VerdictReason
      /** What is wrong, as a sentence. */
      readonly message: string
      /** The position of the step at fault; null where it is the query, the record as a whole, or the conclusion. */
      readonly step: number | null
    }

/** The record holds. */
export const holds: Verdict = Object.freeze({ valid: true })

/** The record fails at a step, or (null) at the query or the conclusion. */
export function fails(reason: VerdictReason, message: string, step: number | null): Verdict {
  return Object.freeze({ valid: false, reason, message, step })
}
