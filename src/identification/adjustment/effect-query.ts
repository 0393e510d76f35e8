import { CausalError } from '../../errors.js'
import { type IndexedGraph, nodePositions } from '../../graph/core/indexed.js'
import { checkDisjoint } from '../../graph/core/sets.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'

/**
 * Which effect is asked for: that of a treatment, or of several set together, on an outcome or several.
 *
 * @category Identification
 */
export interface EffectQuery<N extends string = string> {
  /** The treatment, or several. */
  readonly treatment: N | readonly N[]
  /** The outcome, or several. */
  readonly outcome: N | readonly N[]
}

/**
 * An effect, and which sets may answer it.
 *
 * @category Identification
 */
export interface AdjustmentQuery<N extends string = string> extends EffectQuery<N> {
  /** `total` (when left out): along all directed paths; `direct`: along the edge from treatment to outcome alone. */
  readonly effect?: 'total' | 'direct'
  /** Nodes that every set must hold. */
  readonly include?: readonly N[]
  /** Nodes that no set may hold. */
  readonly exclude?: readonly N[]
}

/** A query in positions. */
export interface QueryPositions {
  readonly x: number[]
  readonly y: number[]
  readonly include: number[]
  readonly exclude: number[]
  readonly direct: boolean
}

/** Positions of a query's names, ascending: known, measured, the four sets disjoint, treatment and outcome not empty. */
export function queryPositions(g: IndexedGraph, query: AdjustmentQuery<string>): QueryPositions {
  if (typeof query !== 'object' || query === null) {
    throw new CausalError('invalid-argument', 'expected a query such as { treatment: "X", outcome: "Y" }.')
  }
  if (query.effect !== undefined && query.effect !== 'total' && query.effect !== 'direct') {
    throw new CausalError('invalid-argument', `effect must be 'total' or 'direct', got ${show(query.effect)}.`, {
      effect: query.effect,
    })
  }
  const x = measuredPositions(g, 'treatment', query.treatment)
  const y = measuredPositions(g, 'outcome', query.outcome)
  const include = measuredPositions(g, 'include', query.include ?? [], true)
  const exclude = nodePositions(g, query.exclude)
  checkDisjoint(g, ['treatment', x], ['outcome', y], ['include', include])
  checkDisjoint(g, ['include', include], ['exclude', exclude])
  const ascending = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
  return { x: ascending(x), y: ascending(y), include, exclude, direct: query.effect === 'direct' }
}

/** Positions of measured nodes; none is an error unless `mayBeEmpty`. */
export function measuredPositions(
  g: IndexedGraph,
  label: string,
  names: string | readonly string[] | undefined,
  mayBeEmpty = false,
): number[] {
  const positions = nodePositions(g, names)
  if (positions.length === 0 && !mayBeEmpty) {
    throw new CausalError('invalid-argument', `${label} must name at least one node.`, { field: label })
  }
  const hidden = positions.filter((i) => g.latent[i] === 1).map((i) => g.names[i]!)
  if (hidden.length > 0) {
    throw new CausalError(
      'latent',
      `${quoteNames(hidden)} in ${label} ${hidden.length > 1 ? 'are' : 'is'} latent: only measured nodes may be given there.`,
      { names: hidden, field: label },
    )
  }
  return positions
}
