import type { Admg } from '../../graph/types.js'
import { diagramOf } from '../terms/diagram-of.js'

/** How groups of boxes hang together by hidden states, in the diagram of a graph. */
export interface HiddenTies {
  /** No two groups read one hidden state: they are combs that can be told apart. */
  readonly apart: boolean
  /** Each group hangs together by hidden states alone. */
  readonly connected: boolean
}

/** Follows every hidden state to its readers. */
export function hiddenTies(graph: Admg, groups: readonly (readonly string[])[]): HiddenTies {
  const groupOf = new Map(groups.flatMap((group, k) => group.map((name) => [name, k] as const)))
  const root = new Map(groups.flat().map((name) => [name, name]))
  const find = (name: string): string => {
    let r = name
    while (root.get(r) !== r) r = root.get(r)!
    return r
  }
  const readers = new Map<number, string[]>()
  const d = diagramOf(graph)
  for (const { box, inputs: ins } of d.boxes) {
    if (box.role === 'latent' || !groupOf.has(box.name)) continue
    for (const v of ins) {
      const known = readers.get(v)
      if (known === undefined) readers.set(v, [box.name])
      else known.push(box.name)
    }
  }
  let apart = true
  for (const { box, outputs: out } of d.boxes) {
    if (box.role !== 'latent') continue
    const [first, ...others] = readers.get(out[0]!) ?? []
    for (const name of others) {
      if (groupOf.get(name) !== groupOf.get(first!)) apart = false
      root.set(find(name), find(first!))
    }
  }
  return { apart, connected: groups.every((group) => new Set(group.map(find)).size === 1) }
}
