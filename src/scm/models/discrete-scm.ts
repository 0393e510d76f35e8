import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers, checkedObject, indexNames, lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { finite } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { lawOf, makeScm } from './scm.js'
import type { Scm } from './types.js'

/**
 * An exogenous variable of a discrete model: independent of the others, never measured.
 *
 * @category Models
 */
export interface ExogenousTable {
  /** Its name. */
  readonly name: string
  /** The probabilities of its states 0, 1, 2, … */
  readonly p: readonly number[]
}

/**
 * An endogenous variable of a discrete model: a state looked up by those of its parents.
 *
 * @category Models
 */
export interface EndogenousTable {
  /** Its name. */
  readonly name: string
  /** Its parents, exogenous and endogenous. */
  readonly parents: readonly string[]
  /** Its states; a number k, or nothing, stands for 0 … k − 1. */
  readonly states?: readonly Cell[] | number
  /** Positions of states for each combination of the parents' states, the last parent fastest. */
  readonly table: readonly number[]
}

type ValuesOfTables<X extends readonly ExogenousTable[], E extends readonly EndogenousTable[]> = {
  readonly [N in X[number]['name'] | E[number]['name']]: N extends E[number]['name']
    ? Extract<E[number], { readonly name: N }> extends { readonly states: readonly (infer S)[] }
      ? S
      : number
    : number
}

/**
 * A model given as tables: independent exogenous variables, and deterministic mechanisms.
 *
 * The exogenous variables are latent. One that several mechanisms read is a hidden common cause. Every counterfactual of
 * such a model is computed exactly.
 *
 * @param spec - `exogenous`: names and probabilities; `endogenous`: names, parents, states, and a table of positions in
 *   the states, row-major with the last parent fastest. The order of the lists does not matter
 * @returns the model
 * @throws CausalError `not-probability`; `invalid-argument` for a table of the wrong length or with an entry that is no
 *   state; `unknown-name`, `duplicate-name`, `cycle`
 * @complexity O(cells of the tables)
 * @category Models
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.4, 0.6] }],
 *   endogenous: [
 *     { name: 'X', parents: ['U'], table: [0, 1] },
 *     { name: 'Y', parents: ['X', 'U'], table: [0, 1, 1, 0] },
 *   ],
 * })
 * expectation(counterfactual(model, { given: { X: 1 }, do: { X: 0 } }), 'Y').value
 * //=> 1
 */
export function discreteScm<
  const X extends readonly ExogenousTable[],
  const E extends readonly EndogenousTable[],
>(spec: { readonly exogenous: X; readonly endogenous: E }): Scm<ValuesOfTables<X, E>, Capability, 'dag'> {
  return calledAs('discreteScm', () => {
    checkOptions('spec', spec, ['exogenous', 'endogenous'])

    const { exogenous, endogenous } = checkedObject('specification', spec)
    if (!Array.isArray(exogenous) || !Array.isArray(endogenous)) {
      throw new CausalError('invalid-argument', 'expected { exogenous: [...], endogenous: [...] }.')
    }
    for (const root of exogenous)
      checkOptions('exogenous variable', checkedObject('exogenous variable', root), ['name', 'p'])
    for (const { name, p } of exogenous) checkedNumbers(`probabilities of ${show(name)}`, p)
    for (const node of endogenous)
      checkOptions('endogenous variable', checkedObject('endogenous variable', node), [
        'name',
        'parents',
        'states',
        'table',
      ])
    for (const { name, table } of endogenous) checkedNumbers(`table of ${show(name)}`, table)
    const names = [...exogenous, ...endogenous].map(({ name }) => name)
    const index = indexNames('variable', names)
    const states: (readonly Cell[])[] = [
      ...exogenous.map(({ p }) => p.map((_: number, k: number) => k)),
      ...endogenous.map((variable) => statesOf(variable)),
    ]
    const laws = names.map((name, i): Law => {
      if (i < exogenous.length) return lawOf(name, finite(states[i]!, exogenous[i]!.p))
      return tableLaw(
        endogenous[i - exogenous.length]!,
        states[i]!,
        (parent) => states[lookUp('variable', index, parent)]!,
      )
    })
    return makeScm(
      names,
      laws,
      exogenous.map(({ name }) => name),
    )
  })
}

function statesOf({ name, states, table }: EndogenousTable): readonly Cell[] {
  if (Array.isArray(states)) {
    if (states.length === 0 || new Set(states.map(String)).size !== states.length) {
      const message = `the states of ${show(name)} must be there, each once, got ${quoteNames(states.map(String))}.`
      throw new CausalError('invalid-argument', message, { variable: name })
    }
    return Object.freeze([...states])
  }
  const count = (states as number | undefined) ?? 1 + Math.max(0, ...table)
  if (!Number.isInteger(count) || count < 1 || count > 2 ** 24) {
    throw new CausalError('invalid-argument', `${show(name)} cannot have ${show(count)} states.`, {
      variable: name,
    })
  }
  return Object.freeze(Array.from({ length: count }, (_, k) => k))
}

function tableLaw(
  { name, parents, table }: EndogenousTable,
  states: readonly Cell[],
  statesOf: (parent: string) => readonly Cell[],
): Law {
  indexNames('parent', parents)
  const parentStates = parents.map((parent) => Object.freeze(statesOf(parent).map(String)))
  const size = parentStates.reduce((product, list) => product * list.length, 1)
  if (table.length !== size) {
    const message = `the table of ${show(name)} has ${table.length} entries, its parents' states make ${size}.`
    throw new CausalError('invalid-argument', message, { variable: name, size })
  }
  const wrong = table.find((entry) => !(Number.isInteger(entry) && entry >= 0 && entry < states.length))
  if (wrong !== undefined) {
    const message = `the table of ${show(name)} holds ${show(wrong)}: entries are positions from 0 to ${states.length - 1} in its states.`
    throw new CausalError('invalid-argument', message, { variable: name, entry: wrong })
  }
  return Object.freeze({
    family: 'table',
    parents: Object.freeze([...parents]),
    parentStates: Object.freeze(parentStates),
    states,
    entries: Int32Array.from(table),
  })
}
