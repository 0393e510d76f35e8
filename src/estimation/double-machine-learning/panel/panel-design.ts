import { makeCategorical } from '../../../data/tables/make-table.js'
import type { Categorical } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Covariate } from '../../core/types/estimator.js'
import { type Columns, columnsOf } from '../cross-fit.js'

/** Rows of a panel by unit, in the order of time. */
export interface PanelRows {
  /** The unit of each row, from 0. */
  readonly unit: Int32Array
  readonly units: number
  /** The rows, unit by unit, each in the order of time. */
  readonly order: Int32Array
}

/** The rows of a panel; two rows of one unit at one time are an error. */
export function panelRows(unit: Covariate, time: Covariate): PanelRows {
  const index = new Map<number, number>()
  const units = Int32Array.from(unit.values, (value) => {
    const known = index.get(value) ?? index.size
    index.set(value, known)
    return known
  })
  const order = Int32Array.from(units.keys()).sort((i, j) => units[i]! - units[j]! || time.values[i]! - time.values[j]!)
  for (let p = 1; p < order.length; p++) {
    const [i, j] = [order[p - 1]!, order[p]!]
    if (units[i] !== units[j] || time.values[i] !== time.values[j]) continue
    throw new CausalError(
      'invalid-data',
      `rows ${Math.min(i, j)} and ${Math.max(i, j)} (counting from 0) are of the same ${show(unit.name)} at the same ${show(time.name)}: give one row for each.`,
      { rows: [Math.min(i, j), Math.max(i, j)] },
    )
  }
  return { unit: units, units: index.size, order }
}

/** The mean of each row's unit. */
export function unitMeans(values: Float64Array, { unit, units }: PanelRows): Float64Array {
  const sum = new Float64Array(units)
  const count = new Float64Array(units)
  for (let i = 0; i < values.length; i++) {
    sum[unit[i]!]! += values[i]!
    count[unit[i]!]!++
  }
  return Float64Array.from(unit, (u) => sum[u]! / count[u]!)
}

/** The row before each one of its unit, −1 for the first. */
export function rowBefore({ unit, order }: PanelRows): Int32Array {
  const before = new Int32Array(unit.length).fill(-1)
  for (let p = 1; p < order.length; p++) if (unit[order[p]!] === unit[order[p - 1]!]) before[order[p]!] = order[p - 1]!
  return before
}

/** Some columns with those of some other record added under other names. */
export function joined(columns: Columns, more: readonly (readonly [string, Float64Array | Categorical])[]): Columns {
  const names = [...columns.names]
  const data = [...columns.data]
  for (const [name, column] of more) {
    let free = name
    while (names.includes(free)) free += "'"
    names.push(free)
    data.push(column)
  }
  return { n: columns.n, names, data }
}

/** The unit mean of each covariate: of a category, the share of each level but the first that occurs. */
export function meanColumns(covariates: readonly Covariate[], rows: PanelRows): (readonly [string, Float64Array])[] {
  return covariates.flatMap<readonly [string, Float64Array]>(({ name, values, levels }) => {
    if (levels === undefined) return [[`mean of ${name}`, unitMeans(values as Float64Array, rows)] as const]
    const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
    return used.slice(1).map((code) => {
      const share = Float64Array.from(values, (value) => (value === code ? 1 : 0))
      return [`share of ${name}=${levels[code]}`, unitMeans(share, rows)] as const
    })
  })
}

/** The covariates at some rows. */
export function columnsAt(covariates: readonly Covariate[], rows: Int32Array): Columns {
  const whole = columnsOf(covariates, rows.length)
  return {
    ...whole,
    data: whole.data.map((column) =>
      column instanceof Float64Array
        ? Float64Array.from(rows, (i) => column[i]!)
        : makeCategorical(
            Int32Array.from(rows, (i) => column.codes[i]!),
            column.levels,
          ),
    ),
  }
}
