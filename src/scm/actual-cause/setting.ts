/** A deterministic model in one context, in numbers. Variables whose `table` is null are fixed by the context. */
export interface CausalSetting {
  readonly size: number
  /** How many states each variable has. */
  readonly cards: Int32Array
  readonly parents: readonly Int32Array[]
  /** The state for each combination of the parents' states, last parent fastest; null for what the context fixes. */
  readonly tables: readonly (Int32Array | null)[]
  /** Parents before children. */
  readonly order: Int32Array
  /** 1 for a variable of the model with an equation: it can be a cause or be held. */
  readonly holdable: Uint8Array
  /** What happened. */
  readonly actual: Int32Array
}

/** Conditions "variable v is in state s"; an effect is a conjunction of them. */
export type Condition = readonly { readonly variable: number; readonly state: number }[]

/** The state that the parents' values give. */
export function respond(setting: CausalSetting, v: number, values: Int32Array): number {
  const table = setting.tables[v]
  if (table === null || table === undefined) return setting.actual[v]!
  let row = 0
  for (const p of setting.parents[v]!) row = row * setting.cards[p]! + values[p]!
  return table[row]!
}

/** All values when some variables are held: `held[v]` is a state, or −1. Written into `out`. */
export function settle(setting: CausalSetting, held: Int32Array, out: Int32Array): void {
  for (const v of setting.order) out[v] = held[v]! >= 0 ? held[v]! : respond(setting, v, out)
}

/** Whether the effect holds. */
export function holds(effect: Condition, values: Int32Array): boolean {
  return effect.every(({ variable, state }) => values[variable] === state)
}

/** The variables that can be held and lie on a directed path out of `from` (all when null) and into `into`. */
export function between(setting: CausalSetting, from: readonly number[] | null, into: readonly number[]): number[] {
  const n = setting.size
  const below = new Uint8Array(n)
  if (from === null) below.fill(1)
  else for (const v of from) below[v] = 1
  const above = new Uint8Array(n)
  for (const v of into) above[v] = 1
  for (const v of setting.order) if (setting.parents[v]!.some((p) => below[p] === 1)) below[v] = 1
  for (let k = n - 1; k >= 0; k--) {
    const v = setting.order[k]!
    if (above[v] === 1) for (const p of setting.parents[v]!) above[p] = 1
  }
  return Array.from(setting.order).filter((v) => below[v] === 1 && above[v] === 1 && setting.holdable[v] === 1)
}

/** Calls `use` with every combination of states of `variables`, written into `held`; stops and says true when it does. */
export function someSetting(
  setting: CausalSetting,
  variables: readonly number[],
  held: Int32Array,
  use: () => boolean,
): boolean {
  for (const v of variables) held[v] = 0
  for (;;) {
    if (use()) return true
    let k = variables.length - 1
    while (k >= 0 && ++held[variables[k]!]! === setting.cards[variables[k]!]!) held[variables[k--]!] = 0
    if (k < 0) return false
  }
}

/** The subsets of `items`, smaller ones first, each in the order of `items`. */
export function* subsetsBySize<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = 0; size <= items.length; size++) {
    const chosen = Array.from({ length: size }, (_, k) => k)
    for (;;) {
      yield chosen.map((k) => items[k]!)
      let k = size - 1
      while (k >= 0 && chosen[k] === items.length - size + k) k--
      if (k < 0) break
      chosen[k]!++
      for (let j = k + 1; j < size; j++) chosen[j] = chosen[j - 1]! + 1
    }
  }
}
