import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { KnownDistribution } from '../types.js'
import type { KnownProbability } from './functional-bounds.js'
import type { BoundsProblem } from './problem.js'
import { stateOf, worldOf } from './world-of.js'

/** A known probability in names: P(event | roots) where `do` is set. */
export interface LabelledProbability extends KnownProbability {
  /** The states of the measured variables. */
  readonly event: ReadonlyMap<string, string>
  /** The states of the roots that are conditioned on. */
  readonly given: ReadonlyMap<string, string>
  /** What the experiment set. */
  readonly act: ReadonlyMap<string, string>
  /** Which probabilities sum to one with this one: they have the same number. */
  readonly group: number
  /** The sum of the distribution's values in the group: how many rows, for counts. */
  readonly mass: number
}

/** P(block variables | roots) for each state of the roots that the distribution mentions and that has any mass. */
export function knownProbabilities(
  problem: BoundsProblem,
  data: KnownDistribution,
  firstGroup = 0,
): LabelledProbability[] {
  checkOptions('known distribution', data, ['distribution', 'do'])
  const { distribution, do: act = {} } = data
  const { variables, values } = distribution
  const isRoot = variables.map((variable) => problem.roots.has(variable.name) && act[variable.name] === undefined)
  const measured = variables
    .filter((variable, k) => !isRoot[k] && act[variable.name] === undefined)
    .map((variable) => variable.name)
  const cells = new Map<
    string,
    { roots: Map<string, string>; mass: number; cells: { states: string[]; p: number }[] }
  >()
  const states: string[] = []
  for (const [index, p] of values.entries()) {
    let rest = index
    for (let k = variables.length - 1; k >= 0; k--) {
      states[k] = variables[k]!.states[rest % variables[k]!.states.length]!
      rest = Math.floor(rest / variables[k]!.states.length)
    }
    if (variables.some((variable, k) => act[variable.name] !== undefined && act[variable.name] !== states[k])) continue
    const key = JSON.stringify(states.filter((_, k) => isRoot[k]))
    let group = cells.get(key)
    if (group === undefined) {
      group = {
        roots: new Map(variables.flatMap((variable, k) => (isRoot[k] ? [[variable.name, states[k]!] as const] : []))),
        mass: 0,
        cells: [],
      }
      cells.set(key, group)
    }
    group.mass += p
    group.cells.push({
      states: variables.flatMap((variable, k) => (measured.includes(variable.name) ? [states[k]!] : [])),
      p,
    })
  }
  const known: LabelledProbability[] = []
  const setTo = new Map(Object.entries(act).filter((entry): entry is [string, string] => entry[1] !== undefined))
  let number = firstGroup - 1
  for (const group of cells.values()) {
    if (group.mass === 0) continue
    number++
    const world = worldOf(problem, act, group.roots, measured)
    for (const cell of group.cells) {
      const terms = measured.map((name, k) => ({
        variable: problem.position.get(name)!,
        value: stateOf(problem, name, cell.states[k]!),
        world,
      }))
      const event = new Map(measured.map((name, k) => [name, cell.states[k]!]))
      known.push({
        terms,
        p: cell.p / group.mass,
        event,
        given: group.roots,
        act: setTo,
        group: number,
        mass: group.mass,
      })
    }
  }
  if (known.length === 0)
    throw new CausalError('zero-support', 'all values of a distribution are zero: give probabilities or counts.', {})
  return known
}
