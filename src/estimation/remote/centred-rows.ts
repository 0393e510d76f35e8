import { alias, type Fragment, sql } from '../../sql/text/fragment.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import { gapsIn } from '../../sql/warehouse/row-count.js'
import type { CodedTreatment } from '../core/columns/coded-treatment.js'
import { constant } from '../core/regression/design.js'
import type { FoldsAsked, RowTerms } from '../core/types/sums.js'
import { type DesignColumn, type DesignColumns, sumsOver } from './rows-in-engine.js'

/** What the columns of a design are made of. */
export interface Coding {
  /** The arms, or a treatment of numbers. */
  readonly treatment: DesignColumn
  readonly y: DesignColumn
  readonly columns: readonly (readonly [term: string, DesignColumn])[]
  readonly names: { readonly treatment: string; readonly outcome: string; readonly covariates: readonly string[] }
  readonly coded: CodedTreatment
  /** The columns of the clusters, and how errors are made of them. */
  readonly clusters: { readonly names: readonly string[]; readonly kind: 'CR0' | 'CR1' } | null
  readonly folds: FoldsAsked | null
}

/** Rows of which the means are known, and taken out. */
export interface CentredRows {
  readonly n: number
  /** How many rows are treated; the sum of the treatment, where it is a number. */
  readonly treated: number
  readonly rowCounts: readonly number[]
  readonly row: RowTerms
  readonly treatment: DesignColumn
  readonly outcome: DesignColumn
  /** The covariates, centred. */
  readonly own: readonly DesignColumn[]
  /** All columns that a statement is over, from the covariates as they are to be. */
  readonly designed: (own: readonly DesignColumn[]) => DesignColumns
  /** The columns that hold clusters. */
  readonly groups: readonly string[]
  /** Where each number runs from and to: in all rows, or in each arm. */
  readonly ranges: readonly { readonly column: string; readonly x: number; readonly ends: readonly Ends[] }[]
  /** Where a treatment of numbers runs from and to. */
  readonly doses: Ends | null
}

export type Ends = readonly [least: number, most: number]

/** The first scan: sums without products, from which the centres follow, and ranges. */
export async function centredRows(
  asking: Asking,
  { treatment, y, columns, names, clusters, folds }: Coding,
): Promise<CentredRows> {
  const groups = (clusters?.names ?? []).map((column, j) => [`g${j}`, { kind: 'group', column } as const] as const)
  const fold =
    folds === null
      ? []
      : [['f', { kind: 'fold', column: folds.key, count: folds.count, seed: folds.seed } as const] as const]
  const xs = columns.map((_, j) => `x${j + 1}`)
  const row = { t: alias('t'), y: alias('y'), x: [sql`1e0`, ...xs.map(alias)] }
  const made =
    (t: DesignColumn, outcome: DesignColumn) =>
    (own: readonly DesignColumn[]): DesignColumns => ({
      t,
      y: outcome,
      ...Object.fromEntries([...xs.map((name, j) => [name, own[j]!] as const), ...groups, ...fold]),
    })
  const raw = columns.map(([, column]) => column)
  const isDose = treatment.kind === 'number'
  const numbers = columns.flatMap(([, { kind }], j) => (kind === 'number' ? [j] : []))
  const parts: readonly ((value: Fragment) => Fragment)[] = isDose
    ? [(value) => value]
    : ([0, 1] as const).map((arm) => (value) => sql`CASE WHEN ${row.t} = ${[`${arm}e0`]} THEN ${value} END`)
  const asked = made(treatment, y)(raw)
  const found = await sumsOver(asking, asked, {
    columns: [],
    sums: [row.t, row.y, ...xs.map(alias), sql`1e0`],
    largest: [
      ...numbers.flatMap((j) => {
        const value = alias(xs[j]!)
        return parts.flatMap((within) => [within(value), within(sql`-${value}`)])
      }),
      ...(isDose ? [row.t, sql`-${row.t}`] : []),
    ],
  })
  await checkRows(asking, found.rowCounts, asked)
  const n = found.sums.at(-1)!
  const treated = found.sums[0]!
  const ends = (at: number): Ends => [-found.largest[at + 1]!, found.largest[at]!]
  const doses = isDose ? ends(found.largest.length - 2) : null
  if (doses === null ? treated === 0 || treated === n : doses[0] === doses[1]) throw constant(names.treatment)
  const centred = (column: DesignColumn, sum: number): DesignColumn =>
    column.kind === 'number' ? { ...column, center: sum / n } : column
  const outcome = centred(y, found.sums[1]!)
  const own = raw.map((column, j) => centred(column, found.sums[j + 2]!))
  const about = centred(treatment, treated)
  return {
    ...{ n, treated, rowCounts: found.rowCounts, row, treatment: about, outcome, own, doses },
    designed: made(about, outcome),
    groups: groups.map(([name]) => name),
    ranges: numbers.map((j, k) => ({
      column: columns[j]![0],
      x: j + 1,
      ends: parts.map((_, place) => ends(2 * (parts.length * k + place))),
    })),
  }
}

/** Throws unless every row of every part was summed up, or gaps may be left out. */
async function checkRows(asking: Asking, used: readonly number[], columns: DesignColumns): Promise<void> {
  for (const [k, part] of asking.parts.entries()) {
    const list = Object.values(columns)
    const isNumber = (column: DesignColumn): boolean =>
      column.kind === 'number' || ('asNumber' in column && column.asNumber)
    const numbers = list.flatMap((column) => (isNumber(column) ? [column.column] : []))
    const states = list.flatMap((column) => (isNumber(column) ? [] : [column.column]))
    await gapsIn(asking, part, used[k]!, { numbers: [...new Set(numbers)], states: [...new Set(states)] })
  }
}
