import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Dialect, SqlSource } from '../types.js'
import type { Fragment } from './fragment.js'

/** A name as an identifier: quoted, so that whatever it holds is a name. */
export function identifier(name: string, { quote, quoteInside }: Dialect): string {
  if (typeof name !== 'string')
    throw new CausalError('invalid-argument', `a column is named by a text, got ${show(name)}.`)
  // engines end a text at this character, some without a word
  if (name.includes('\0')) {
    throw new CausalError('invalid-argument', `the name ${show(name)} holds a zero character, which no engine takes.`, {
      name,
    })
  }
  const inner =
    quoteInside === 'doubled' ? name.replaceAll(quote, quote + quote) : name.replace(/[\\`"]/g, (sign) => `\\${sign}`)
  return quote + inner + quote
}

/** Sources that this library makes itself of others: with parameters, so that no value stands in their text. */
const derived = new WeakMap<object, Fragment>()

/** Rows that a statement of our own makes, as a source. */
export function derivedSource(rows: Fragment): SqlSource {
  const source = Object.freeze({ query: 'rows made from others' })
  derived.set(source, rows)
  return source
}

/** What stands after FROM. */
export function sourceText(source: SqlSource, dialect: Dialect): Fragment {
  const own = typeof source === 'object' && source !== null ? derived.get(source) : undefined
  if (own !== undefined) return ['(', ...own, ') causalkit_source']
  if (typeof source === 'string' && source !== '') return [identifier(source, dialect)]
  if (Array.isArray(source) && source.length > 0 && source.every((part) => typeof part === 'string' && part !== ''))
    return [source.map((part: string) => identifier(part, dialect)).join('.')]
  if (typeof source === 'object' && source !== null && 'query' in source) {
    if (typeof source.query === 'string' && source.query.trim() !== '') return [`(${source.query}) causalkit_source`]
  }
  throw new CausalError(
    'invalid-argument',
    `the source is a table's name, its path as ["schema", "table"], or { query: "SELECT …" }, got ${show(source)}.`,
  )
}
