import { calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type Incidence, indexed } from '../core/indexed.js'
import { checkDisjoint } from '../core/sets.js'
import { ARROW, markNames, TAIL } from '../kinds/marks.js'
import type { CausalGraph, Edge, GraphKind } from '../types.js'

/**
 * Which paths are wanted.
 *
 * @category Graphs
 */
export interface PathOptions {
  /** `true`: directed paths only, from the first node to the second. */
  readonly directed?: boolean
}

/**
 * A path: its nodes, and the edge between each two, read from the first node on.
 *
 * @category Graphs
 */
export interface Path<N extends string = string> {
  /** The nodes, each once, the ends included. */
  readonly nodes: readonly N[]
  /** One edge fewer than nodes; `from` is the earlier node of the path. */
  readonly edges: readonly Edge<N>[]
}

/**
 * The paths between two nodes, one at a time: no node is visited twice, and edges are followed in either direction.
 *
 * There may be very many; take as many as you need. They come depth first, in the order of the nodes. Two edges of one
 * pair make two paths.
 *
 * @param graph - any graph with n nodes and m edges
 * @param from - the first node
 * @param to - the last node
 * @param options - whether only directed paths are wanted
 * @returns an iterable of paths, to be walked as often as you like
 * @throws CausalError `unknown-name`; `overlap` when both ends are one node
 * @complexity polynomial delay: at most O(n (n + m)) from one path to the next, O(n) where no choice is met
 * @category Graphs
 * @example
 * Array.from(paths(dag('X -> M -> Y <- Z -> X'), 'X', 'Y'), (path) => path.nodes)
 * //=> [['X', 'M', 'Y'], ['X', 'Z', 'Y']]
 * Array.from(paths(dag('X -> M -> Y <- Z -> X'), 'X', 'Y', { directed: true })).length
 * //=> 1
 */
export function paths<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  from: NoInfer<N>,
  to: NoInfer<N>,
  options: PathOptions = {},
): Iterable<Path<N>> {
  return calledAs('paths', () => {
    checkOptions('options', options, ['directed'], { directed: 'boolean' })

    const g = indexed(graph)
    const x = lookUp('node', g.index, from)
    const y = lookUp('node', g.index, to)
    checkDisjoint(g, ['from', [x]], ['to', [y]])
    const { incidence } = g
    return {
      *[Symbol.iterator]() {
        for (const halfEdges of simplePaths(incidence, x, y, options.directed === true)) {
          const nodes = [graph.nodes[x]!, ...halfEdges.map((k) => graph.nodes[incidence.node[k]!]!)]
          const edges = halfEdges.map((k, i) =>
            Object.freeze({
              from: nodes[i]!,
              to: nodes[i + 1]!,
              fromMark: markNames[incidence.near[k] as 0 | 1 | 2],
              toMark: markNames[incidence.far[k] as 0 | 1 | 2],
            }),
          )
          yield Object.freeze({ nodes: Object.freeze(nodes), edges: Object.freeze(edges) })
        }
      },
    }
  })
}

/**
 * Simple paths as half-edges. From where the search stands `y` can always still be reached: wherever there is a choice, a
 * search back from y tells which ways are open, so that no step is wasted.
 */
function* simplePaths(
  { start, node, near, far }: Incidence,
  x: number,
  y: number,
  directed: boolean,
): Generator<readonly number[]> {
  const used = new Uint8Array(start.length - 1)
  const open = new Uint8Array(start.length - 1)
  const queue = new Int32Array(start.length - 1)
  const leadsOn = (k: number): boolean => !directed || (near[k] === TAIL && far[k] === ARROW)
  const leadsBack = (k: number): boolean => !directed || (near[k] === ARROW && far[k] === TAIL)
  /** Flags in `open` what reaches y around the used nodes. */
  const lookBack = (): void => {
    open.fill(0)
    open[y] = 1
    queue[0] = y
    for (let head = 0, tail = 1; head < tail; head++) {
      const b = queue[head]!
      for (let k = start[b]!; k < start[b + 1]!; k++) {
        const a = node[k]!
        if (open[a] === 1 || used[a] === 1 || !leadsBack(k)) continue
        open[a] = 1
        queue[tail++] = a
      }
    }
  }
  const ways = (a: number): number[] => {
    const found: number[] = []
    for (let k = start[a]!; k < start[a + 1]!; k++) if (used[node[k]!] === 0 && leadsOn(k)) found.push(k)
    if (found.length < 2) return found
    lookBack()
    return found.filter((k) => open[node[k]!] === 1)
  }
  lookBack()
  if (open[x] === 0) return
  used[x] = 1
  const path: number[] = []
  const choices: { ways: number[]; next: number }[] = [{ ways: ways(x), next: 0 }]
  for (let top = choices.at(-1); top !== undefined; top = choices.at(-1)) {
    const k = top.ways[top.next++]
    if (k === undefined) {
      choices.pop()
      const last = path.pop()
      if (last !== undefined) used[node[last]!] = 0
    } else if (node[k] === y) yield [...path, k]
    else {
      path.push(k)
      used[node[k]!] = 1
      choices.push({ ways: ways(node[k]!), next: 0 })
    }
  }
}
