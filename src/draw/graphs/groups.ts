import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { PictureOptions } from '../picture-options.js'
import type { DrawnGraph } from './drawn-graph.js'

/** The groups that each variable belongs to: 1 for the first. */
export function groupsOf(
  drawn: DrawnGraph,
  given: PictureOptions['groups'],
): { names: readonly string[]; of: readonly (readonly number[])[] } {
  if (given !== undefined && (typeof given !== 'object' || Array.isArray(given))) {
    throw new CausalError('invalid-argument', `groups are given by name, as { genes: ['G1'] }, got ${show(given)}.`)
  }
  const of: number[][] = [...drawn.index.keys()].map(() => [])
  const names = Object.keys(given ?? {})
  for (const [k, name] of names.entries()) {
    const members = given![name]!
    if (!Array.isArray(members)) {
      throw new CausalError('invalid-argument', `the group ${show(name)} is a list of nodes, got ${show(members)}.`)
    }
    for (const member of new Set(members)) of[lookUp('node', drawn.index, member)]!.push(k + 1)
  }
  return { names, of }
}
