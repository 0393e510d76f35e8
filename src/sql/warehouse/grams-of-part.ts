import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { allPairs, gramFragment } from '../statements/gram-fragment.js'
import { readGramRow } from '../statements/read-grams.js'
import { checkedRows, readState } from '../statements/read-number.js'
import { type Fragment, rendered } from '../text/fragment.js'
import type { Dialect, Gram, GramGroup, SqlRow } from '../types.js'
import type { Asking } from './ask.js'
import { checkComplete, rowCount } from './row-count.js'
import { tableChanged } from './table-changed.js'
import type { RemotePart } from './types.js'

/** Which sums are asked for. */
export interface GramRequest<N extends string = string> {
  /** What the columns made are called. */
  readonly names: readonly N[]
  /** Columns, or products of two of them. */
  readonly columns: readonly (readonly string[])[]
  /** What makes the groups. */
  readonly by: readonly GroupBy[]
}

/** What makes groups: a column as it is, or what is computed from one. */
export interface GroupBy {
  readonly name: string
  readonly column: string
  readonly text: (dialect: Dialect) => Fragment
}

/** How many rows are looked at for a first idea of the means. */
const probed = 10_000

/** Rough means of the columns: those of the rows that the engine gives first. A bad one is found out by the sums themselves. */
export async function roughMeans(
  asking: Asking,
  part: RemotePart,
  { names, columns }: GramRequest,
): Promise<readonly number[]> {
  const { source, where, warehouse } = part
  const shift = names.map(() => 0)
  const fragment = gramFragment({
    ...{ source, columns, where, shift, dialect: warehouse.dialect },
    by: [],
    weights: undefined,
    pairs: [],
    limit: probed,
  })
  return asking.ask(part, rendered(fragment, warehouse.dialect), (_, rows) => {
    const { gram } = readGramRow({ names, shift, weighted: false }, [], checkedRows(rows)[0] ?? { c0: 0 })
    return Array.from(gram.sums, (sum) => (gram.count > 0 ? sum / gram.count : 0))
  })
}

/** The sums of a part by groups: one scan, or several where the engine returns too few columns at once. */
export async function gramsOfPart<N extends string>(
  asking: Asking,
  part: RemotePart,
  request: GramRequest<N>,
  shift: readonly number[],
): Promise<readonly GramGroup<N>[]> {
  const { names, columns, by } = request
  const { source, where, weights, warehouse } = part
  const { dialect } = warehouse
  const there = await rowCount(asking, part)
  const pairs = allPairs(names.length)
  // beside the pairs a statement returns the groups, the sums, and up to three counts
  const room = Math.max(1, dialect.maxColumns - by.length - names.length - 3)
  const groups = new Map<string, FoundGroup<N>>()
  for (let from = 0; from < pairs.length; from += room) {
    const some = pairs.slice(from, from + room)
    const fragment = gramFragment({
      ...{ source, columns, where, weights, shift, dialect, pairs: some },
      by: by.map(({ text }) => text(dialect)),
    })
    const found = await asking.ask(part, rendered(fragment, dialect), (_, rows) =>
      rowsByGroup(request, { shift, weighted: weights !== undefined }, some, rows),
    )
    if (from === 0) for (const [key, group] of found) groups.set(key, group)
    else asking.within(part, () => addProducts(groups, found))
  }
  const used = [...groups.values()].reduce((sum, group) => sum + group.rowCount, 0)
  await checkComplete(
    asking,
    part,
    { there, used },
    { numbers: [...new Set(columns.flat())], states: by.map(({ column }) => column) },
  )
  return [...groups.values()]
}

interface FoundGroup<N extends string> {
  readonly states: readonly string[]
  readonly gram: Gram<N>
  readonly rowCount: number
}

function rowsByGroup<N extends string>(
  { names, by }: GramRequest<N>,
  sums: { readonly shift: readonly number[]; readonly weighted: boolean },
  pairs: readonly (readonly [number, number])[],
  rows: readonly SqlRow[],
): Map<string, FoundGroup<N>> {
  const found = new Map<string, FoundGroup<N>>()
  for (const row of checkedRows(rows)) {
    const states = by.map(({ name }, k) => readState(row, `k${k}`, name))
    const read = readGramRow({ names, ...sums }, pairs, row)
    if (read.rowCount === 0) continue
    const key = JSON.stringify(states)
    if (found.has(key)) {
      const message =
        by.length === 0
          ? 'one row of sums was asked for, and more came.'
          : `the group ${quoteNames(states)} came twice.`
      throw new CausalError('engine', message, { states })
    }
    found.set(key, { states, ...read })
  }
  return found
}

/** Adds the products of another statement; what both statements summed up must agree, or the table changed between them. */
function addProducts<N extends string>(groups: Map<string, FoundGroup<N>>, found: Map<string, FoundGroup<N>>): void {
  for (const key of new Set([...groups.keys(), ...found.keys()])) {
    const first = groups.get(key)
    const next = found.get(key)
    if (first === undefined || next === undefined || first.rowCount !== next.rowCount) {
      throw tableChanged(first?.rowCount ?? 0, next?.rowCount ?? 0)
    }
    const { products } = first.gram
    for (let k = 0; k < products.length; k++) products[k]! += next.gram.products[k]!
  }
}
