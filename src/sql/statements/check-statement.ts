import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { checkedNames } from '../text/rows.js'

/** The door of every reader: a statement as its verb makes it. */
export function checkStatement(
  statement: object,
  lists: readonly ('by' | 'shift' | 'categories')[],
  flags: readonly 'weighted'[],
): void {
  const given = statement as Readonly<Record<string, unknown>> | null | undefined
  const isWhole =
    typeof given === 'object' &&
    given !== null &&
    lists.every((key) => Array.isArray(given[key])) &&
    flags.every((key) => typeof given[key] === 'boolean')
  if (!isWhole)
    throw new CausalError('invalid-argument', `expected the statement as it was made, got ${show(statement)}.`)
  const { names, by, shift, categories } = given
  checkedNames('column', names as readonly string[])
  const texts = [...((by ?? []) as unknown[]), ...((categories ?? []) as unknown[])]
  const numbers = (shift ?? []) as unknown[]
  const fits = shift === undefined || numbers.length === (names as unknown[]).length
  if (texts.every((text) => typeof text === 'string') && fits && numbers.every(Number.isFinite)) return
  throw new CausalError(
    'invalid-argument',
    `the statement was changed: its groups and categories are names, and each of its columns has a shift, got ${show(statement)}.`,
  )
}
