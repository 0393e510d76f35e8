import { CausalError, calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { checkRemote } from './from.js'
import type { RemotePart, RemoteRows } from './types.js'

/**
 * Rows that lie in several tables or engines, as one: shards, partitions, regions. Each part is summed up where it is, and the sums
 * are added here.
 *
 * @param parts - rows as {@link from} makes them, at least one
 * @returns the rows of all
 * @throws CausalError `invalid-argument` for none, or parts whose columns differ; `duplicate-name` for a part that is there twice, whose rows would count twice
 * @complexity O(parts²)
 * @category SQL
 * @example
 * const server = warehouse({ query: async () => [{ c0: 3 }], dialect: postgres })
 * const north = from(server, 'events_north')
 * const south = from(server, 'events_south')
 * together([north, south]).parts.length
 * //=> 2
 */
export function together<N extends string>(parts: readonly RemoteRows<N>[]): RemoteRows<N> {
  return calledAs('together', () => {
    if (checkedList('parts', parts).length === 0) throw new CausalError('invalid-argument', 'name at least one part.')
    for (const part of parts) checkRemote(part)
    const all = parts.flatMap((part) => part.parts)
    const twice = all.findIndex((part, k) => all.slice(0, k).some((earlier) => isSamePart(earlier, part)))
    if (twice >= 0)
      throw new CausalError('duplicate-name', `part ${twice + 1} is there already: its rows would count twice.`, {
        part: twice,
      })
    const [first] = parts
    const { columns } = first!
    const told = JSON.stringify(Object.entries(columns ?? {}).sort())
    if (parts.some((part) => JSON.stringify(Object.entries(part.columns ?? {}).sort()) !== told))
      throw new CausalError('invalid-argument', 'the parts must hold the same columns of the same kinds.')
    return Object.freeze({ parts: Object.freeze(all), ...(columns === undefined ? {} : { columns }) })
  })
}

function isSamePart(a: RemotePart, b: RemotePart): boolean {
  return a.warehouse === b.warehouse && JSON.stringify([a.source, a.where]) === JSON.stringify([b.source, b.where])
}
