import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { show } from '../../show.js'
import type { CausalLayer, GameStrategy } from './types.js'

/** The strategies of one player: maps from what the instinct says to an action, as rows of `does`. */
export interface Strategies {
  readonly actions: number
  readonly count: number
  readonly layer: Uint8Array
  /** count × actions. */
  readonly does: Uint8Array
}

const layersKnown: readonly CausalLayer[] = [1, 2, 3]
/** The most actions whose maps, actions^actions of them, are listed. */
const mostMapped = 7

/** The maps of the layers asked for, each once, under the lowest of them: the instinct, the constants, then the others in order. */
export function strategiesOf(
  actions: number,
  layers: readonly CausalLayer[] = layersKnown,
  maps: 'proper' | 'all' = 'proper',
): Strategies {
  const asked = new Set(checkedList('layers', layers))
  for (const layer of asked) {
    if (!layersKnown.includes(layer))
      throw new CausalError('invalid-argument', `a layer is 1, 2 or 3, got ${show(layer)}.`, { layer })
  }
  if (maps !== 'proper' && maps !== 'all')
    throw new CausalError('invalid-argument', `maps must be 'proper' or 'all', got ${show(maps)}.`, { maps })
  if (asked.has(3) && actions > mostMapped) {
    throw new CausalError(
      'too-large',
      `${actions} actions make ${actions}^${actions} maps of layer 3; up to ${mostMapped} actions are listed: leave out actions, or layer 3.`,
      { actions },
    )
  }
  const size = 1 + actions + (asked.has(3) ? wholePower(actions, actions) : 0)
  const [layer, does] = [new Uint8Array(size), new Uint8Array(size * actions)]
  let count = 0
  const add = (own: CausalLayer, at: (i: number) => number): void => {
    for (let i = 0; i < actions; i++) does[count * actions + i] = at(i)
    layer[count++] = own
  }
  if (asked.has(1)) add(1, (i) => i)
  if (asked.has(2)) for (let a = 0; a < actions; a++) if (!(actions === 1 && asked.has(1))) add(2, () => a)
  if (asked.has(3)) {
    const row = new Uint8Array(actions)
    for (let more = true; more; more = counted(row)) {
      const isInstinct = row.every((a, i) => a === i)
      const isConstant = row.every((a) => a === row[0])
      const isLower = (isInstinct && asked.has(1)) || (isConstant && asked.has(2))
      if (maps === 'all' ? !isLower : !isInstinct && !isConstant) add(3, (i) => row[i]!)
    }
  }
  if (count === 0) {
    throw new CausalError(
      'invalid-argument',
      `the layers ${show([...asked])} hold no strategy over ${actions} actions: allow another layer, or maps: 'all'.`,
      { layers: [...asked] },
    )
  }
  return { actions, count, layer: layer.subarray(0, count), does: does.subarray(0, count * actions) }
}

/** Counts on, the last digit fastest; false after the last number. */
function counted(row: Uint8Array): boolean {
  for (let i = row.length - 1; i >= 0; i--) {
    if (row[i]! + 1 < row.length) {
      row[i]!++
      return true
    }
    row[i] = 0
  }
  return false
}

/** A strategy with the names of actions. */
export function namedStrategy({ actions, layer, does }: Strategies, s: number, names: readonly string[]): GameStrategy {
  const row = does.subarray(s * actions, (s + 1) * actions)
  return Object.freeze({
    layer: layer[s] as CausalLayer,
    does: Object.freeze(Array.from(row, (a) => names[a]!)),
  })
}
