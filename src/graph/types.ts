/**
 * The mark at one end of an edge: `tail` (—), `arrow` (>) or `circle` (o: it could be either).
 *
 * @category Graphs
 */
export type Mark = 'tail' | 'arrow' | 'circle'

/**
 * What a graph's edges may be and mean:
 *
 * - `dag`: directed edges, no cycle
 * - `admg`: directed and bidirected edges (`X <-> Y`: a hidden common cause), no directed cycle
 * - `pdag`: directed and undirected edges, as knowledge or an algorithm left them; a finite sample can also leave
 *   bidirected edges (conflicting colliders) and directed cycles
 * - `cpdag`: the completed PDAG of a Markov equivalence class of DAGs
 * - `mpdag`: a maximally oriented PDAG: the DAGs of a Markov equivalence class that agree with some knowledge
 * - `mag`: a maximal ancestral graph: directed, bidirected and undirected (selection) edges
 * - `pag`: a partial ancestral graph: any marks
 *
 * @category Graphs
 */
export type GraphKind = 'dag' | 'admg' | 'pdag' | 'cpdag' | 'mpdag' | 'mag' | 'pag'

/**
 * An edge with a mark at each end.
 *
 * Edges are kept in one form: an edge with a single arrow points from `from` to `to`; one with a circle and a tail has
 * the circle at `from`; any other has at `from` the node that comes first in the graph.
 *
 * @category Graphs
 */
export interface Edge<N extends string = string> {
  /** One end. */
  readonly from: N
  /** The other end. */
  readonly to: N
  /** The mark at `from`. */
  readonly fromMark: Mark
  /** The mark at `to`. */
  readonly toMark: Mark
}

/**
 * A causal graph: one immutable structure for every kind of graph.
 *
 * It is plain frozen data; the verbs are functions over it. `K` is its kind and `N` the union of its node names, so
 * that a misspelt node does not compile.
 *
 * @category Graphs
 */
export interface CausalGraph<K extends GraphKind = GraphKind, N extends string = string> {
  /** Which rules the edges obey. */
  readonly kind: K
  /** The nodes, in the order in which they were first named. */
  readonly nodes: readonly N[]
  /** The edges, sorted by the positions of their ends; no edge stands twice. */
  readonly edges: readonly Edge<N>[]
  /** The nodes that are never measured (none in most graphs), in the order of `nodes`. */
  readonly latents: readonly N[]
  /**
   * Where nodes stood in the dagitty text that the graph came from; y grows downwards. Pictures keep to it, verbs that make
   * another graph leave it out.
   */
  readonly positions?: readonly { readonly node: N; readonly x: number; readonly y: number }[]
}

/**
 * A directed acyclic graph.
 *
 * @category Graphs
 */
export type Dag<N extends string = string> = CausalGraph<'dag', N>

/**
 * An acyclic directed mixed graph: a DAG with hidden common causes drawn as bidirected edges.
 *
 * @category Graphs
 */
export type Admg<N extends string = string> = CausalGraph<'admg', N>

/**
 * A partially directed graph.
 *
 * @category Graphs
 */
export type Pdag<N extends string = string> = CausalGraph<'pdag', N>

/**
 * The completed partially directed graph of a Markov equivalence class.
 *
 * @category Graphs
 */
export type Cpdag<N extends string = string> = CausalGraph<'cpdag', N>

/**
 * A maximally oriented partially directed graph.
 *
 * @category Graphs
 */
export type Mpdag<N extends string = string> = CausalGraph<'mpdag', N>

/**
 * A maximal ancestral graph.
 *
 * @category Graphs
 */
export type Mag<N extends string = string> = CausalGraph<'mag', N>

/**
 * A partial ancestral graph.
 *
 * @category Graphs
 */
export type Pag<N extends string = string> = CausalGraph<'pag', N>

/**
 * A graph given as lists. Every name in an edge must be among `nodes`.
 *
 * @category Graphs
 */
export interface GraphSpec<N extends string> {
  /** All nodes, each once; names may be any non-empty strings. */
  readonly nodes: readonly N[]
  /** Edges `from → to`. */
  readonly directed?: readonly (readonly [NoInfer<N>, NoInfer<N>])[]
  /** Edges `a ↔ b`. */
  readonly bidirected?: readonly (readonly [NoInfer<N>, NoInfer<N>])[]
  /** Edges `a — b`. */
  readonly undirected?: readonly (readonly [NoInfer<N>, NoInfer<N>])[]
  /** Edges with any marks, such as those of another graph. */
  readonly edges?: readonly Edge<NoInfer<N>>[]
  /** Nodes that are never measured, and so never part of an answer set. */
  readonly latents?: readonly NoInfer<N>[]
}
