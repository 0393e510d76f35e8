import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Dialect } from '../types.js'

/** The parts of a dialect that are texts, each with what must stand in it. */
const patterns: readonly (readonly [keyof Dialect, readonly string[]])[] = [
  ['name', []],
  ['double', []],
  ['number', ['{x}']],
  ['integer', ['{x}']],
  ['text', ['{x}']],
  ['modulo', ['{a}', '{b}']],
  ['numberParameter', []],
  ['textParameter', []],
  ['factor', ['{x}']],
  ['finite', ['{x}']],
  ['fence', []],
]

/** The door of every verb that writes SQL: a dialect of ours, or one made by hand that is whole. */
export function checkDialect(dialect: Dialect): void {
  if (typeof dialect !== 'object' || dialect === null) {
    throw new CausalError('invalid-argument', `the dialect is one such as duckdb or postgres, got ${show(dialect)}.`)
  }
  checkOptions(
    'dialect',
    dialect,
    [
      'name',
      'quote',
      'quoteInside',
      'double',
      'number',
      'integer',
      'text',
      'modulo',
      'numberParameter',
      'textParameter',
      'factor',
      'finite',
      'fence',
      'maxColumns',
    ],
    { maxColumns: 'number' },
  )
  for (const [key, holds] of patterns) {
    const value = dialect[key]
    if (typeof value === 'string' && holds.every((part) => value.includes(part))) continue
    const form = holds.length === 0 ? 'a text' : `a text with ${holds.join(' and ')} in it`
    throw new CausalError('invalid-argument', `\`${key}\` of the dialect must be ${form}, got ${show(value)}.`, { key })
  }
  const { quote, quoteInside, maxColumns } = dialect
  if (quote !== '"' && quote !== '`')
    throw new CausalError('invalid-argument', `\`quote\` of the dialect is " or \`, got ${show(quote)}.`, {
      key: 'quote',
    })
  if (quoteInside !== 'doubled' && quoteInside !== 'backslash') {
    throw new CausalError(
      'invalid-argument',
      `\`quoteInside\` of the dialect is "doubled" or "backslash", got ${show(quoteInside)}.`,
      {
        key: 'quoteInside',
      },
    )
  }
  if (!(Number.isInteger(maxColumns) && maxColumns >= 10)) {
    throw new CausalError(
      'invalid-argument',
      `\`maxColumns\` of the dialect is a whole number from 10, got ${show(maxColumns)}.`,
      {
        key: 'maxColumns',
      },
    )
  }
}
