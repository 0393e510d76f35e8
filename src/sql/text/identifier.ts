import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Dialect, SqlSource } from '../types.js'
import type { Fragment } from './fragment.js'

/** A name as an identifier: quoted, so that whatever it holds is a name. */
export function identifier(name: string, { quote, quoteInside }: Dialect): string {
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

/** What stands after FROM. */
export function sourceText(source: SqlSource, dialect: Dialect): Fragment {
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
