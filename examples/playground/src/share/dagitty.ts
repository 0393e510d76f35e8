import { layoutGraph } from 'causalkit/draw'
import type { CausalGraph, Edge } from 'causalkit/graph'
import { placed } from '../graph/placed'
import { readGraph } from '../reading'
import type { Work } from '../work'
import type { Exported } from './code'

/** The work as dagitty text with its roles and places: dagitty.net opens it, and so does this page. */
export function dagittyTextOf(work: Work): Exported {
  const read = readGraph(work.text)
  if (!read.read) return { ok: false, message: `The graph cannot be read yet: ${read.message}` }
  const { graph } = read
  const stands = new Map(standing(graph, work).map(({ node, x, y }) => [node, [x, y] as const]))
  const roles: readonly (readonly [role: string, names: readonly string[]])[] = [
    ['latent', [...graph.latents, ...work.latents]],
    ['exposure', [work.treatment]],
    ['outcome', [work.outcome]],
    ['adjusted', work.adjusted],
    ['selected', work.selection],
  ]
  const nodes = graph.nodes.map((name) => {
    const place = stands.get(name)
    const attributes = roles.filter(([, names]) => names.includes(name)).map(([role]) => role)
    if (place !== undefined) attributes.push(`pos="${place[0]},${place[1]}"`)
    return attributes.length > 0 ? `${word(name)} [${attributes.join(',')}]` : word(name)
  })
  const edges = graph.edges.map((edge) => `${word(edge.from)} ${connector(edge)} ${word(edge.to)}`)
  const head = graph.kind === 'admg' ? 'dag' : graph.kind.replace(/^(?:cp|mp)dag$/, 'pdag')
  return { ok: true, text: [`${head} {`, ...nodes, ...edges, '}', ''].join('\n') }
}

/** Where nodes stand: as the text says, or as they were put, and the others where the picture has them. */
function standing(graph: CausalGraph, { places }: Work): NonNullable<CausalGraph['positions']> {
  if (Object.keys(places).length === 0 && graph.positions !== undefined) return graph.positions
  const { positions } = placed(layoutGraph(graph), places)
  return positions.map(({ node, x, y }) => ({ node, x: Math.round(x), y: Math.round(y) }))
}

const near = { tail: '-', arrow: '<', circle: '@' }
const far = { tail: '-', arrow: '>', circle: '@' }

function connector({ fromMark, toMark }: Edge): string {
  if (fromMark === 'tail' && toMark === 'arrow') return '->'
  return `${near[fromMark]}-${far[toMark]}`.replace('---', '--')
}

function word(name: string): string {
  const isPlain =
    /^[A-Za-z_][\w.]*$/.test(name) && !/^(?:dag|pdag|mag|pag|digraph|graph|subgraph|strict|node|edge|bb)$/i.test(name)
  return isPlain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`
}
