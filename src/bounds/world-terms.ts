import type { ResponseTypes } from './response-types.js'

/** Values are −1 where nothing is set. One entry for each given variable, then one for each block variable. */
export type World = Int32Array

/** "This variable takes this value in this world." */
export interface WorldTerm {
  readonly variable: number
  readonly value: number
  readonly world: World
}

/** For a conjunction of terms, 1 for each joint response type of which it is true, else 0. */
export type Indicator = (terms: readonly WorldTerm[]) => Uint8Array

/** Evaluates conjunctions; what the types do in a world is worked out once. */
export function indicatorOf(types: ResponseTypes): Indicator {
  const worlds = new Map<string, readonly Int32Array[]>()
  const valuesIn = (world: World): readonly Int32Array[] => {
    const key = world.join()
    let values = worlds.get(key)
    if (values === undefined) {
      values = worldValues(types, world)
      worlds.set(key, values)
    }
    return values
  }
  return (terms) => {
    const out = new Uint8Array(types.count).fill(1)
    for (const { variable, value, world } of terms) {
      const values = valuesIn(world)[variable]!
      for (let type = 0; type < out.length; type++) if (values[type] !== value) out[type] = 0
    }
    return out
  }
}

/** What every variable is in a world: a column of one value for each joint type. */
function worldValues({ givenCards, block, choices, count }: ResponseTypes, world: World): Int32Array[] {
  const first = givenCards.length
  const columns = Array.from(world, (value) => new Int32Array(count).fill(value))
  let stride = 1
  for (const [b, variable] of block.entries()) {
    const functions = choices[b]!
    const out = columns[first + b]!
    if (world[first + b]! < 0) {
      for (let type = 0; type < count; type++) {
        let row = 0
        for (const p of variable.parents) {
          const card = p < first ? givenCards[p]! : block[p - first]!.card
          row = row * card + columns[p]![type]!
        }
        out[type] = functions[Math.floor(type / stride) % functions.length]![row]!
      }
    }
    stride *= functions.length
  }
  return columns
}
