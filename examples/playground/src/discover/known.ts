import type { Knowledge } from 'causalkit/discovery'
import type { KnownLink, LaggedKnowledge } from 'causalkit/timeseries'
import { contradictionOf } from './contradictions'
import { type KnowledgeText, type KnownEdge, readKnowledge } from './knowledge-text'

function consistent(texts: KnowledgeText, names: readonly string[]) {
  const told = readKnowledge(texts, names)
  const contradiction = contradictionOf(told)
  if (contradiction !== undefined) throw new Error(contradiction)
  return told
}

/** What the texts say for searches among rows; undefined where they say nothing. Throws a sentence. */
export function knowledgeOf(texts: KnowledgeText, names: readonly string[]): Knowledge | undefined {
  const { required, forbidden, tiers } = consistent(texts, names)
  const pair = ({ from, to, lag, place }: KnownEdge): readonly [string, string] => {
    if (lag !== undefined)
      throw new Error(`A time stands in ${place}: only PCMCI+ knows times. Leave it out, or choose that method.`)
    if (from === to) throw new Error(`The edge in ${place} leads from "${from}" to itself: take it out.`)
    return [from, to]
  }
  if (required.length + forbidden.length + tiers.length === 0) return undefined
  return { required: required.map(pair), forbidden: forbidden.map(pair), tiers: tiers.map((tier) => tier.names) }
}

/** The same for a search over time: a required edge has its time, a forbidden one without is forbidden at all lags. */
export function laggedKnowledgeOf(
  texts: KnowledgeText,
  names: readonly string[],
  maxLag: number,
): LaggedKnowledge | undefined {
  const { required, forbidden, tiers } = consistent(texts, names)
  const link = ({ from, to, lag, place }: KnownEdge): KnownLink => {
    if (lag !== undefined && lag > maxLag)
      throw new Error(
        `The edge in ${place} reaches back ${lag} steps, and the search ${maxLag}: raise the largest lag.`,
      )
    return { from, to, ...(lag === undefined ? {} : { lag }) }
  }
  for (const { from, to, lag, place } of required)
    if (lag === undefined)
      throw new Error(
        `A required edge over time needs its lag in ${place}: write ${from}[t-1] -> ${to} for a step before, or ${from}[t] -> ${to} within a step.`,
      )
  if (required.length + forbidden.length + tiers.length === 0) return undefined
  return { required: required.map(link), forbidden: forbidden.map(link), tiers: tiers.map((tier) => tier.names) }
}

/** The columns that the tiers say nothing of. */
export function untiered({ tiers }: KnowledgeText, names: readonly string[]): readonly string[] {
  const told = readKnowledge({ required: '', forbidden: '', tiers }, names).tiers.flatMap((tier) => tier.names)
  return told.length === 0 ? [] : names.filter((name) => !told.includes(name))
}
