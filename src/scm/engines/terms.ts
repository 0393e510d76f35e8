import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { checkValue, entriesOf, lawAfter } from '../interventions/intervene.js'
import { structureOfLaws } from '../models/structure.js'
import type { AnyScm, Intervention } from '../models/types.js'
import { declaredStates } from '../parent-states.js'
import { type Elsewhere, newWorld, newWorlds, nodeOf, type World, type Worlds } from './worlds.js'

/**
 * The value that a variable takes in another world of the same unit: the nesting of counterfactuals.
 *
 * @category Counterfactuals
 */
export interface CrossWorld<T, N extends keyof T = keyof T> {
  /** The variable. */
  readonly variable: N
  /** What is done in the world in which it is read. */
  readonly do?: WorldAct<T>
}

/**
 * What is done in a world: interventions, and values taken over from other worlds.
 *
 * @category Counterfactuals
 */
export type WorldAct<T> = { readonly [K in keyof T]?: Intervention<T, T[K]> | CrossWorld<T> }

/**
 * "The variable, in the world where this is done": a random variable across worlds. All terms of a query share one draw
 * of the noise.
 *
 * @category Counterfactuals
 */
export type Term<T> = { [N in keyof T]: CrossWorld<T, N> }[keyof T]

/**
 * "The variable takes this value in the world where this is done."
 *
 * @category Counterfactuals
 */
export type EventTerm<T> = { [N in keyof T]: CrossWorld<T, N> & { readonly value: T[N] } }[keyof T]

/** A query in numbers: the nodes asked for, and those whose values are known. */
export interface PreparedQuery {
  readonly worlds: Worlds
  readonly targets: readonly number[]
  /** Known values by node; null where two of them contradict each other. */
  readonly evidence: ReadonlyMap<number, Cell> | null
  readonly model: AnyScm
}

/** Unrolls the worlds that a query speaks of: those of its terms, and those in which the model's past was observed. */
export function prepare(
  model: AnyScm,
  targets: readonly Term<Record<string, Cell>>[],
  given: readonly EventTerm<Record<string, Cell>>[],
): PreparedQuery {
  const worlds = newWorlds(model)
  let evidence: Map<number, Cell> | null = new Map()
  const observe = (node: number, value: Cell): void => {
    const before = evidence?.get(node)
    if (before !== undefined && before !== value) evidence = null
    else evidence?.set(node, value)
  }
  // the past first: the noise is found where it was seen, and used in later worlds
  for (const { laws, given: seen } of model.past) {
    const world = newWorld(laws)
    for (const [name, value] of seen) observe(nodeOf(worlds, world, worlds.structure.index.get(name)!), value)
  }
  const factual = newWorld(model.laws)
  const made = new Map<unknown, World>()
  const worldOf = (act: unknown): World => {
    if (isEmpty(act)) return factual
    let world = made.get(act)
    if (world === undefined) {
      world = worldAfter(model, worlds, factual, act, worldOf)
      made.set(act, world)
    }
    return world
  }
  for (const term of checkedList('given', given)) {
    const i = variableOf(worlds, term)
    checkEvidence(worlds.structure.names[i]!, model, i, term.value)
    observe(nodeOf(worlds, worldOf(term.do), i), term.value)
  }
  const nodes = checkedList('terms', targets).map((term) => {
    const i = variableOf(worlds, term)
    return nodeOf(worlds, worldOf(term.do), i)
  })
  for (const { law, variable } of worlds.nodes) {
    if (law.family !== 'input') continue
    const name = worlds.structure.names[variable]!
    const message = `${show(name)} is an input of an open model: set it, with { do: { ${show(name)}: … } } or intervene.`
    throw new CausalError('invalid-argument', message, { input: name })
  }
  return { worlds, targets: nodes, evidence, model }
}

/** Evidence on a variable with declared states must be one of them. */
export function checkEvidence(name: string, model: AnyScm, i: number, value: unknown): void {
  if (typeof value !== 'number' && typeof value !== 'string') {
    const message = `the value of ${show(name)} must be a number or a state, got ${show(value)}.`
    throw new CausalError('invalid-argument', message, { variable: name })
  }
  checkValue(name, model.laws[i]!, value)
}

const isEmpty = (act: unknown): boolean =>
  (typeof act === 'object' && act !== null && Object.keys(act).length === 0) || act === undefined

function variableOf(worlds: Worlds, term: { readonly variable: string }): number {
  if (typeof term !== 'object' || term === null || typeof term.variable !== 'string') {
    const got = show(term)
    throw new CausalError('invalid-argument', `a term is { variable, do?, value? }, got ${got}.`)
  }
  return lookUp('variable', worlds.structure.index, term.variable)
}

function worldAfter(
  model: AnyScm,
  worlds: Worlds,
  factual: World,
  act: unknown,
  worldOf: (act: unknown) => World,
): World {
  const { names, index } = worlds.structure
  const laws = [...factual.laws]
  let checksCycle = false
  for (const [name, what] of entriesOf(act)) {
    const i = lookUp('variable', index, name)
    if (isCrossWorld(what)) {
      const variable = lookUp('variable', index, what.variable)
      const states = declaredStates(model.laws[i]!)
      for (const state of declaredStates(model.laws[variable]!) ?? []) {
        if (states !== null) checkValue(name, model.laws[i]!, state)
      }
      laws[i] = { family: 'elsewhere', parents: [], variable, world: worldOf(what.do) } satisfies Elsewhere
      continue
    }
    const law = lawAfter(name, model.laws[i]!, what)
    checksCycle ||= law.parents.some((parent) => !model.laws[i]!.parents.includes(parent))
    laws[i] = law
  }
  if (checksCycle) {
    structureOfLaws(
      names,
      laws.map((law) => (law.family === 'elsewhere' ? emptyLaw : law)),
    )
  }
  return newWorld(laws)
}

const emptyLaw = { family: 'constant', parents: [], value: 0, states: null } as const

function isCrossWorld(what: unknown): what is CrossWorld<Record<string, Cell>, string> {
  return typeof what === 'object' && what !== null && !('kind' in what) && 'variable' in what
}

/** Evidence as an object, as terms. */
export function eventTerms(given: unknown, act?: unknown): EventTerm<Record<string, Cell>>[] {
  return entriesOf(given).map(([variable, value]) => ({
    variable,
    value: value as Cell,
    ...(act === undefined ? {} : { do: act as WorldAct<Record<string, Cell>> }),
  }))
}
