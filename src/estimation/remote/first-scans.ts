import { alias, sql } from '../../sql/text/fragment.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import { tableChanged } from '../../sql/warehouse/table-changed.js'
import type { SumsAsked, SumsFolds, SumsFound, SumsProblem } from '../core/types/sums.js'
import { type CentredRows, type Coding, centredRows, type Ends } from './centred-rows.js'
import { type DesignColumn, squaresOver, sumsOver } from './rows-in-engine.js'
import { standardizedGrams } from './standardized-grams.js'
import { type By, type GroupSums, sumsBy } from './sums-by.js'

const byArm = { as: 'arm', is: alias('t') }
const byFold = { as: 'fold', is: alias('f') }

/** The first scans: rough means and ranges, then the sums of products about the means, by arm and by fold. */
export async function summedUp(
  asking: Asking,
  coding: Coding,
): Promise<{ readonly problem: SumsProblem; readonly doses: Ends | null }> {
  const { columns, names, coded, clusters, folds } = coding
  const rows = await centredRows(asking, coding)
  const { n, treated, row, own, outcome, designed, ranges, doses } = rows
  const inArms = folds === null || folds.arms
  const z = [...row.x, ...(inArms ? [] : [row.t]), row.y]
  const pairs = z.flatMap((_, i) => z.slice(0, i + 1).map((_, j) => [i, j] as const))
  const products = pairs.map(([i, j]) => sql`${z[i]!} * ${z[j]!}`)
  const by = [...(folds === null ? [] : [byFold]), ...(inArms ? [byArm] : [])]
  const second = await sumsBy(asking, designed(own), { columns: [], sums: products }, by)
  checkUnchanged(rows, second)
  const { groups, foldCount, armCount } = inPlace(second.groups, products.length, folds?.count, inArms)
  const terms = ['(intercept)', ...columns.map(([term]) => term)]
  const { grams, scales } = standardizedGrams(
    groups,
    pairs,
    own.map(({ kind }) => kind === 'number'),
    terms,
    [...(inArms ? [] : [names.treatment]), names.outcome],
  )
  const byFolds = Array.from({ length: foldCount }, (_, f) => grams.slice(f * armCount, (f + 1) * armCount))
  const scaled = own.map((column, j) => (column.kind === 'number' ? { ...column, scale: scales[j]! } : column))
  const inUnits = (x: number, ends: Ends): Ends => {
    const column = scaled[x - 1] as Extract<DesignColumn, { kind: 'number' }>
    return [(ends[0] - column.center) * (1 / column.scale), (ends[1] - column.center) * (1 / column.scale)]
  }
  const ask = async (asked: SumsAsked): Promise<SumsFound> => {
    const found = await sumsOver(asking, designed(scaled), asked)
    checkUnchanged(rows, found)
    return found
  }
  const problem: SumsProblem = {
    n,
    treatmentName: names.treatment,
    outcomeName: names.outcome,
    covariates: names.covariates,
    arms: coded.arms ?? [names.treatment, names.treatment],
    armRows: [n - treated, treated],
    k: row.x.length,
    terms,
    shift: outcome.kind === 'number' ? outcome.center : 0,
    grams: ([0, 1] as const).map((arm) => total(byFolds.map((fold) => fold[arm] ?? fold[0]!))) as [
      Float64Array,
      Float64Array,
    ],
    ranges: ranges.map(({ column, x, ends }) => {
      const range = [ends[0]!, ends[1] ?? ends[0]!] as const
      return { column, x, range, scaled: [inUnits(x, range[0]), inUnits(x, range[1])] as const }
    }),
    row,
    column: alias,
    ask,
    clusters:
      clusters === null
        ? null
        : {
            columns: clusters.names.map((name) => ({ name })),
            kind: clusters.kind,
            groups: rows.groups,
            ask: async (made, sum, by) => {
              const found = await squaresOver(asking, designed(scaled), { made, sum, groups: by })
              checkUnchanged(rows, found)
              return found
            },
          },
    folds: folds === null ? null : foldsOf(asking, rows, scaled, byFolds),
  }
  return { problem, doses }
}

/** The folds of a problem, and how they are asked. */
function foldsOf(
  asking: Asking,
  rows: CentredRows,
  scaled: readonly DesignColumn[],
  grams: SumsFolds['grams'],
): SumsFolds {
  return {
    count: grams.length,
    column: alias('f'),
    grams,
    ask: async (asked) => {
      const by: By = [byFold]
      const found = await sumsBy(asking, rows.designed(scaled), asked, by)
      checkUnchanged(rows, found)
      const largest = (asked.largest ?? []).map(() => Number.NEGATIVE_INFINITY)
      const empty = { sums: new Float64Array(asked.sums.length), largest }
      return grams.map((_, f) => found.groups.find(({ key }) => key[0] === f) ?? empty)
    },
  }
}

/** The groups in the order of folds, and of arms within folds; zeros for those without a row. */
function inPlace(
  found: readonly GroupSums[],
  length: number,
  folds: number | undefined,
  inArms: boolean,
): { readonly groups: readonly Float64Array[]; readonly foldCount: number; readonly armCount: number } {
  const [foldCount, armCount] = [folds ?? 1, inArms ? 2 : 1]
  const groups: Float64Array[] = Array.from({ length: foldCount * armCount }, () => new Float64Array(length))
  for (const { key, sums } of found) {
    const [fold, arm] = folds === undefined ? [0, key[0]!] : [key[0]!, inArms ? key[1]! : 0]
    groups[fold * armCount + arm] = sums
  }
  return { groups, foldCount, armCount }
}

/** The sum of matrices of one size. */
export function total(grams: readonly Float64Array[]): Float64Array {
  return grams.slice(1).reduce((sum, gram) => sum.map((value, at) => value + gram[at]!), grams[0]!)
}

function checkUnchanged(
  a: { readonly rowCounts: readonly number[] },
  b: { readonly rowCounts: readonly number[] },
): void {
  const k = a.rowCounts.findIndex((count, part) => count !== b.rowCounts[part])
  if (k >= 0) throw tableChanged(a.rowCounts[k]!, b.rowCounts[k]!, a.rowCounts.length > 1 ? k : undefined)
}
