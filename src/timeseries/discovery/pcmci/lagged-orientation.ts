import type { IndexedLaggedKnowledge } from './lagged-knowledge.js'
import { type LinkTable, linkAt } from './link-table.js'

/** The directions of contemporaneous links: i · n + j is 1 for an arrow i → j; a conflict has none. */
export interface LaggedOrientation {
  readonly n: number
  readonly arrow: Uint8Array
  /** 1 (both ways) where rules want opposite arrows: the link stays without a direction. */
  readonly conflict: Uint8Array
  /** Links i → j at lag 0 that no rule may make. */
  readonly banned: Uint8Array
  /** Links whose direction is known: no rule turns them, nor calls them a conflict. */
  readonly fixed: Uint8Array
}

/** What knowledge says of the directions at lag 0. */
export function startLagged(links: LinkTable, knowledge: IndexedLaggedKnowledge): LaggedOrientation {
  const { n } = links
  const o = {
    n,
    arrow: new Uint8Array(n * n),
    conflict: new Uint8Array(n * n),
    banned: new Uint8Array(n * n),
    fixed: new Uint8Array(n * n),
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = linkAt(links, i, 0, j)
      o.banned[i * n + j] = knowledge.banned[at]!
      if (i === j || links.adjacent[at] === 0 || knowledge.banned[linkAt(links, j, 0, i)] === 0) continue
      o.arrow[i * n + j] = 1
      o.fixed[i * n + j] = 1
      o.fixed[j * n + i] = 1
    }
  }
  return o
}

/** Whether a link at lag 0 is there without a direction. */
export function isOpen(o: LaggedOrientation, links: LinkTable, i: number, j: number): boolean {
  const at = i * o.n + j
  const back = j * o.n + i
  return (
    links.adjacent[linkAt(links, i, 0, j)] === 1 && o.arrow[at] === 0 && o.arrow[back] === 0 && o.conflict[at] === 0
  )
}

/**
 * Makes all arrows that a rule wants at once, as pairs [i, j, …]: where two want opposite ones, or one wants what is the
 * other way round already, there is a conflict. Nothing depends on the order of the wishes.
 *
 * @returns whether anything changed
 */
export function orientTogether(o: LaggedOrientation, wanted: readonly number[]): boolean {
  const { n, arrow, conflict, banned, fixed } = o
  const want = new Uint8Array(n * n)
  for (let k = 0; k < wanted.length; k += 2) want[wanted[k]! * n + wanted[k + 1]!] = 1
  let changed = false
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [at, back] = [i * n + j, j * n + i]
      if (want[at] === 0 || fixed[at] === 1 || banned[at] === 1 || conflict[at] === 1 || arrow[at] === 1) continue
      changed = true
      if (want[back] === 1 || arrow[back] === 1) {
        conflict[at] = 1
        conflict[back] = 1
        arrow[at] = 0
        arrow[back] = 0
      } else arrow[at] = 1
    }
  }
  return changed
}
