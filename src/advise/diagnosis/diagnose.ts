import { checkTable } from '../../data/tables/check-table.js'
import { positionOf } from '../../data/tables/column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { lookForDefects } from './defects.js'
import type { DiagnoseOptions, Diagnosis, NotLooked } from './diagnosis-types.js'
import { lookAtEnvironments, lookAtGaps } from './environments.js'
import { findingsOf, type Look } from './look.js'
import { lookAtRegressions, regressionTopics } from './regressions.js'
import { lookForDependence, lookForTails } from './rows-and-tails.js'
import { oneEnvironment, rowsLooked } from './rows-looked.js'
import { lookAtSize, lookAtTime, lookForSparseStates } from './sizes.js'
import { type Roles, type TableView, viewOf } from './table-view.js'

/**
 * What a table is like, as far as it bears on which methods may be used: types and gaps of its columns, columns that say nothing new,
 * bends, noise that is not Gaussian, unequal spread, heavy tails, rows that follow each other, environments that differ, few rows.
 *
 * Each finding comes with its statistic and, where there is one, its p-value, also corrected for all looks of this diagnosis (Holm):
 * `alpha` bounds the chance to find anything where nothing is. What was not found is not shown to be absent: with few rows every
 * look keeps silent. What was not looked at stands in `notLooked`, hidden common causes always.
 *
 * Bends, spread and noise are looked at along the order that DirectLiNGAM finds, for a model that is linear in some order is linear in that one
 * (or Gaussian, and then linear in any). That order is the one that makes noise look least Gaussian, so that in Gaussian data of 200 rows one of
 * ten diagnoses names a column all the same. Of several environments the largest is looked at, of series what the step before leaves. Of more than 20 columns of numbers the first by name are looked at, and of more than 2,000
 * complete rows every so many.
 *
 * @param table - the data, one row a unit or a time
 * @param options - which columns hold time, recording and environment; the level of all looks together
 * @returns the diagnosis, plain data for {@link suggest}
 * @throws CausalError `invalid-argument` for what is no table, or a level outside 0 and 1; `unknown-name`, `overlap` for the columns
 *   named; `too-few-rows` for a table without rows, or without a variable
 * @complexity O(n p²) for 20 columns at most, and O(p³) of DirectLiNGAM on 2,000 rows
 * @category Advice
 * @see Holm 1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
 * @example
 * const a = Array.from({ length: 200 }, (_, i) => (i * 0.618034) % 1)
 * const b = a.map((v, i) => v ** 2 + 0.1 * ((i * 0.414214) % 1))
 * const found = diagnose(table({ a, b, c: a.map((v) => 2 * v + 1) }))
 * found.usable
 * //=> ['a', 'b']
 * found.findings.filter((one) => one.found).map((one) => one.topic).includes('nonlinear')
 * //=> true
 */
export function diagnose<T>(table: Table<T>, options: DiagnoseOptions<keyof T & string> = {}): Diagnosis {
  return calledAs('diagnose', () => {
    checkTable(table as Table<unknown, string>)
    checkOptions('options', options, ['time', 'unit', 'environment', 'alpha'])
    const { time = null, unit = null, environment = null, alpha = 0.05 } = checkedObject('options', options)
    if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1))
      throw new CausalError('invalid-argument', `alpha is ${show(alpha)}: give a level strictly between 0 and 1.`, {
        alpha,
      })
    const roles = checkedRoles(table as Table<unknown, string>, { time, unit, environment })
    const { all, view } = viewOf(table as Table<unknown, string>, roles)
    if (table.rowCount === 0 || view.columns.length === 0)
      throw new CausalError(
        'too-few-rows',
        `there is nothing to look at: ${table.rowCount} rows and ${view.columns.length} variables.`,
        { rowCount: table.rowCount },
      )
    const { looks, notLooked, usable } = look(view, roles)
    return Object.freeze({
      rowCount: table.rowCount,
      completeRows: view.complete.length,
      columns: Object.freeze(all),
      usable: Object.freeze(usable),
      ...roles,
      findings: Object.freeze(findingsOf(looks, alpha)),
      notLooked: Object.freeze(
        notLooked.map((one) => Object.freeze({ ...one, columns: Object.freeze([...one.columns]) })),
      ),
      looks: looks.filter(({ pValue }) => pValue !== null).length,
      alpha,
    })
  })
}

function checkedRoles(table: Table<unknown, string>, roles: Roles): Roles {
  const given = Object.entries(roles).filter(([, name]) => name !== null) as [string, string][]
  for (const [, name] of given) positionOf(table, name)
  const names = given.map(([, name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new CausalError(
      'overlap',
      `${show(twice)} is named as ${given
        .filter(([, n]) => n === twice)
        .map(([role]) => role)
        .join(' and as ')}: a column has one role.`,
      { name: twice },
    )
  return roles
}

/** All looks, in the order of the topics. */
function look(view: TableView, roles: Roles): { looks: Look[]; notLooked: NotLooked[]; usable: string[] } {
  const { looks: defects, dropped } = lookForDefects(view)
  const kept = view.columns.filter(({ name }) => !dropped.has(name))
  const numbers = kept.filter(({ type }) => type === 'continuous')
  const usable = kept.map(({ name }) => name)
  const isSeries = roles.time !== null || roles.unit !== null
  const mixed = numbers.length > 0 && numbers.length < kept.length
  const dependence = isSeries ? null : lookForDependence(kept, oneEnvironment(view, roles.environment) ?? view.complete)
  const follows = dependence?.follows ?? false
  const regressions = mixed ? null : lookAtRegressions(numbers, rowsLooked(view, roles, follows))
  const at = roles.environment === null ? -1 : view.table.columns.indexOf(roles.environment)
  const differ =
    at < 0
      ? null
      : lookAtEnvironments(kept, { name: roles.environment!, data: view.table.data[at]! }, view.table.rowCount)
  const notLooked: NotLooked[] = [
    ...(mixed ? beside(numbers.map(({ name }) => name)) : regressions!.notLooked),
    ...(dependence?.notLooked ?? []),
    ...(differ?.notLooked ?? []),
    ...(at < 0
      ? [{ topic: 'environments-differ' as const, columns: [], message: 'no column of environments was named.' }]
      : []),
    {
      topic: 'hidden-causes',
      columns: [],
      message: 'no look at a table shows that no common cause is hidden: that is for you to judge.',
    },
  ]
  const looks: Look[] = [
    ...lookAtGaps(view.columns),
    ...defects,
    lookAtSize(kept.length, view.complete.length),
    ...lookForSparseStates(kept),
    ...lookForTails(numbers, view.complete),
    ...(regressions?.looks ?? []),
    ...(dependence?.looks ?? []),
    ...(roles.time === null ? [] : [lookAtTime(view.table, roles.time, roles.unit, usable)]),
    ...(differ?.looks ?? []),
  ]
  return { looks, notLooked, usable }
}

/** Of numbers beside categories it is not known which a regression would have to be given. */
function beside(columns: readonly string[]): NotLooked[] {
  const message = 'among categories a bend may be the work of a category that is an effect or a hidden mixture.'
  return regressionTopics.map((topic) => ({ topic, columns, message }))
}
