import { checkTable } from '../../../data/tables/check-table.js'
import { columnAt } from '../../../data/tables/column.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../../names.js'
import { show } from '../../../show.js'
import { requireCompleteColumns } from '../columns/require-complete-columns.js'

/** Checks that a table is one, the question a record, and that it names (if anything) the strategy that its verb is for. */
export function checkDesign(table: Table<unknown, string>, question: object, strategy: string): void {
  checkTable(table)
  checkStrategy(question, strategy)
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row.')
}

/** Checks that the question is a record, and names (if anything) the strategy that its verb is for. */
export function checkStrategy(question: object, strategy: string): void {
  const asked = (checkedObject('question', question) as { readonly strategy?: unknown }).strategy
  if (asked !== undefined && asked !== strategy) {
    throw new CausalError(
      'invalid-argument',
      `the specification is of strategy ${show(asked)}, and this function estimates by ${show(strategy)}: call the function of that design, or leave \`strategy\` out.`,
      { strategy: asked },
    )
  }
}

/** Throws where another population is asked for than all: what the design has is said in the sentence. */
export function checkAllUnits(population: unknown, design: string): void {
  if (population === undefined || population === 'ATE') return
  throw new CausalError('not-supported', `${design}, 'ATE', not ${show(population)}.`, { population })
}

/** The roles of a question: each a column, each another one, none with a value missing. */
export function checkRoles(
  table: Table<unknown, string>,
  roles: Readonly<Record<string, string | readonly string[] | undefined>>,
): void {
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const seen = new Map<string, string>()
  for (const [role, given] of Object.entries(roles)) {
    if (given === undefined) continue
    const names = typeof given === 'string' ? [given] : checkedList(role, given)
    if (typeof given !== 'string') indexNames(role, names)
    for (const name of names) {
      if (typeof name !== 'string') {
        throw new CausalError('invalid-argument', `\`${role}\` must name a column, got ${show(name)}.`, { role })
      }
      lookUp('column', columns, name)
      const other = seen.get(name)
      if (other !== undefined) {
        throw new CausalError(
          'overlap',
          `column ${show(name)} is given as ${other} and as ${role}: they must be different columns.`,
          { column: name, roles: [other, role] },
        )
      }
      seen.set(name, role)
    }
  }
  requireCompleteColumns(table, [...seen.keys()])
}

/** Throws unless a role is given. */
export function requireRoles(question: object, roles: readonly string[]): void {
  for (const role of roles) {
    if (typeof (question as Record<string, unknown>)[role] === 'string') continue
    throw new CausalError(
      'invalid-argument',
      `the question must name ${roles.map((name) => `\`${name}\``).join(', ')}; \`${role}\` is ${show((question as Record<string, unknown>)[role])}.`,
      { role },
    )
  }
}

/** A column of numbers. */
export function numbersAt(table: Table<unknown, string>, name: string, role: string): Float64Array {
  const column = columnAt(table, name)
  if (isNumeric(column)) return squarable(column, name)
  throw new CausalError(
    'invalid-data',
    `the ${role} ${show(name)} must be a column of numbers, and it holds categories such as ${show(column.levels[0])}.`,
    { column: name },
  )
}

/** The numbers themselves, or an error where their squares would overflow or vanish. */
export function squarable(values: Float64Array, name: string): Float64Array {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!))
  if (most === 0 || (most > 1e-140 && most < 1e140)) return values
  throw new CausalError(
    'invalid-data',
    `the numbers of ${show(name)} are too ${most > 1 ? 'large' : 'small'} to be squared (up to ${most.toPrecision(2)}): rescale the column.`,
    { column: name },
  )
}

/** Which group each row belongs to. */
export interface Groups {
  readonly name: string
  /** One code a row, 0 … labels.length − 1. */
  readonly codes: Int32Array
  /** What each group is called, in order: numbers by size, categories by their levels. */
  readonly labels: readonly string[]
}

/** Groups by a column of categories or numbers; only those that occur. Their order does not depend on that of the rows. */
export function groupsAt(table: Table<unknown, string>, name: string): Groups {
  const column = columnAt(table, name)
  const values = isNumeric(column) ? column : column.codes
  const { codes, distinct } = ranked(values)
  return {
    name,
    codes,
    labels: Array.from(distinct, (value) => (isNumeric(column) ? String(value) : column.levels[value]!)),
  }
}

/** Each value's place among the distinct values in order. */
export function ranked(values: Float64Array | Int32Array): { readonly codes: Int32Array; readonly distinct: number[] } {
  const n = values.length
  let [least, most, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true]
  for (let i = 0; i < n; i++) {
    const value = values[i]!
    least = Math.min(least, value)
    most = Math.max(most, value)
    whole &&= Number.isInteger(value)
  }
  if (whole && most - least < 4 * n + 1000) {
    // whole numbers in a small range are their own places: no map
    const place = new Int32Array(most - least + 1).fill(-1)
    for (let i = 0; i < n; i++) place[values[i]! - least] = 0
    const distinct: number[] = []
    for (let v = 0; v < place.length; v++) if (place[v] === 0) place[v] = distinct.push(v + least) - 1
    return { codes: Int32Array.from(values as Float64Array, (value) => place[value - least]!), distinct }
  }
  const distinct = [...new Set<number>(values)].map((value) => (value === 0 ? 0 : value)).sort((a, b) => a - b)
  const place = new Map(distinct.map((value, code) => [value, code]))
  return { codes: Int32Array.from(values as Float64Array, (value) => place.get(value)!), distinct }
}

/** The confidence level, or an error. */
export function checkedConfidence(confidence = 0.95): number {
  if (confidence > 0 && confidence < 1) return confidence
  throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
    confidence,
  })
}

/** One of the allowed words, or an error that lists them. */
export function checkedWord<W extends string>(option: string, given: unknown, words: readonly W[]): W {
  if ((words as readonly unknown[]).includes(given)) return given as W
  throw new CausalError(
    'invalid-argument',
    `${option} must be one of ${words.map((word) => `'${word}'`).join(', ')}, got ${show(given)}.`,
    { option, [option]: given },
  )
}

/** A whole number from `least`, or an error. */
export function checkedWhole(option: string, given: number, least: number): number {
  if (Number.isSafeInteger(given) && given >= least) return given
  throw new CausalError('invalid-argument', `${option} must be a whole number from ${least}, got ${show(given)}.`, {
    option,
    [option]: given,
  })
}

/** Throws where a column stands in two roles. */
export function requireOneRoleEach(columns: readonly string[]): void {
  const twice = columns.find((name, i) => columns.indexOf(name) < i)
  if (twice === undefined) return
  throw new CausalError('overlap', `column ${show(twice)} is given in two roles: they must be different columns.`, {
    column: twice,
  })
}
