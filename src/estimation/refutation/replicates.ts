import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import type { RandomStream } from '../../probability/types.js'
import { show } from '../../show.js'
import type { EffectEstimate } from '../core/types/effect.js'
import type { Refutation, RefutationSubject, RefuterOptions } from './types.js'

/** Checked draws and a stream for each. */
export function drawsOf(options: RefuterOptions): {
  readonly draws: number
  readonly stream: (d: number) => RandomStream
} {
  const { draws = 100, seed = 1 } = checkedObject('options', options)
  if (!(Number.isSafeInteger(draws) && draws >= 20)) {
    throw new CausalError('invalid-argument', `draws must be a whole number from 20, got ${show(draws)}.`, { draws })
  }
  const start = seedStream(seed)
  return { draws, stream: (d) => splitStream(start, d) }
}

/** The estimates of many draws, and how many gave none. */
export interface Replicates {
  readonly values: readonly number[]
  readonly failed: number
}

export function replicatesOf(draws: number, draw: (d: number) => EffectEstimate): Replicates {
  const values: number[] = []
  for (let d = 0; d < draws; d++) {
    const effect = draw(d)
    if (effect.estimated) values.push(effect.estimate)
  }
  return { values: Object.freeze(values), failed: draws - values.length }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The share of replicates at least as far out as a value, on the side where fewer are, doubled: (r + 1) / (B + 1). */
export function rankPValue(values: readonly number[], at: number): number {
  const above = values.filter((value) => value >= at).length
  const below = values.filter((value) => value <= at).length
  return Math.min(1, (2 * (Math.min(above, below) + 1)) / (values.length + 1))
}

/** No effect: 0 for a difference, 1 for a ratio. */
export const nothing = ({ effect }: RefutationSubject): number => (effect.measure === 'difference' ? 0 : 1)

/** A table with some columns in place of others, or beside them. */
export function withColumns(table: Table, columns: Readonly<Record<string, Table['data'][number]>>): Table {
  const names = [...new Set([...table.columns, ...Object.keys(columns)])]
  const data = names.map((name) => columns[name] ?? table.data[table.columns.indexOf(name)]!)
  return makeTable(names, table.rowCount, data)
}

/** A name that the table does not have. */
export function freeName(table: Table, wanted: string): string {
  let name = wanted
  while (table.columns.includes(name)) name += "'"
  return name
}

/** A number to four digits. */
export const told = (value: number): string => String(Number(value.toPrecision(4)))

/** Too few replicates to say anything. */
const tooFew = 20

/** What replicates say, by a judgement on them; where they are too few, that nothing can be said. */
export function judged(
  {
    refuter,
    hypothesis,
    what,
    estimate,
  }: {
    readonly refuter: string
    readonly hypothesis: string
    readonly what: string
    readonly estimate: number
  },
  { values, failed }: Replicates,
  judge: (mean: number) => Pick<Refutation, 'refuted' | 'pValue' | 'message'>,
): Refutation {
  const mean = values.length === 0 ? null : meanOf(values)
  const verdict =
    mean === null || values.length < tooFew
      ? {
          refuted: null,
          pValue: null,
          message: `When ${what}, only ${values.length} of ${values.length + failed} draws could be estimated: too few to judge.`,
        }
      : judge(mean)
  return Object.freeze({ refuter, hypothesis, estimate, mean, replicates: values, failed, ...verdict })
}
