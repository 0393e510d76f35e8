import fc from 'fast-check'
import { type Capability, discreteScm, type Scm } from '../../src/index.js'

export type Values = Record<string, number>
export type Model = Scm<Values, Capability, 'dag'>

/** A finite model as tables, for brute force. */
export interface Tables {
  readonly exogenous: readonly { readonly name: string; readonly p: readonly number[] }[]
  readonly endogenous: readonly {
    readonly name: string
    readonly parents: readonly string[]
    readonly states: number
    readonly table: readonly number[]
  }[]
}
/** What is done in a world: values, or the value of a variable in another world. */
export type Act = { readonly [name: string]: number | { readonly variable: string; readonly do: Act } }

/** Random finite models: two or three exogenous variables, shared or not, and three to five binary or ternary ones. */
export const arbitraryTables: fc.Arbitrary<Tables> = fc
  .record({
    weights: fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    }),
    states: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 3, maxLength: 5 }),
    bits: fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
  })
  .map(({ weights, states, bits }) => {
    const next = () => bits.next().value as number
    const exogenous = weights.map((w, i) => ({ name: `U${i}`, p: w.map((x) => x / w.reduce((a, b) => a + b, 0)) }))
    const sizes = new Map(exogenous.map(({ name, p }) => [name, p.length]))
    const endogenous = states.map((k, i) => {
      const names = [...exogenous.map(({ name }) => name), ...states.slice(0, i).map((_, j) => `V${j}`)]
      const parents = names.filter(() => next() < 3).slice(-4)
      sizes.set(`V${i}`, k)
      const cells = parents.reduce((n, name) => n * sizes.get(name)!, 1)
      return { name: `V${i}`, parents, states: k, table: Array.from({ length: cells }, () => next() % k) }
    })
    return { exogenous, endogenous }
  })

export const modelOf = (tables: Tables): Model => discreteScm(tables) as unknown as Model

/** The values of all variables of one unit in a world: straight from the definition. */
export function unitValues(tables: Tables, noise: Values, act: Act): Values {
  const values: Values = { ...noise }
  const cards = new Map<string, number>()
  for (const { name, p } of tables.exogenous) cards.set(name, p.length)
  for (const { name, parents, states, table } of tables.endogenous) {
    cards.set(name, states)
    const set = act[name]
    if (typeof set === 'number') values[name] = set
    else if (set !== undefined) values[name] = unitValues(tables, noise, set.do)[set.variable]!
    else {
      let row = 0
      for (const parent of parents) row = row * cards.get(parent)! + values[parent]!
      values[name] = table[row]!
    }
  }
  return values
}

/** Every unit: its noise, and its probability. */
export function units(tables: Tables): { noise: Values; p: number }[] {
  let list: { noise: Values; p: number }[] = [{ noise: {}, p: 1 }]
  for (const { name, p } of tables.exogenous) {
    list = list.flatMap((unit) => p.map((q, k) => ({ noise: { ...unit.noise, [name]: k }, p: unit.p * q })))
  }
  return list
}

/** E[f | condition] over all units, or null where the condition is impossible. */
export function bruteForce(
  tables: Tables,
  f: (noise: Values) => number,
  condition: (noise: Values) => boolean = () => true,
): number | null {
  let sum = 0
  let total = 0
  for (const { noise, p } of units(tables)) {
    if (!condition(noise)) continue
    total += p
    sum += p * f(noise)
  }
  return total === 0 ? null : sum / total
}
