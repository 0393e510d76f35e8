import { checkTable } from '../../../data/tables/check-table.js'
import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedNumbers, indexNames, quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { basisOf, dot, without } from './vectors.js'

/** The columns of each domain, in the order of the first one's names. */
export interface DomainData {
  readonly names: readonly string[]
  readonly domains: readonly (readonly Float64Array[])[]
}

/** Checks that the tables have the same columns, complete numbers that vary, and more rows than columns. */
export function readTables(tables: readonly Table<unknown, string>[]): DomainData {
  for (const each of tables) checkTable(each)
  const names = tables[0]!.columns
  indexNames('column', names)
  for (const [k, each] of tables.entries()) {
    const own = each.columns
    const lacking = names.filter((name) => !own.includes(name))
    const spare = own.filter((name) => !names.includes(name))
    if (lacking.length + spare.length > 0) {
      throw new CausalError(
        'invalid-data',
        `domain ${k} (counting from 0) ${lacking.length > 0 ? `lacks ${quoteNames(lacking)}` : `has ${quoteNames(spare)} besides`}: all domains need the same columns.`,
        { domain: k, lacking, spare },
      )
    }
    if (each.rowCount < names.length + 2) {
      throw new CausalError(
        'too-few-rows',
        `domain ${k} has ${each.rowCount} rows, too few for ${names.length} columns: at least ${names.length + 2} are needed.`,
        { domain: k, count: each.rowCount, needed: names.length + 2 },
      )
    }
  }
  const domains = tables.map((each, k) => {
    const columns = names.map((name) => numericColumn(each, name, names))
    const still = names.filter((_, c) => columns[c]!.every((v) => v === columns[c]![0]))
    if (still.length > 0) {
      throw new CausalError(
        'constant-column',
        `${quoteNames(still)} ${still.length === 1 ? 'does' : 'do'} not vary in domain ${k}: leave out what does not vary everywhere.`,
        {
          domain: k,
          columns: still,
        },
      )
    }
    return columns
  })
  return { names, domains }
}

/** Checks unmixing matrices: one size, finite, rows independent; as rows. */
export function readUnmixings(matrices: readonly unknown[]): readonly (readonly Float64Array[])[] {
  const first = matrices[0] as readonly (readonly number[])[]
  return matrices.map((matrix, k) => {
    if (!Array.isArray(matrix) || matrix.length === 0)
      throw new CausalError(
        'invalid-argument',
        `the unmixing matrix of domain ${k} must be a list of rows, got ${show(matrix)}.`,
      )
    const rows = (matrix as readonly unknown[]).map((row) =>
      Float64Array.from(checkedNumbers(`rows of domain ${k}`, row as number[])),
    )
    const width = (first[0] as readonly number[]).length
    if (rows.length !== first.length || rows.some((row) => row.length !== width)) {
      throw new CausalError(
        'invalid-data',
        `domain ${k} has a matrix of another form: all need ${first.length} rows, one for each latent, and ${width} columns.`,
        { domain: k },
      )
    }
    const wrong = rows.flatMap((row) => [...row]).find((v) => !Number.isFinite(v))
    if (wrong !== undefined)
      throw new CausalError('invalid-data', `the matrix of domain ${k} holds ${show(wrong)}: give finite numbers.`, {
        domain: k,
      })
    checkIndependent(rows, k)
    return rows
  })
}

/** The rows of an unmixing matrix are independent, or it unmixes nothing. */
function checkIndependent(rows: readonly Float64Array[], domain: number): void {
  const largest = Math.max(...rows.map((row) => dot(row, row)))
  for (const [i, row] of rows.entries()) {
    const before = basisOf(rows.slice(0, i))
    const left = without(row, before)
    if (dot(row, row) > 1e-24 * largest && dot(left, left) > 1e-20 * dot(row, row)) continue
    throw new CausalError(
      'collinear',
      `row ${i} of the matrix of domain ${domain} is determined by those before it, or zero: give as many independent rows as there are latents.`,
      { domain, row: i },
    )
  }
}
