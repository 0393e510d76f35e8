import { CausalError } from '../../errors.js'
import { checkedRows, readSum } from '../../sql/statements/read-number.js'
import { type Fragment, rendered } from '../../sql/text/fragment.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import { tableChanged } from '../../sql/warehouse/table-changed.js'
import type { RemotePart } from '../../sql/warehouse/types.js'
import type { SumsAsked, SumsFound } from '../core/types/sums.js'
import { type DesignColumns, readSums, statementOf } from './rows-in-engine.js'

/** What rows are grouped by: expressions that are whole numbers, and what they are called in the answer. */
export type By = readonly { readonly as: string; readonly is: Fragment }[]

/** The sums of a group of rows. */
export interface GroupSums extends SumsFound {
  /** What the group has in common, in the order of what was grouped by. */
  readonly key: readonly number[]
}

/** One scan of each part: sums and largest values of each group of rows, parts added up, and how many rows each part has. */
export async function sumsBy(
  asking: Asking,
  columns: DesignColumns,
  asked: SumsAsked,
  by: By,
): Promise<{ readonly groups: readonly GroupSums[]; readonly rowCounts: readonly number[] }> {
  const merged = new Map<string, GroupSums>()
  const rowCounts: number[] = []
  for (const part of asking.parts) {
    const own = await groupsOfPart(asking, part, columns, asked, by)
    rowCounts.push([...own.values()].reduce((sum, { rowCount }) => sum + rowCount, 0))
    for (const [key, group] of own) {
      const before = merged.get(key)
      merged.set(key, before === undefined ? group : added(before, group))
    }
  }
  return { groups: [...merged.values()], rowCounts }
}

type FoundGroup = GroupSums & { readonly rowCount: number }

/** The groups of a part: one scan, or several where the engine returns too few columns at once. */
async function groupsOfPart(
  asking: Asking,
  part: RemotePart,
  columns: DesignColumns,
  asked: SumsAsked,
  by: By,
): Promise<Map<string, FoundGroup>> {
  const { dialect } = part.warehouse
  const wanted = asked.largest?.length ?? 0
  const room = dialect.maxColumns - wanted - by.length - 2
  const all = new Map<string, FoundGroup>()
  for (let from = 0; from === 0 || from < asked.sums.length; from += room) {
    const some = asked.sums.slice(from, from + room)
    const statement = rendered(statementOf(part, columns, { ...asked, sums: some }, by), dialect)
    const found = await asking.ask(part, statement, (_, answer) => {
      const groups = new Map<string, FoundGroup>()
      for (const row of checkedRows(answer)) {
        const key = by.map(({ as }) => readSum(row, as))
        const name = key.join(' ')
        if (groups.has(name)) throw new CausalError('engine', `the group ${name} came twice.`, { key })
        groups.set(name, {
          key,
          ...readSums(row, { sums: some.length, largest: wanted, weighted: part.weights !== undefined }),
        })
      }
      return groups
    })
    if (from === 0) for (const [name, group] of found) all.set(name, group)
    else asking.within(part, () => appended(all, found))
  }
  return all
}

/** The sums of another statement about the same groups: they must be of the same rows. */
function appended(all: Map<string, FoundGroup>, found: ReadonlyMap<string, FoundGroup>): void {
  for (const name of new Set([...all.keys(), ...found.keys()])) {
    const [first, next] = [all.get(name), found.get(name)]
    if (first === undefined || next === undefined || first.rowCount !== next.rowCount)
      throw tableChanged(first?.rowCount ?? 0, next?.rowCount ?? 0)
    all.set(name, { ...first, sums: Float64Array.of(...first.sums, ...next.sums) })
  }
}

function added(a: GroupSums, b: GroupSums): GroupSums {
  return {
    key: a.key,
    sums: a.sums.map((sum, k) => sum + b.sums[k]!),
    largest: a.largest.map((value, k) => Math.max(value, b.largest[k]!)),
  }
}
