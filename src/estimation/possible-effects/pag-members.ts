import { CausalError } from '../../errors.js'
import { markedEdges, markedGraph } from '../../graph/classes/marked.js'
import { checkKind } from '../../graph/core/check-kind.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { checkMag } from '../../graph/kinds/check-mag.js'
import { ARROW, CIRCLE, TAIL } from '../../graph/kinds/marks.js'
import { pagOfMag } from '../../graph/latent/pag-of.js'
import type { Mag, Pag } from '../../graph/types.js'

/** Circles that are tried out: 2¹⁴ graphs take seconds. */
const mostCircles = 14

/**
 * The MAGs that a PAG stands for: every way to make its circles tails and arrows that gives an ancestral and maximal graph
 * with the same PAG. One with an undirected edge tells of selection and is left out, for no effect is asked for there.
 */
export function magsOf(graph: Pag): readonly Mag[] {
  const marked = markedGraph(indexed(graph, 'pag'))
  const circles = [...marked.mark.keys()].filter((k) => marked.mark[k] === CIRCLE)
  if (circles.length > mostCircles) {
    throw new CausalError(
      'too-large',
      `the PAG has ${circles.length} circles, and the graphs that it stands for are found by trying out up to ${mostCircles}: orient some by knowledge.`,
      { circles: circles.length, limit: mostCircles },
    )
  }
  const known = pagKey(graph)
  const found: Mag[] = []
  for (let code = 0; code < 2 ** circles.length; code++) {
    for (const [i, k] of circles.entries()) marked.mark[k] = ((code >> i) & 1) === 0 ? TAIL : ARROW
    const hasUndirected = marked.mark.some((mark, k) => mark === TAIL && marked.mark[marked.twin[k]!] === TAIL)
    if (hasUndirected) continue
    const mag = makeGraph('mag', graph.nodes, markedEdges(marked), graph.latents)
    if (isMag(mag) && pagKey(pagOfMag(mag)) === known) found.push(mag)
  }
  if (found.length > 0) return found
  throw new CausalError(
    'invalid-graph',
    'the graph is the PAG of no MAG without selection: no graph has all of its marks.',
  )
}

function pagKey(graph: Pag): string {
  return JSON.stringify(graph.edges)
}

/** Ancestral (no directed cycle, no arrow from below) and maximal. */
function isMag(graph: Mag): boolean {
  try {
    checkKind('mag', indexed(graph))
    checkMag(graph)
    return true
  } catch (error) {
    if (error instanceof CausalError) return false
    throw error
  }
}
