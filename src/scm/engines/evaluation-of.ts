import type { Evaluation } from './evaluation.js'
import type { NodeColumn } from './node-column.js'
import type { WorldNode, Worlds } from './worlds.js'

/** What is read at a node: its inputs by the names by which its law knows them, and its noise, where it has one. */
export function evaluationOf(
  worlds: Worlds,
  node: WorldNode,
  inputs: readonly NodeColumn[],
  rows: number,
  noise: NodeColumn | null = null,
): Evaluation {
  return {
    name: worlds.structure.names[node.variable]!,
    inputs,
    inputNames: inputNames(worlds, node),
    noise,
    rows,
    states: node.states,
  }
}

/** The columns that a node reads, of those of all nodes. */
export function inputsOf(node: WorldNode, columns: readonly NodeColumn[]): readonly NodeColumn[] {
  return Array.from(node.inputs, (i) => columns[i]!)
}

/** The names by which a node's law knows its inputs. */
export function inputNames(worlds: Worlds, node: WorldNode): readonly string[] {
  const { law } = node
  return law.family === 'change' ? [worlds.structure.names[node.variable]!] : law.parents
}
