import { layoutGraph, toSvg } from 'causalkit/draw'
import { placed } from '../graph/placed'
import { rolesIn } from '../graph/shown'
import { readGraph } from '../reading'
import type { Work } from '../work'
import type { Exported } from './code'

/** The picture of the work as an SVG document that stands alone: nodes where they were put, roles in their colours. */
export function pictureOf(work: Work): Exported {
  const read = readGraph(work.text)
  if (!read.read) return { ok: false, message: `The graph cannot be read yet: ${read.message}` }
  const { graph } = read
  const roles = rolesIn(graph, work)
  try {
    const layout = placed(layoutGraph(graph, { roles }), work.places)
    return { ok: true, text: toSvg(graph, { roles, layout }) }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { ok: false, message: `The picture could not be drawn: ${error.message.replace(/^\w+: /, '')}` }
  }
}
