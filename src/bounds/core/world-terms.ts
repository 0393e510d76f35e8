import type { ResponseTypes } from './response-types.js'

/** What is set in a world. */
export interface World {
  /** Values, −1 where none is set. One entry for each given variable, then one for each block variable. */
  readonly values: Int32Array
  /** Positions of variables that are set to the value they take in another world. */
  readonly nested: ReadonlyMap<number, World>
}

/** A world in which nothing is nested. */
export const plainWorld = (...values: readonly number[]): World => ({
  values: Int32Array.from(values),
  nested: new Map(),
})

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
    const key = keyOf(world)
    let values = worlds.get(key)
    if (values === undefined) {
      values = worldValues(types, world, valuesIn)
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

/** A text that is the world's own. */
function keyOf({ values, nested }: World): string {
  return `${values.join()}${[...nested].map(([at, world]) => `;${at}(${keyOf(world)})`).join('')}`
}

/** What every variable is in a world: a column of one value for each joint type. */
function worldValues(
  { givenCards, block, choices, count }: ResponseTypes,
  { values, nested }: World,
  valuesIn: (world: World) => readonly Int32Array[],
): readonly Int32Array[] {
  const first = givenCards.length
  const columns = Array.from(values, (value) => new Int32Array(count).fill(value))
  let stride = 1
  for (const [b, variable] of block.entries()) {
    const functions = choices[b]!
    const out = columns[first + b]!
    const elsewhere = nested.get(first + b)
    if (elsewhere !== undefined) out.set(valuesIn(elsewhere)[first + b]!)
    else if (values[first + b]! < 0) {
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
