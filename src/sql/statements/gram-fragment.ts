import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { alias, type Fragment, filled, joined, sql } from '../text/fragment.js'
import { identifier } from '../text/identifier.js'
import { isWhole, numberOf, rowsOf } from '../text/rows.js'
import type { Dialect, SqlConditions, SqlSource } from '../types.js'

/** What a statement of sums is made of. */
export interface GramQuestion {
  readonly source: SqlSource
  /** Columns, or products of two of them. */
  readonly columns: readonly (readonly string[])[]
  readonly by: readonly Fragment[]
  readonly where: SqlConditions | undefined
  readonly weights: string | undefined
  readonly shift: readonly number[]
  /** The pairs whose products are summed up. */
  readonly pairs: readonly (readonly [number, number])[]
  readonly dialect: Dialect
  /** How many rows are looked at (default: all). */
  readonly limit?: number
}

/** All pairs of p columns, the first not after the second. */
export function allPairs(p: number): readonly (readonly [number, number])[] {
  return Array.from({ length: p }, (_, i) => Array.from({ length: p - i }, (_, k) => [i, i + k] as const)).flat()
}

/**
 * One scan that sums up columns and their products, of deviations from a shift: raw sums of numbers near 1e9 keep no digit
 * of a variance of 1. A row counts if each of its numbers is finite and each group is known; integers are cast before they are
 * multiplied, since products of integers overflow.
 *
 * Columns of the result: k0, k1 … the groups; c0 the number of rows (the total weight); then the sums, then those of the pairs;
 * with weights last the lowest of them and the number of rows.
 */
export function gramFragment(question: GramQuestion): Fragment {
  const { source, columns, by, where, weights, shift, pairs, dialect, limit } = question
  const d = columns.map((_, j) => alias(`d${j}`))
  const k = by.map((_, j) => alias(`k${j}`))
  const w = weights === undefined ? undefined : alias('w')
  const rows = rowsOf(
    [
      ...by.map((is, j) => ({ as: `k${j}`, is })),
      ...columns.map((names, j) => ({
        as: `d${j}`,
        is: sql`${joined(
          names.map((name) => numberOf(name, dialect)),
          ' * ',
        )} - ${[{ value: shift[j]! }]}`,
      })),
      ...(weights === undefined ? [] : [{ as: 'w', is: numberOf(weights, dialect) }]),
    ],
    source,
    where,
    dialect,
  )
  const factor = d.map((x) => filled(dialect.factor, x))
  const sums = [
    ...d.map((x) => product(w, x)),
    ...pairs.map(([i, j]) => product(w, sql`${factor[i]!} * ${factor[j]!}`)),
  ].map((x) => sql`SUM(${x})`)
  const count = sql`CAST(COUNT(*) AS ${[dialect.double]})`
  const outputs = w === undefined ? [count, ...sums] : [sql`SUM(${w})`, ...sums, sql`MIN(${w})`, count]
  if (outputs.length + by.length > dialect.maxColumns) {
    throw new CausalError(
      'too-large',
      `${columns.length} columns need ${outputs.length} sums, and ${dialect.name} is asked for at most ${dialect.maxColumns} in a statement: ask for fewer columns at a time, or call momentsFrom, which asks in parts.`,
      { sums: outputs.length, limit: dialect.maxColumns },
    )
  }
  const whole = [
    ...[...d, ...(w === undefined ? [] : [w])].map((x) => isWhole(x, dialect)),
    ...k.map((x) => sql`${x} IS NOT NULL`),
  ]
  const selected = [...k, ...outputs.map((x, j) => sql`${x} AS ${alias(`c${j}`)}`)]
  const groups = k.length === 0 ? [] : sql` GROUP BY ${joined(k, ', ')}`
  const first = limit === undefined ? rows : sql`${rows} LIMIT ${[String(limit)]}`
  return sql`SELECT ${joined(selected, ', ')} FROM (${first}) causalkit_rows WHERE ${joined(whole, ' AND ')}${groups}`
}

function product(weight: Fragment | undefined, x: Fragment): Fragment {
  return weight === undefined ? x : sql`${weight} * ${x}`
}

/** A column that is grouped by, as the engine has it. */
export function groupOf(name: string, dialect: Dialect): Fragment {
  return [identifier(name, dialect)]
}

/** The shift of each column, 0 where none is given. */
export function shiftsOf(
  shift: Readonly<Record<string, number>> | undefined,
  names: readonly string[],
): readonly number[] {
  const given = new Map(Object.entries(shift ?? {}))
  const shifts = names.map((name) => given.get(name) ?? 0)
  for (const [name, value] of given) {
    if (!names.includes(name)) {
      throw new CausalError('unknown-name', `the shift names ${show(name)}, which is not asked for.`, { name })
    }
    if (!Number.isFinite(value)) {
      throw new CausalError(
        'invalid-argument',
        `the shift of ${show(name)} must be a finite number, got ${show(value)}.`,
        {
          name,
        },
      )
    }
  }
  return shifts
}
