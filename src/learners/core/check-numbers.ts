import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** A whole number from `least` up, or an error that names the option. */
export function checkedCount(
  option: string,
  value: number,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`
  throw new CausalError('invalid-argument', `\`${option}\` must be a whole number ${range}, got ${show(value)}.`, {
    option,
    value,
  })
}

/** A finite number from `least` up (or above it), or an error that names the option. */
export function checkedNumber(
  option: string,
  value: number,
  least: number,
  { above = false, most = Number.MAX_VALUE }: { readonly above?: boolean; readonly most?: number } = {},
): number {
  if (typeof value === 'number' && (above ? value > least : value >= least) && value <= most) return value
  const from = above ? `above ${least}` : `${least} or more`
  const range = most === Number.MAX_VALUE ? from : `${from} and at most ${most}`
  throw new CausalError('invalid-argument', `\`${option}\` must be a number ${range}, got ${show(value)}.`, {
    option,
    value,
  })
}

/** A penalty: a number that is not negative, or the word for choosing one. */
export function checkedPenalty(value: number | 'cross-validated'): number | 'cross-validated' {
  if (value === 'cross-validated') return value
  if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) return value
  throw new CausalError(
    'invalid-argument',
    `the penalty must be a finite number that is not negative, or 'cross-validated', got ${show(value)}.`,
    { option: 'penalty', value },
  )
}

/** One of a few words, or an error that lists them. */
export function checkedWord<W extends string>(option: string, value: W, words: readonly W[]): W {
  if (words.includes(value)) return value
  const list = words.map((word) => `'${word}'`).join(' or ')
  throw new CausalError('invalid-argument', `\`${option}\` must be ${list}, got ${show(value)}.`, { option, value })
}
