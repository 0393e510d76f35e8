import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type Clusters, type Setting, settingsOf } from './model-abstraction.js'

type States = ReadonlyMap<string, readonly Cell[]>

/** All settings of all sets of clusters, the empty one among them, but for those that set every cluster. */
export function allInterventions({ low }: Clusters, states: States | null, budget: number): Setting[] {
  if (states === null) {
    throw new CausalError(
      'not-supported',
      'the low-level model has not finitely many states: say which interventions are checked, in options.interventions.',
    )
  }
  const sizes = low.map((names) => names.reduce((size, name) => size * states.get(name)!.length, 1))
  const count =
    sizes.reduce((product, size) => product * (size + 1), 1) - sizes.reduce((product, size) => product * size, 1)
  if (count > budget) {
    throw new CausalError(
      'too-large',
      `there are ${count} settings of sets of variables: raise the budget of ${budget}, or say which are checked, in options.interventions.`,
      { count },
    )
  }
  let acts: Setting[] = [{}]
  for (const names of low) {
    const settings = [...settingsOf(names, states)]
    acts = acts.flatMap((act) => [act, ...settings.map((setting) => ({ ...act, ...setting }))])
  }
  const total = low.flat().length
  return acts.filter((act) => Object.keys(act).length < total)
}

/** What an intervention says above: the summary of each cluster that it settles (Beckers & Halpern 2019, ω of τ). */
export function liftedIntervention({ high, low, sum }: Clusters, states: States | null, act: Setting): Setting {
  const lifted: [string, Cell][] = []
  for (const [k, name] of high.entries()) {
    const names = low[k]!
    const open = names.filter((one) => act[one] === undefined)
    if (open.length === names.length) continue
    const unsettled = (): CausalError =>
      new CausalError(
        'invalid-argument',
        `${show(act)} does not settle ${show(name)}, which also depends on ${open.map((one) => show(one)).join(', ')}: set these too, or say in interventions of the abstraction what it stands for.`,
        { variable: name, open },
      )
    if (open.length > 0 && states === null) throw unsettled()
    const values = new Set<Cell>()
    for (const rest of open.length === 0 ? [{}] : settingsOf(open, states!)) values.add(sum[k]!({ ...act, ...rest }))
    if (values.size !== 1) throw unsettled()
    lifted.push([name, [...values][0]!])
  }
  return Object.freeze(Object.fromEntries(lifted))
}

/** Pairs of interventions of which the second extends the first, but whose images do not. */
export function disorderedPairs(acts: readonly Setting[], images: readonly Setting[]): (readonly [Setting, Setting])[] {
  const isWithin = (small: Setting, large: Setting): boolean =>
    Object.entries(small).every(([name, value]) => large[name] === value)
  const pairs: (readonly [Setting, Setting])[] = []
  for (const [i, small] of acts.entries())
    for (const [j, large] of acts.entries())
      if (i !== j && isWithin(small, large) && !isWithin(images[i]!, images[j]!))
        pairs.push(Object.freeze([small, large]))
  return pairs
}
