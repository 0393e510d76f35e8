import { CausalError } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import { show } from '../../show.js'
import type { Dialect, SqlConditions, SqlSource } from '../types.js'
import { alias, type Fragment, filled, joined, sql } from './fragment.js'
import { identifier, sourceText } from './identifier.js'

/** A column as a number. */
export function numberOf(column: string, dialect: Dialect): Fragment {
  return filled(dialect.number, [identifier(column, dialect)])
}

/** `WHERE …` for the rows that count; nothing where all do. */
export function conditionsText(where: SqlConditions | undefined, dialect: Dialect): Fragment {
  if (where === undefined) return []
  const tests = Object.entries(checkedObject('where', where)).map(([column, given]) => {
    const values: readonly (string | number)[] = Array.isArray(given) ? given : [given as string | number]
    if (values.length === 0) throw invalidCondition(column, given)
    const equal = values.map((value) => {
      if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value)))
        throw invalidCondition(column, value)
      const left = typeof value === 'number' ? numberOf(column, dialect) : textOf(column, dialect)
      return sql`${left} = ${[{ value }]}`
    })
    return sql`(${joined(equal, ' OR ')})`
  })
  return tests.length === 0 ? [] : sql` WHERE ${joined(tests, ' AND ')}`
}

/** A column as text. */
export function textOf(column: string, dialect: Dialect): Fragment {
  return filled(dialect.text, [identifier(column, dialect)])
}

function invalidCondition(column: string, value: unknown): CausalError {
  return new CausalError(
    'invalid-argument',
    `where ${show(column)} must be a text, a finite number or a list of these, got ${show(value)}.`,
    { column, value },
  )
}

/** Columns under names of our own, from the rows of a source that count. */
export function rowsOf(
  columns: readonly { readonly as: string; readonly is: Fragment }[],
  source: SqlSource,
  where: SqlConditions | undefined,
  dialect: Dialect,
): Fragment {
  const selected = columns.map(({ as, is }) => sql`${is} AS ${alias(as)}`)
  return sql`SELECT ${joined(selected, ', ')} FROM ${sourceText(source, dialect)}${conditionsText(where, dialect)}`
}

/** That an expression holds a number: neither NULL nor NaN nor infinite. */
export function isWhole(x: Fragment, dialect: Dialect): Fragment {
  return filled(dialect.finite, x)
}

/** Names that are asked for, at least one, each once. */
export function checkedNames(what: string, names: readonly string[]): void {
  indexNames(what, names)
  if (names.length === 0) throw new CausalError('invalid-argument', `name at least one ${what}.`)
}
