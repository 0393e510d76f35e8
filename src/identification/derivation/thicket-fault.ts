import { ancestorsWithin, difference, districtsWithin, intersection, sameNodes } from '../../graph/core/node-sets.js'
import { flags } from '../../graph/core/sets.js'
import type { DataQuestion } from '../core/reduced-question.js'
import { exchanged } from '../id/general-identification.js'
import { hedgeFault, positionsIn } from './hedge-fault.js'

/**
 * Why something is no thicket for a question, by definition 5 of Lee, Correa & Bareinboim 2019, or null: a district of what the
 * query needs such that each distribution sets some of it, is of a population that differs in it, or has a hedge for it among the
 * nodes that it does not set.
 */
export function thicketFault({ q, data, populations }: DataQuestion, claimed: unknown): string | null {
  const { g } = q
  const { x, z } = exchanged(g, q.x, q.y, q.z)
  const thicket = (typeof claimed === 'object' && claimed !== null ? claimed : {}) as {
    readonly district?: unknown
    readonly obstacles?: unknown
  }
  const district = positionsIn(g, thicket.district)
  if (district === null) return 'the thicket must list the nodes of a district.'
  const all = new Uint8Array(g.size).fill(1)
  const needed = ancestorsWithin(g, difference(all, flags(g.size, x)), flags(g.size, [...q.y, ...z]))
  if (!districtsWithin(g, needed).some((set) => sameNodes(set, district))) return 'this is no district of the query.'
  const { obstacles } = thicket
  if (!Array.isArray(obstacles) || obstacles.length !== data.length) return 'each distribution needs an obstacle.'
  for (const [k, { act, domain }] of data.entries()) {
    const set = flags(g.size, act)
    if (intersection(district, set).includes(1)) continue
    if (intersection(district, populations.find(({ name }) => name === domain)!.differs).includes(1)) continue
    const hedge = (obstacles[k] as { readonly hedge?: unknown } | null)?.hedge as
      | Readonly<Record<'F' | 'Fprime' | 'roots', unknown>>
      | null
      | undefined
    const [forest, inner, roots] = [hedge?.F, hedge?.Fprime, hedge?.roots].map((names) => positionsIn(g, names))
    if (!forest || !inner || !roots) return `distribution ${k + 1} has no hedge.`
    if (intersection(forest, set).includes(1)) return `the hedge of distribution ${k + 1} holds a node that is set.`
    const others = difference(difference(all, set), district)
    const fault = hedgeFault(g, others, district, hedge, { forest, inner, roots })
    if (fault !== null) return fault
  }
  return null
}
