import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedObject, quoteNames } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { TreatmentContrast } from '../question/contrast.js'
import { covariateOf, firstValues } from './coded-columns.js'
import { alphabetical } from './direction.js'

/** A treatment as an estimator takes it. */
export interface CodedTreatment {
  /** 1 and 0 for the arms compared and −1 for any other, or numbers. */
  readonly values: Float64Array
  /** The two arms in words, or null for numbers. */
  readonly arms: readonly [from: string, to: string] | null
  /** The two arms as states of the column. */
  readonly states: readonly [from: string, to: string] | null
  /** For numbers, by how many units the treatment is moved; 1 for arms. */
  readonly step: number
  /** What is compared, in words. */
  readonly contrast: { readonly from: string; readonly to: string }
  /** The contrast as plain values, where one was told or two values leave no choice. */
  readonly asked?: TreatmentContrast
  /** Which of all its values a row has, where there are more than the two arms. */
  readonly levels?: Int32Array
  readonly warnings: readonly string[]
}

/**
 * The treatment for a contrast. Two values are arms. Of more categories the contrast picks two. More than two numbers stay
 * numbers for estimators that take them (`numbers`), and the contrast says how far to go; for the others it picks two.
 */
export function treatmentOf(
  table: Table<unknown, string>,
  name: string,
  asked?: TreatmentContrast,
  numbers = true,
): CodedTreatment {
  const contrast = asked === undefined ? undefined : checkedContrast(asked)
  const { values, levels } = covariateOf(table, name)
  const distinct = firstValues(values)
  if (distinct.length === 1) {
    const [only] = statesOf(values, levels).values()
    const message = `the treatment ${show(name)} does not vary: it is ${only} in every row, and there is nothing to compare with.`
    throw new CausalError('constant-column', message, { columns: [name] })
  }
  if (levels === undefined && distinct.length > 2 && (numbers || contrast === undefined)) {
    return dose(name, values as Float64Array, contrast)
  }
  if (contrast === undefined) {
    if (distinct.length > 2) throw manyArms(name, statesOf(values, levels))
    const pair = distinct.map((value) => levels?.[value] ?? String(value)) as [string, string]
    const turn = levels !== undefined && alphabetical(pair)
    const asked = levels === undefined ? { from: distinct[0]!, to: distinct[1]! } : { from: pair[0], to: pair[1] }
    const coded = arms(name, values, distinct as [number, number], pair, false, turn ? [byAlphabet(name, pair)] : [])
    return { ...coded, asked }
  }
  const states = statesOf(values, levels)
  const code = (side: 'from' | 'to'): number => {
    const value = contrast[side]
    const found = levels === undefined ? value : levels.indexOf(value as string)
    if (typeof found === 'number' && states.has(found) && (levels === undefined) === (typeof value === 'number'))
      return found
    throw new CausalError(
      'unknown-name',
      `\`${side}\` of the contrast must be a value that ${show(name)} takes, ${listed(states, levels !== undefined)}, got ${show(value)}.`,
      { option: `contrast.${side}`, value, levels: [...states.values()] },
    )
  }
  const codes = [code('from'), code('to')] as [number, number]
  const pair = codes.map((value) => states.get(value)!) as [string, string]
  return { ...arms(name, values, codes, pair, states.size > 2, []), asked: { from: contrast.from, to: contrast.to } }
}

function checkedContrast(asked: TreatmentContrast): TreatmentContrast {
  checkOptions('contrast', asked, ['from', 'to'])
  const { from, to } = checkedObject('contrast', asked)
  for (const [side, value] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) continue
    throw new CausalError(
      'invalid-argument',
      `\`${side}\` of the contrast must be a category or a finite number, got ${show(value)}: give { from, to }, the treatment compared with and the one whose effect it is.`,
      { option: `contrast.${side}`, value },
    )
  }
  if (from === to) {
    throw new CausalError(
      'invalid-argument',
      `the contrast compares ${show(from)} with itself: give two different values.`,
      { contrast: asked },
    )
  }
  return asked
}

function arms(
  name: string,
  values: Float64Array | Int32Array,
  [from, to]: readonly [number, number],
  states: readonly [string, string],
  others: boolean,
  warnings: readonly string[],
): CodedTreatment {
  const words = states.map((state) => `${name} = ${state}`) as [string, string]
  const index = new Map<number, number>()
  const levels = others
    ? Int32Array.from(values, (value) => {
        const known = index.get(value) ?? index.size
        index.set(value, known)
        return known
      })
    : undefined
  const coded = new Float64Array(values.length)
  for (let i = 0; i < coded.length; i++) coded[i] = values[i] === to ? 1 : values[i] === from ? 0 : -1
  return {
    values: coded,
    arms: words,
    states,
    step: 1,
    contrast: { from: words[0], to: words[1] },
    ...(levels === undefined ? {} : { levels }),
    warnings,
  }
}

/** A treatment of numbers, of which some values are known; the contrast says how far it is moved. */
export function dose(name: string, values: Float64Array, contrast: TreatmentContrast | undefined): CodedTreatment {
  const whole = { values, arms: null, states: null }
  if (contrast === undefined) return { ...whole, step: 1, contrast: { from: name, to: `${name} + 1` }, warnings: [] }
  const { from, to } = contrast
  if (typeof from !== 'number' || typeof to !== 'number') {
    throw new CausalError(
      'invalid-argument',
      `the treatment ${show(name)} holds numbers, so its contrast is { from, to } with two numbers, got ${show(contrast)}.`,
      { contrast },
    )
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]!)
    most = Math.max(most, values[i]!)
  }
  const outside = [from, to].filter((value) => values.length > 0 && (value < least || value > most))
  return {
    ...whole,
    asked: { from, to },
    step: to - from,
    contrast: { from: `${name} = ${from}`, to: `${name} = ${to}` },
    warnings:
      outside.length > 0
        ? [
            `the data know ${name} from ${least} to ${most} only: the effect at ${outside.join(' and ')} is extrapolated along a line.`,
          ]
        : [],
  }
}

/** The values that occur, in order, each with its state in words. */
export function statesOf(
  values: Float64Array | Int32Array,
  levels: readonly string[] | undefined,
): ReadonlyMap<number, string> {
  const used = [...new Set<number>(values)].map((value) => (value === 0 ? 0 : value)).sort((a, b) => a - b)
  return new Map(used.map((value) => [value, levels?.[value] ?? String(value)]))
}

function listed(states: ReadonlyMap<number, string>, categories: boolean): string {
  const shown = [...states.values()].slice(0, 12)
  const list = categories ? quoteNames(shown) : shown.join(', ')
  return states.size > 12 ? `${list} … (${states.size} in all)` : list
}

function manyArms(name: string, states: ReadonlyMap<number, string>): CausalError {
  const all = [...states.values()]
  return new CausalError(
    'not-supported',
    `the treatment ${show(name)} has ${states.size} categories, ${listed(states, true)}, and an effect compares two: say which, such as { contrast: { from: ${show(all[0])}, to: ${show(all[1])} } }, or ask estimateEffects for each against one of them.`,
    { treatment: name, levels: all },
  )
}

function byAlphabet(name: string, [from, to]: readonly [string, string]): string {
  return `${name} = ${to} was compared to ${name} = ${from}, because the alphabet puts it last: say { contrast: { from: ${show(from)}, to: ${show(to)} } } to confirm, or { contrast: { from: ${show(to)}, to: ${show(from)} } } to turn it.`
}
