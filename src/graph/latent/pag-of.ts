import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { orientColliders } from '../classes/fci-rules/collider-rule.js'
import { orientPag } from '../classes/fci-rules/orient-pag.js'
import { halfEdge, type Marked, markedEdges, markedGraph } from '../classes/marked.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import { ARROW, CIRCLE } from '../kinds/marks.js'
import type { CausalGraph, Mag, Pag } from '../types.js'
import { type HiddenNodes, magOf } from './mag-of.js'

/**
 * The PAG of a DAG with latent and selected nodes, or of a MAG: everything that the separations among the measured nodes
 * can tell.
 *
 * A tail or an arrow stands in every Markov equivalent MAG; a circle is a tail in some and an arrow in some. The
 * orientation rules R0 to R10 are complete (Zhang 2008, Theorem 4).
 *
 * @param graph - a DAG, an ADMG or a MAG
 * @param hidden - the latent and the selected nodes of a DAG or ADMG
 * @returns the complete PAG on the measured nodes
 * @throws CausalError `unknown-name`; `overlap` for a node that is latent and selected; `invalid-argument` for another kind
 * @complexity that of {@link magOf}, then polynomial in the edges; near linear in sparse graphs
 * @category Graphs
 * @example
 * toDagitty(pagOf(dag('A -> B <- C; B -> D')))
 * //=> 'pag { A B C D A @-> B B -> D C @-> B }'
 */
export function pagOf<N extends string, const H extends N = never>(
  graph: CausalGraph<'dag' | 'admg' | 'mag', N>,
  hidden: HiddenNodes<H> = {},
): Pag<string extends H ? N : Exclude<N, H>> {
  return calledAs('pagOf', () => {
    checkOptions('hidden', hidden, ['latents', 'selected'])

    indexedOfKind(graph, 'dag', 'admg', 'mag')
    const ancestral = graph.kind === 'mag' ? (graph as Mag) : magOf(graph as CausalGraph<'dag' | 'admg'>, hidden)
    return pagOfMag(ancestral) as Pag<string extends H ? N : Exclude<N, H>>
  })
}

/** The complete PAG of a MAG. */
export function pagOfMag(ancestral: Mag): Pag {
  const known = markedGraph(indexed(ancestral))
  const marked: Marked = { ...known, mark: new Uint8Array(known.mark.length).fill(CIRCLE) }
  const isCollider = (a: number, c: number, b: number): boolean =>
    known.mark[halfEdge(known, a, c)] === ARROW && known.mark[halfEdge(known, b, c)] === ARROW
  orientColliders(marked, isCollider)
  orientPag(marked, (path) => !isCollider(path.at(-3)!, path.at(-2)!, path.at(-1)!))
  return makeGraph('pag', ancestral.nodes, markedEdges(marked), ancestral.latents)
}
