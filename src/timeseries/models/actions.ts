import { CausalError } from '../../errors.js'
import { checkedObject, lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { RollingModel } from './rolling-model.js'
import type { SeriesActions, SeriesSetting, SeriesSituation, TimedAction } from './types.js'

/** What is done to a variable at a time, or undefined where nothing is. */
export type Act = (variable: number, situation: SeriesSituation) => number | undefined

/** Reads what is done to which variable, and when. */
export function readActions({ index, categories }: RollingModel, given: SeriesActions | undefined): Act {
  const byVariable = new Map<number, readonly TimedAction[]>()
  for (const [name, what] of given === undefined ? [] : Object.entries(checkedObject('do', given))) {
    if (what === undefined) continue
    const i = lookUp('variable', index, name)
    const timed = actionsOf(name, what as SeriesSetting | TimedAction | readonly TimedAction[])
    for (const { set } of timed) checkSetting(name, set, categories[i]?.levels ?? null)
    byVariable.set(i, timed)
  }
  const names = [...index.keys()]
  return (variable, situation) => {
    const { time } = situation
    const action = byVariable.get(variable)?.find(({ from, to }) => time >= from! && time <= to!)
    if (action === undefined) return undefined
    const { set } = action
    const levels = categories[variable]?.levels ?? null
    const value =
      typeof set === 'number' || typeof set === 'string'
        ? set
        : typeof set === 'function'
          ? set(situation)
          : set.change === 'shift'
            ? situation.natural + set.amount
            : situation.natural * set.amount
    if (levels === null && typeof value === 'number' && Number.isFinite(value)) return value
    if (levels?.includes(value as string)) return levels.indexOf(value as string)
    const message = `what is done to ${show(names[variable])} gives ${show(value)} at time ${time}: give ${wanted(levels)}.`
    throw new CausalError('invalid-argument', message, { variable: names[variable], time })
  }
}

function wanted(levels: readonly string[] | null): string {
  return levels === null ? 'a finite number' : `one of its levels, ${quoteNames(levels)}`
}

/** A category is set to a level of its own, a number to a number. */
function checkSetting(name: string, set: SeriesSetting, levels: readonly string[] | null): void {
  if (typeof set === 'function' || (levels === null ? typeof set !== 'string' : levels.includes(set as string))) return
  throw new CausalError('invalid-argument', `${show(name)} is set to ${show(set)}: give ${wanted(levels)}.`, {
    variable: name,
  })
}

function actionsOf(name: string, what: SeriesSetting | TimedAction | readonly TimedAction[]): readonly TimedAction[] {
  if (isSetting(what)) return [{ set: what, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }]
  const list = Array.isArray(what) ? what : [what]
  const timed = list.map((action: TimedAction): Required<TimedAction> => {
    checkOptions(`do.${name}`, action, ['set', 'from', 'to'], { from: 'number', to: 'number' })
    const { set, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = checkedObject('do', action)
    if (!isSetting(set)) {
      const message = `${show(name)} can be set to a finite number, shift(…), scale(…) or a function of the past, got ${show(set)}.`
      throw new CausalError('invalid-argument', message, { variable: name })
    }
    if (!(typeof from === 'number' && typeof to === 'number' && from <= to)) {
      const message = `what is done to ${show(name)} goes from ${show(from)} to ${show(to)}: give times with from <= to.`
      throw new CausalError('invalid-argument', message, { variable: name })
    }
    return { set, from, to }
  })
  timed.sort((a, b) => a.from - b.from)
  for (const [k, { from }] of timed.entries()) {
    if (k > 0 && from <= timed[k - 1]!.to)
      throw new CausalError(
        'overlap',
        `two things are done to ${show(name)} at time ${from}: let one end before the next begins.`,
        {
          variable: name,
          time: from,
        },
      )
  }
  return timed
}

function isSetting(what: unknown): what is SeriesSetting {
  if (typeof what === 'number') return Number.isFinite(what)
  if (typeof what === 'function' || typeof what === 'string') return true
  const { kind, change, amount } = Object(what) as { kind?: unknown; change?: unknown; amount?: unknown }
  return kind === 'change' && (change === 'shift' || change === 'scale') && Number.isFinite(amount)
}
