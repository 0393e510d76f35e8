import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { type Independence, impliedIndependencies } from '../../graph/implied/implied-independencies.js'
import { independenceBasis } from '../../graph/implied/independence-basis.js'
import type { CausalGraph, GraphKind } from '../../graph/types.js'
import { localMarkovConditions } from '../../independence/graphs/local-markov.js'
import { show } from '../../show.js'

/** The independences that are tested, one pair at a time; which, `ImplicationOptions` says. */
export function impliedStatements(graph: CausalGraph<GraphKind>, asked: string | undefined): readonly Independence[] {
  const g = indexed(graph)
  const isSingle = graph.kind === 'dag' || graph.kind === 'admg'
  const which = asked ?? (isSingle ? 'basis' : 'pairs')
  switch (which) {
    case 'basis':
      if (!isSingle) throw notFor(which, 'a DAG or an ADMG', graph)
      return independenceBasis(graph as CausalGraph<'dag' | 'admg'>).flatMap(({ x, y, given }) =>
        y.map((other) => ({ x, y: other, given })),
      )
    case 'local':
      if (graph.kind !== 'dag' || graph.latents.length > 0) throw notFor(which, 'a DAG without latent nodes', graph)
      return localMarkovConditions(g).map(({ x, y, given }) => ({
        x: g.names[x]!,
        y: g.names[y]!,
        given: Object.freeze(given.map((i) => g.names[i]!)),
      }))
    case 'pairs':
      return impliedIndependencies(graph, { sets: 'one' })
    case 'all':
      return impliedIndependencies(graph)
    default:
      throw new CausalError(
        'invalid-argument',
        `statements must be 'basis', 'local', 'pairs' or 'all', got ${show(which)}.`,
        { statements: which },
      )
  }
}

const notFor = (which: string, kind: string, graph: CausalGraph): CausalError =>
  new CausalError(
    'invalid-argument',
    `the statements ${show(which)} are those of ${kind}, this is a graph of kind ${show(graph.kind)}${graph.latents.length > 0 ? ' with latent nodes' : ''}: ask for 'pairs'.`,
    { statements: which, kind: graph.kind },
  )
