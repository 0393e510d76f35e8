/**
 * How cells are joined and axes summed out:
 *
 * - `sum-product`: numbers, as in every probability
 * - `max-product`: non-negative numbers; summing out keeps the largest (a most probable explanation)
 * - `or-and`: 0 and 1; relations
 * - `log-sum-exp`: logarithms, joined by addition and summed by log Σ exp; −∞ is the logarithm of zero
 */
export type Semiring = 'sum-product' | 'max-product' | 'or-and' | 'log-sum-exp'

/** What leaves a cell as it is when joined. */
export const oneOf = (semiring: Semiring): number => (semiring === 'log-sum-exp' ? 0 : 1)

/** What leaves a cell as it is when summed. */
export const zeroOf = (semiring: Semiring): number => (semiring === 'log-sum-exp' ? Number.NEGATIVE_INFINITY : 0)
