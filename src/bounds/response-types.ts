import { CausalError } from '../errors.js'
import { linearProgram } from '../numeric/linear-program.js'
import { wholePower } from '../numeric/special/portable-pow.js'

/** A variable of the confounded block, in topological order; a parent is a position below. */
export interface BlockVariable {
  readonly card: number
  /** Positions among `given` variables and block variables: `given` first, then the block. */
  readonly parents: readonly number[]
  /** Parents in which the response may not decrease. */
  readonly monotone: readonly number[]
}

/** Values are −1 where nothing is set. One entry for each given variable, then one for each block variable. */
export type World = Int32Array

/** "This variable takes this value in this world." */
export interface WorldTerm {
  readonly variable: number
  readonly value: number
  readonly world: World
}

/** Probability `p` of a conjunction of terms: what is known. */
export interface KnownProbability {
  readonly terms: readonly WorldTerm[]
  readonly p: number
}

/** A weighted sum of probabilities of conjunctions: what is asked. */
export type Functional = readonly { readonly weight: number; readonly terms: readonly WorldTerm[] }[]

/** More joint response types than this are refused. */
export const mostTypes = 50_000

/**
 * Response functions of a block of variables with a common hidden cause (Balke & Pearl 1994): a joint response type fixes
 * how each variable answers its parents, so that any hidden cause is a distribution over finitely many types.
 */
export interface ResponseTypes {
  readonly givenCards: readonly number[]
  readonly block: readonly BlockVariable[]
  /** The allowed response functions of each block variable. */
  readonly choices: readonly Int32Array[][]
  /** How many joint types there are. */
  readonly count: number
}

/** The joint response types of a block, or an error when there are too many. */
export function responseTypes(givenCards: readonly number[], block: readonly BlockVariable[]): ResponseTypes {
  const cards = [...givenCards, ...block.map((variable) => variable.card)]
  let all = 1
  for (const variable of block) {
    if (all <= mostTypes)
      all *= wholePower(
        variable.card,
        variable.parents.reduce((rows, p) => rows * cards[p]!, 1),
      )
  }
  if (all > mostTypes) {
    throw new CausalError(
      'too-large',
      `there are more than ${mostTypes} joint response types: leave out variables or merge states.`,
      { most: mostTypes },
    )
  }
  const choices = block.map((variable) => responseFunctions(variable, cards))
  return { givenCards, block, choices, count: choices.reduce((product, list) => product * list.length, 1) }
}

/** For each joint type, whether all terms hold: 1 or 0. */
function indicator(types: ResponseTypes, terms: readonly WorldTerm[]): Float64Array {
  const out = new Float64Array(types.count).fill(1)
  const worlds = new Map<string, WorldTerm[]>()
  for (const term of terms) {
    const key = term.world.join()
    worlds.set(key, [...(worlds.get(key) ?? []), term])
  }
  const values = new Int32Array(types.givenCards.length + types.block.length)
  for (const group of worlds.values()) {
    for (let type = 0; type < types.count; type++) {
      if (out[type] === 0) continue
      evaluate(types, type, group[0]!.world, values)
      if (group.some((term) => values[term.variable] !== term.value)) out[type] = 0
    }
  }
  return out
}

/** What every variable is in a world, for units of one type. */
function evaluate({ givenCards, block, choices }: ResponseTypes, type: number, world: World, values: Int32Array): void {
  const first = givenCards.length
  for (let g = 0; g < first; g++) values[g] = world[g]!
  let rest = type
  for (let b = 0; b < block.length; b++) {
    const functions = choices[b]!
    const chosen = functions[rest % functions.length]!
    rest = Math.floor(rest / functions.length)
    if (world[first + b]! >= 0) {
      values[first + b] = world[first + b]!
      continue
    }
    let row = 0
    for (const p of block[b]!.parents) row = row * (p < first ? givenCards[p]! : block[p - first]!.card) + values[p]!
    values[first + b] = chosen[row]!
  }
}

/**
 * The least and greatest value of a functional under what is known, given a condition; 'no model' when nothing obeys what
 * is known, 'impossible condition' when the condition has probability zero in all that does.
 */
export function functionalBounds(
  types: ResponseTypes,
  known: readonly KnownProbability[],
  asked: Functional,
  given: readonly WorldTerm[] = [],
): readonly [number, number] | 'no model' | 'impossible condition' {
  const { count } = types
  const objective = new Float64Array(count + 1)
  for (const { weight, terms } of asked) {
    const holds = indicator(types, [...terms, ...given])
    for (let t = 0; t < count; t++) objective[t]! += weight * holds[t]!
  }
  const extended = (row: Float64Array, last: number): Float64Array => {
    const out = new Float64Array(count + 1)
    out.set(row)
    out[count] = last
    return out
  }
  const constraints = known.map(({ terms, p }) => ({ row: indicator(types, terms), p }))
  const every = new Float64Array(count).fill(1)
  // Charnes & Cooper 1962: with x = q / P(given) and s = 1 / P(given), a ratio of linear forms is linear
  const rows = [
    ...constraints.map(({ row, p }) => extended(row, -p)),
    extended(every, -1),
    extended(indicator(types, given), 0),
  ]
  const right = [...rows.slice(1).map(() => 0), 1]
  const low = linearProgram({ objective, rows, right })
  if (low.status !== 'optimal') {
    const plain = linearProgram({
      objective: every,
      rows: [...constraints.map(({ row }) => row), every],
      right: [...known.map(({ p }) => p), 1],
    })
    return plain.status === 'optimal' ? 'impossible condition' : 'no model'
  }
  const high = linearProgram({ objective: objective.map((c) => -c), rows, right })
  return [low.value, high.status === 'optimal' ? -high.value : Number.POSITIVE_INFINITY]
}

/** All functions from the parents' configurations (last parent fastest) to the states that obey the monotone parents. */
function responseFunctions(variable: BlockVariable, cards: readonly number[]): Int32Array[] {
  const sizes = variable.parents.map((p) => cards[p]!)
  const rows = sizes.reduce((product, size) => product * size, 1)
  const strides = sizes.map((_, k) => sizes.slice(k + 1).reduce((product, size) => product * size, 1))
  const watched = variable.parents.flatMap((p, k) => (variable.monotone.includes(p) ? [k] : []))
  const functions: Int32Array[] = []
  const total = wholePower(variable.card, rows)
  for (let f = 0; f < total; f++) {
    const answers = new Int32Array(rows)
    let rest = f
    for (let r = 0; r < rows; r++) {
      answers[r] = rest % variable.card
      rest = Math.floor(rest / variable.card)
    }
    const rises = watched.every((k) =>
      answers.every(
        (answer, r) => Math.floor(r / strides[k]!) % sizes[k]! === 0 || answer >= answers[r - strides[k]!]!,
      ),
    )
    if (rises) functions.push(answers)
  }
  return functions
}
