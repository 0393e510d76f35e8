import { type Admg, admg, type Cpdag, cpdag, type Dag, dag } from '../../src/index.js'

/** A graph of the ident folder. */
export interface IdentGraph {
  readonly nodes: readonly string[]
  readonly directed: readonly (readonly [string, string])[]
  readonly bidirected: readonly (readonly [string, string])[]
  readonly undirected?: readonly (readonly [string, string])[]
  readonly latent: readonly string[]
}

/** A DAG when there are only arrows, a CPDAG when the case lists undirected edges, else an ADMG. */
export function identGraph(graph: IdentGraph): Dag | Admg {
  const { nodes, directed, bidirected, latent } = graph
  if (bidirected.length === 0) return dag({ nodes, directed, latents: latent })
  return admg({ nodes, directed, bidirected, latents: latent })
}

/** The CPDAG of a case on an equivalence class. */
export function identCpdag({ nodes, directed, undirected }: IdentGraph): Cpdag {
  return cpdag({ nodes, directed, undirected: undirected ?? [] })
}
