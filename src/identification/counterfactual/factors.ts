import { type Expr, freshSymbol, prob, type Symbols, stateSymbol, substitute } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { difference } from '../../graph/core/node-sets.js'
import { flags } from '../../graph/core/sets.js'
import { chooseFree } from '../id/choose-free.js'
import { type HedgeSets, idAlgorithm } from '../id/id-algorithm.js'
import { type Network, sharers } from './network.js'

/** A value: a state that the query names, or the number of the copy whose unknown value it is. */
export type Value = string | number

/** A factor that no experiment shows, since it needs one variable at two values. */
export interface Conflict {
  /** The copies of the factor. */
  readonly members: readonly number[]
  readonly variable: number
}

/** A factor of a conjunction: the values of a set of variables when their parents outside are set. */
export interface Factor {
  readonly inside: ReadonlyMap<number, Value>
  readonly outside: ReadonlyMap<number, Value>
}

/**
 * The ctf-factors of a network, one for each district (Correa, Lee & Bareinboim 2021), or the first that is
 * inconsistent: it holds a variable twice, or a parent at two values, and then no formula can give it.
 */
export function factorsOf(g: IndexedGraph, copies: Network): Factor[] | Conflict {
  const factors: Factor[] = []
  for (const members of districtsOf(g, copies)) {
    const inside = new Map<number, Value>()
    const outside = new Map<number, Value>()
    for (const i of members) {
      const { variable, value } = copies[i]!
      if (inside.has(variable)) return { members, variable }
      inside.set(variable, value ?? i)
    }
    for (const i of members) {
      const { variable, parents } = copies[i]!
      for (const [k, value] of parents.entries()) {
        const p = g.parents.node[g.parents.start[variable]! + k]!
        const known = inside.get(p) ?? outside.get(p)
        if (known !== undefined && known !== value) return { members, variable: p }
        if (!inside.has(p)) outside.set(p, value)
      }
    }
    factors.push({ inside, outside })
  }
  return factors
}

/** The copies that hidden causes hold together, directly or through others. */
export function districtsOf(g: IndexedGraph, copies: Network): number[][] {
  const near = sharers(g, copies)
  const done = new Uint8Array(copies.length)
  const districts: number[][] = []
  for (let root = 0; root < copies.length; root++) {
    if (done[root] === 1) continue
    done[root] = 1
    const district = [root]
    for (const i of district) {
      for (const j of near(i)) {
        if (done[j] === 1) continue
        done[j] = 1
        district.push(j)
      }
    }
    districts.push(district.sort((a, b) => a - b))
  }
  return districts
}

/** The symbols of states, the same in the whole formula. */
export type StateSymbols = (variable: number, state: string) => number

export function stateSymbols(symbols: Symbols): StateSymbols {
  const known = symbols.names.map(() => new Map<string, number>())
  return (variable, state) => {
    let symbol = known[variable]!.get(state)
    if (symbol === undefined) {
      symbol = stateSymbol(symbols, variable, state)
      known[variable]!.set(state, symbol)
    }
    return symbol
  }
}

/** The symbols of values in one network: one for each copy whose value is not known. */
export type ValueSymbols = (variable: number, value: Value) => number

export function valueSymbols(symbols: Symbols, states: StateSymbols): ValueSymbols {
  const known = new Map<number, number>()
  return (variable, value) => {
    if (typeof value === 'string') return states(variable, value)
    let symbol = known.get(value)
    if (symbol === undefined) {
      symbol = freshSymbol(symbols, variable)
      known.set(value, symbol)
    }
    return symbol
  }
}

/** P(inside | do(outside)). */
export function experimentalFactor({ inside, outside }: Factor, symbolOf: ValueSymbols): Expr {
  const list = (values: ReadonlyMap<number, Value>): number[] => [...values].map(([v, value]) => symbolOf(v, value))
  return prob(list(inside), [], list(outside))
}

/** The factor in the observed distribution, by ID; or its hedge. */
export function observationalFactor(
  c: { readonly g: IndexedGraph; readonly order: ArrayLike<number>; readonly symbols: Symbols },
  { inside, outside }: Factor,
  symbolOf: ValueSymbols,
): { readonly expr: Expr } | { readonly hedge: HedgeSets } {
  const { g, symbols } = c
  const all = new Uint8Array(g.size).fill(1)
  const set = flags(g.size, [...inside.keys()])
  const joint = { nodes: all, expr: null, act: [], domain: '' }
  const answer = idAlgorithm({ ...c, steps: [] }, set, difference(all, set), joint, -1)
  if ('hedge' in answer) return answer
  const symbol = new Map([...inside, ...outside].map(([v, value]) => [v, symbolOf(v, value)]))
  return { expr: substitute(symbols, chooseFree(symbols, answer.expr, new Set(symbol.keys())), symbol) }
}
