import { CausalError } from '../../errors.js'
import { wholePower } from '../../numeric/special/portable-pow.js'

/** A variable of the confounded block, in topological order; a parent is a position below. */
export interface BlockVariable {
  readonly card: number
  /** Positions among `given` variables and block variables: `given` first, then the block. */
  readonly parents: readonly number[]
  /** Parents in which the response may not decrease. */
  readonly monotone: readonly number[]
}

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
