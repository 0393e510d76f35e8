import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph, Edge, GraphKind } from '../types.js'

const headers: Record<GraphKind, string> = {
  dag: 'dag',
  admg: 'dag',
  pdag: 'pdag',
  cpdag: 'pdag',
  mpdag: 'pdag',
  mag: 'mag',
  pag: 'pag',
}

/**
 * A graph as dagitty text.
 *
 * Nodes are listed before the edges where that is needed to keep their order, a lone node, a latent or positions. A name that is
 * not a plain word stands in double quotes. Circle marks are written `@`. {@link parseDagitty} reads it back; a CPDAG
 * comes back as a PDAG, because dagitty has one word for both.
 *
 * @param graph - any graph
 * @returns one line, such as `dag { A -> B B -> C }`
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * toDagitty(dag('A -> B -> C'))
 * //=> 'dag { A -> B B -> C }'
 * toDagitty(dag({ nodes: ['two words', 'U'], directed: [['U', 'two words']], latents: ['U'] }))
 * //=> 'dag { "two words" U [latent] U -> "two words" }'
 */
export function toDagitty(graph: CausalGraph): string {
  return calledAs('toDagitty', () => {
    const { latent } = indexed(graph)
    const appearance = new Set(graph.edges.flatMap((edge) => [edge.from, edge.to]))
    const inOrder =
      appearance.size === graph.nodes.length && [...appearance].every((name, i) => name === graph.nodes[i])
    const parts = [`${headers[graph.kind]} {`]
    const positions = new Map(checkedPositions(graph).map((place) => [place.node, place]))
    if (!inOrder || graph.latents.length > 0 || positions.size > 0) {
      for (const [i, name] of graph.nodes.entries()) {
        const place = positions.get(name)
        const attributes = [
          ...(latent[i] === 1 ? ['latent'] : []),
          ...(place === undefined ? [] : [`pos="${place.x},${place.y}"`]),
        ]
        parts.push(attributes.length > 0 ? `${word(name)} [${attributes.join(',')}]` : word(name))
      }
    }
    for (const edge of graph.edges) parts.push(`${word(edge.from)} ${connector(edge)} ${word(edge.to)}`)
    return [...parts, '}'].join(' ')
  })
}

/** The positions that a graph carries; one that came from elsewhere may carry anything. */
function checkedPositions({ positions = [] }: CausalGraph): NonNullable<CausalGraph['positions']> {
  const isRight =
    Array.isArray(positions) && positions.every((place) => Number.isFinite(place?.x) && Number.isFinite(place?.y))
  if (isRight) return positions
  throw new CausalError(
    'invalid-argument',
    `the positions of a graph are a list of { node, x, y } with finite numbers, got ${show(positions)}.`,
  )
}

const near = { tail: '-', arrow: '<', circle: '@' }
const far = { tail: '-', arrow: '>', circle: '@' }

function connector({ fromMark, toMark }: Edge): string {
  if (fromMark === 'tail' && toMark === 'arrow') return '->'
  return `${near[fromMark]}-${far[toMark]}`.replace('---', '--')
}

/** Words that dagitty's own syntax, or that of DOT, takes. */
const reserved = /^(?:dag|pdag|mag|pag|digraph|graph|subgraph|strict|node|edge|bb)$/i

function word(name: string): string {
  if (/^[A-Za-z_][\w.]*$/.test(name) && !reserved.test(name)) return name
  return `"${name.replace(/["\\]/g, '\\$&')}"`
}
