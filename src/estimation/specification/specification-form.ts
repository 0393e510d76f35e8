import { CausalError } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { populations } from '../core/question/contrast.js'
import type { Specification } from './types.js'

const common = ['strategy', 'treatment', 'outcome', 'contrast', 'population', 'event', 'cluster', 'adjustment'] as const

/** What each strategy says besides: lists of columns, single columns, and others; `?` marks what may be left out. */
export const strategyKeys = {
  experiment: ['strata?', 'denominator?', 'time?', 'period?', 'unit?'],
  'back-door': ['effect?'],
  'front-door': ['mediators'],
  instrument: ['instruments'],
  'regression-discontinuity': ['runningVariable', 'cutoff'],
  'difference-in-differences': ['unit', 'time'],
  'synthetic-control': ['unit', 'time'],
  panel: ['unit', 'time?'],
  mediation: ['mediator'],
  formula: ['estimand'],
} as const

const lists = new Set(['adjustment', 'strata', 'mediators', 'instruments'])
const names = new Set([
  'treatment',
  'outcome',
  'cluster',
  'unit',
  'time',
  'period',
  'denominator',
  'mediator',
  'runningVariable',
])
/** Columns that can play one part alone. */
const single = new Set(['treatment', 'outcome', 'mediator', 'denominator'])

/** Throws unless a value has the form of a specification: a known strategy, its keys and no others, each of its kind. */
export function checkSpecificationForm(specification: Specification): void {
  const given = checkedObject('specification', specification) as unknown as Readonly<Record<string, unknown>>
  const strategy = given['strategy'] as keyof typeof strategyKeys
  if (typeof strategy !== 'string' || !Object.hasOwn(strategyKeys, strategy)) {
    throw new CausalError(
      'invalid-argument',
      `the strategy of a specification is one of ${Object.keys(strategyKeys).join(', ')}, got ${show(strategy)}.`,
      { strategy },
    )
  }
  const own = strategyKeys[strategy].map((key) => key.replace('?', ''))
  checkOptions('specification', given, [...common, ...own])
  const needed = ['treatment', 'outcome', 'adjustment', ...strategyKeys[strategy].filter((key) => !key.endsWith('?'))]
  for (const key of needed) {
    if (given[key] !== undefined) continue
    throw new CausalError('invalid-argument', `a specification of ${strategy} needs \`${key}\`.`, { key })
  }
  const used: string[] = []
  for (const [key, value] of Object.entries(given)) {
    if (lists.has(key)) {
      if (!Array.isArray(value)) throw wrong(key, 'a list of columns', value)
      indexNames(`column of ${key}`, value as string[])
      if (key !== 'strata') used.push(...(value as string[]))
    } else if (names.has(key)) {
      if (typeof value !== 'string') throw wrong(key, 'the name of a column', value)
      if (single.has(key)) used.push(value)
    } else if (key === 'event' && value !== undefined && typeof value !== 'string') {
      throw wrong(key, 'a category of the outcome', value)
    } else if (key === 'cutoff' && !Number.isFinite(value)) throw wrong(key, 'a finite number', value)
    else if (key === 'population' && value !== undefined && !populations.includes(value))
      throw wrong(key, `one of ${populations.join(', ')}`, value)
  }
  const twice = used.find((name, i) => used.indexOf(name) < i)
  if (twice === undefined) return
  throw new CausalError('overlap', `${show(twice)} plays two parts in the specification: each column has one.`, {
    name: twice,
  })
}

function wrong(key: string, what: string, value: unknown): CausalError {
  return new CausalError('invalid-argument', `\`${key}\` of a specification is ${what}, got ${show(value)}.`, { key })
}
