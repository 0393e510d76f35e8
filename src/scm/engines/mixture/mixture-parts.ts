import { noiseGroups } from '../../models/draw-noise.js'
import type { Clue, MixtureNetwork } from './mixture-network.js'

/** Clues, and targets, that hang together by noises that are not known: what depends on the same states. */
export interface Part {
  readonly clues: readonly Clue[]
  /** The targets that are numbers, in the part that has them. */
  readonly targets: readonly number[]
  /** The discrete axes whose states it depends on, without those that are seen. */
  readonly axes: readonly number[]
}

/**
 * Cuts the network where nothing unknown runs through: for each part all numbers are eliminated at once, before the discrete
 * nodes, as a strong elimination order asks (Lauritzen 1992, section 4). The discrete axes of a part would be one clique of the
 * strong junction tree, whatever the order. The numbers asked for are in one part, the first.
 */
export function partsOf(
  network: MixtureNetwork,
  targets: readonly number[],
  seen: ReadonlyMap<number, number>,
): Part[] {
  const { query, clues, noises, axes } = network
  const root = query.worlds.noises.map((_, u) => u)
  const find = (u: number): number => {
    let top = u
    while (root[top] !== top) top = root[top]!
    while (root[u] !== top) [root[u], u] = [top, root[u]!]
    return top
  }
  const join = (set: Iterable<number>): void => {
    let first = -1
    for (const u of set) {
      if (first < 0) first = find(u)
      else root[find(u)] = first
    }
  }
  for (const group of noiseGroups(query.worlds, query.model)) join(group.noises)
  for (const clue of clues) join(clue.noises)
  join(new Set(targets.flatMap((node) => [...noises[node]!])))
  const wanted = new Set(targets.flatMap((node) => [...noises[node]!]).map(find))
  const lists = new Map<number, Clue[]>()
  const alone: Clue[][] = []
  const first: Clue[] = []
  for (const clue of clues) {
    if (clue.noises.size === 0) {
      alone.push([clue])
      continue
    }
    const top = find([...clue.noises][0]!)
    if (wanted.has(top)) first.push(clue)
    else lists.set(top, [...(lists.get(top) ?? []), clue])
  }
  const made: Part[] = []
  const add = (list: readonly Clue[], nodes: readonly number[]): void => {
    const all = new Set([...list.flatMap((clue) => [...clue.axes]), ...nodes.flatMap((node) => [...axes[node]!])])
    made.push({ clues: list, targets: nodes, axes: [...all].filter((a) => !seen.has(a)).sort((a, b) => a - b) })
  }
  add(first, targets)
  for (const list of [...lists.values(), ...alone]) add(list, [])
  return made
}

/** How many combinations of states a part has. */
export function rowsOf(part: Part, cardinalities: Int32Array): number {
  return part.axes.reduce((n, axis) => n * cardinalities[axis]!, 1)
}
