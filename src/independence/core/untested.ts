import { quoteNames } from '../../names.js'
import type { StratumSums } from '../discrete/stratum-sums.js'
import type { UntestedReason, UntestedResult, UntestedWitness } from './types.js'

/** A test that could not be made; `message` says why and what to do. */
export function untested(
  method: string,
  reason: UntestedReason,
  message: string,
  witness: UntestedWitness,
): UntestedResult {
  return { tested: false, reason, message, witness: Object.freeze(witness), method }
}

/** Not tested, since the conditioning set (or nothing, where it is empty) determines these columns of the question. */
export function determinedBy(
  method: string,
  columns: readonly string[],
  given: readonly string[],
  more: Omit<UntestedWitness, 'determined'> = {},
): UntestedResult {
  const by = Object.freeze([...given])
  const determined = Object.freeze(columns.map((column) => Object.freeze({ column, by })))
  const verb = columns.length > 1 ? 'do' : 'does'
  const quoted = quoteNames(given, Number.POSITIVE_INFINITY)
  const message =
    given.length === 0
      ? `${quoteNames(columns)} ${verb} not vary: nothing can be said of ${columns.length > 1 ? 'them' : 'it'}. Leave ${columns.length > 1 ? 'them' : 'it'} out.`
      : more.left === undefined
        ? `${quoted} ${given.length > 1 ? 'determine' : 'determines'} ${quoteNames(columns)}: given the one, nothing is left of the other to test. Leave out one of them, or condition on other columns.`
        : `${quoted} ${given.length > 1 ? 'leave' : 'leaves'} ${(100 * more.left).toPrecision(2)} % of the variation of ${quoteNames(columns)}: too little to tell independence from dependence. Gather more rows, leave out one of them, or condition on other columns.`
  return untested(method, 'determined', message, { determined, ...more })
}

/** Not tested for want of rows. */
export function tooFewRows(method: string, rows: number, needed: number): UntestedResult {
  const message = `${rows} ${rows === 1 ? 'row is' : 'rows are'} too few: at least ${needed} are needed. Condition on fewer columns (maxConditioningSize), or gather more rows.`
  return untested(method, 'too-few-rows', message, { rows, needed })
}

/** Not tested, since no stratum of the conditioning set holds rows that differ in x and rows that differ in y. */
export function emptyStrata(
  method: string,
  found: StratumSums,
  x: string,
  y: string,
  given: readonly string[],
): UntestedResult {
  const columns = [...(found.varyingX === 0 ? [x] : []), ...(found.varyingY === 0 ? [y] : [])]
  if (columns.length > 0) return determinedBy(method, columns, given, { strata: found.strata })
  const message = `in none of the ${found.strata} strata of ${quoteNames(given, Number.POSITIVE_INFINITY)} do rows differ in both ${quoteNames([x, y])}: there is nothing to compare. Condition on fewer columns, merge levels, or gather more rows.`
  return untested(method, 'empty-strata', message, { strata: found.strata })
}

/** Not tested, since the counts are too small; `least`: the expected count that was asked for. */
export function tooSparse(method: string, witness: UntestedWitness, least?: string): UntestedResult {
  const message =
    least === undefined
      ? 'the counts are so small that no outcome could have spoken against independence. Condition on fewer columns, merge levels, or gather more rows.'
      : `the smallest expected count is ${witness.leastExpected}, below ${least}. Condition on fewer columns, merge levels, or ask for less.`
  return untested(method, 'sparse', message, witness)
}
