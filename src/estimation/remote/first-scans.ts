import { alias, type Fragment, number, sql } from '../../sql/text/fragment.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import { gapsIn } from '../../sql/warehouse/row-count.js'
import { tableChanged } from '../../sql/warehouse/table-changed.js'
import type { CodedTreatment } from '../core/columns/coded-treatment.js'
import { constant } from '../core/regression/design.js'
import type { SumsAsked, SumsFound, SumsProblem } from '../core/types/sums.js'
import { type DesignColumn, type DesignColumns, squaresOver, sumsByArm, sumsOver } from './rows-in-engine.js'
import { standardizedGrams } from './standardized-grams.js'

/** What the columns of a design are made of. */
export interface Coding {
  readonly arms: DesignColumn
  readonly y: DesignColumn
  readonly columns: readonly (readonly [term: string, DesignColumn])[]
  readonly names: { readonly treatment: string; readonly outcome: string; readonly covariates: readonly string[] }
  readonly coded: CodedTreatment
  /** The columns of the clusters, and how errors are made of them. */
  readonly clusters: { readonly names: readonly string[]; readonly kind: 'CR0' | 'CR1' } | null
}

/** The first scans: rough means and ranges, then the sums of products about the means, by arm. */
export async function summedUp(
  asking: Asking,
  { arms, y, columns, names, coded, clusters }: Coding,
): Promise<SumsProblem> {
  const groups = (clusters?.names ?? []).map((column, j) => [`g${j}`, { kind: 'group', column } as const] as const)
  const xs = columns.map((_, j) => `x${j + 1}`)
  const x: readonly Fragment[] = [sql`1e0`, ...xs.map(alias)]
  const row = { t: alias('t'), y: alias('y'), x }
  const designed = (own: readonly DesignColumn[], outcome: DesignColumn): DesignColumns => ({
    t: arms,
    y: outcome,
    ...Object.fromEntries([...xs.map((name, j) => [name, own[j]!] as const), ...groups]),
  })
  const raw = columns.map(([, column]) => column)
  // the ranges in each arm, and sums without products, from which the centres follow
  const numbers = columns.flatMap(([, { kind }], j) => (kind === 'number' ? [j] : []))
  const inArm = (arm: 0 | 1, value: Fragment): Fragment => sql`CASE WHEN ${row.t} = ${number(arm)} THEN ${value} END`
  const first = await sumsOver(asking, designed(raw, y), {
    columns: [],
    sums: [row.t, row.y, ...xs.map(alias), sql`1e0`],
    largest: numbers.flatMap((j) => {
      const value = alias(xs[j]!)
      return ([0, 1] as const).flatMap((arm) => [inArm(arm, value), inArm(arm, sql`-${value}`)])
    }),
  })
  await checkRows(asking, first.rowCounts, designed(raw, y))
  const n = first.sums.at(-1)!
  const treated = first.sums[0]!
  if (treated === 0 || treated === n) throw constant(names.treatment)
  const centred = (column: DesignColumn, sum: number): DesignColumn =>
    column.kind === 'number' ? { ...column, center: sum / n } : column
  const outcome = centred(y, first.sums[1]!)
  const own = raw.map((column, j) => centred(column, first.sums[j + 2]!))
  const ranges = numbers.map((j, k) => {
    const at = (place: number): number => first.largest[4 * k + place]!
    return {
      column: columns[j]![0],
      x: j + 1,
      range: [
        [-at(1), at(0)],
        [-at(3), at(2)],
      ] as const,
    }
  })
  const z = [...x, row.y]
  const pairs = z.flatMap((_, i) => z.slice(0, i + 1).map((_, j) => [i, j] as const))
  const products = pairs.map(([i, j]) => sql`${z[i]!} * ${z[j]!}`)
  const second = await sumsByArm(asking, designed(own, outcome), products)
  checkUnchanged(first, second)
  const terms = ['(intercept)', ...columns.map(([term]) => term)]
  const { grams, scales } = standardizedGrams(
    second.arms,
    pairs,
    own.map(({ kind }) => kind === 'number'),
    terms,
    names.outcome,
  )
  const scaled = own.map((column, j) => (column.kind === 'number' ? { ...column, scale: scales[j]! } : column))
  const inUnits = (x: number, ends: readonly [number, number]): readonly [number, number] => {
    const column = scaled[x - 1] as Extract<DesignColumn, { kind: 'number' }>
    return [(ends[0] - column.center) * (1 / column.scale), (ends[1] - column.center) * (1 / column.scale)]
  }
  const ask = async (asked: SumsAsked): Promise<SumsFound> => {
    const found = await sumsOver(asking, designed(scaled, outcome), asked)
    checkUnchanged(first, found)
    return found
  }
  return {
    n,
    treatmentName: names.treatment,
    outcomeName: names.outcome,
    covariates: names.covariates,
    arms: coded.arms!,
    armRows: [n - treated, treated],
    k: x.length,
    terms,
    shift: outcome.kind === 'number' ? outcome.center : 0,
    grams,
    ranges: ranges.map(({ range, ...rest }) => ({
      ...rest,
      range,
      scaled: [inUnits(rest.x, range[0]), inUnits(rest.x, range[1])] as const,
    })),
    row,
    column: alias,
    ask,
    clusters:
      clusters === null
        ? null
        : {
            columns: clusters.names.map((name) => ({ name })),
            kind: clusters.kind,
            groups: groups.map(([name]) => name),
            ask: async (made, sum, by) => {
              const found = await squaresOver(asking, designed(scaled, outcome), { made, sum, groups: by })
              checkUnchanged(first, found)
              return found
            },
          },
  }
}

/** Throws unless every row of every part was summed up, or gaps may be left out. */
async function checkRows(asking: Asking, used: readonly number[], columns: DesignColumns): Promise<void> {
  for (const [k, part] of asking.parts.entries()) {
    const list = Object.values(columns)
    const isNumber = (column: DesignColumn): boolean =>
      column.kind === 'number' || (column.kind !== 'group' && column.asNumber)
    const numbers = list.flatMap((column) => (isNumber(column) ? [column.column] : []))
    const states = list.flatMap((column) => (isNumber(column) ? [] : [column.column]))
    await gapsIn(asking, part, used[k]!, { numbers: [...new Set(numbers)], states: [...new Set(states)] })
  }
}

function checkUnchanged(
  a: { readonly rowCounts: readonly number[] },
  b: { readonly rowCounts: readonly number[] },
): void {
  const k = a.rowCounts.findIndex((count, part) => count !== b.rowCounts[part])
  if (k >= 0) throw tableChanged(a.rowCounts[k]!, b.rowCounts[k]!, a.rowCounts.length > 1 ? k : undefined)
}
