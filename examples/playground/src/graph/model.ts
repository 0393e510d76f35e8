import { type CausalGraph, dagittyRoles, type Edge } from 'causalkit/graph'
import { readGraph, wholeText } from '../reading'

/** The roles that a text can give a node. */
export type TextRole = 'exposure' | 'outcome' | 'latent' | 'selected' | 'adjusted'

/** What a text says: the graph, and the roles of its nodes. */
export interface TextModel {
  readonly graph: CausalGraph
  readonly roles: Readonly<Record<TextRole, readonly string[]>>
}

/** What a text says, or the sentence that says why it cannot be read. */
export function modelOf(text: string): TextModel | string {
  const read = readGraph(text)
  if (!read.read) return read.message
  const { exposures, outcomes, adjusted, selected } = dagittyRoles(wholeText(text))
  const { latents } = read.graph
  return { graph: read.graph, roles: { exposure: exposures, outcome: outcomes, adjusted, selected, latent: latents } }
}

/** An edge as one word that does not hang on its direction of writing. */
export function edgeKey({ from, to, fromMark, toMark }: Edge): string {
  const [one, other] = [JSON.stringify([from, fromMark]), JSON.stringify([to, toMark])]
  return one < other ? `${one}${other}` : `${other}${one}`
}

const near = { tail: '-', arrow: '<', circle: '@' }
const far = { tail: '-', arrow: '>', circle: '@' }

/** The connector of an edge: `->`, `<->`, `--`, `@->` … */
export function connectorOf({ fromMark, toMark }: Pick<Edge, 'fromMark' | 'toMark'>): string {
  if (fromMark === 'tail' && toMark === 'arrow') return '->'
  if (fromMark === 'arrow' && toMark === 'tail') return '<-'
  return `${near[fromMark]}-${far[toMark]}`.replace('---', '--')
}
