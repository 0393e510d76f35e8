import type { Cell } from '../../data/types.js'
import type { WorldNode, Worlds } from './worlds.js'

/** 1 in `fixed` for each node whose value the evidence and the laws determine; in `certain` where a mismatch is no chance. */
export function determinedNodes(
  worlds: Worlds,
  order: Int32Array,
  evidence: ReadonlyMap<number, Cell>,
): { fixed: Uint8Array; certain: Uint8Array } {
  const fixed = new Uint8Array(worlds.nodes.length)
  const certain = new Uint8Array(worlds.nodes.length)
  const noise = new Uint8Array(worlds.noises.length)
  const touched = new Uint8Array(worlds.noises.length)
  for (const i of order) {
    const node = worlds.nodes[i]!
    const inputs = node.inputs.every((k) => fixed[k] === 1)
    const fresh = node.noise < 0 || touched[node.noise] === 0
    certain[i] = inputs && (fresh ? !needsLuck(node) : noise[node.noise] === 1) ? 1 : 0
    if (node.noise >= 0 && touched[node.noise] === 0) {
      touched[node.noise] = 1
      noise[node.noise] = evidence.has(i) && inputs && canInvert(node) ? 1 : 0
    }
    // an observed node has its value whatever is behind it
    fixed[i] = evidence.has(i) || (inputs && (node.noise < 0 || noise[node.noise] === 1)) ? 1 : 0
  }
  return { fixed, certain }
}

/** Whether the noise of an observed node can only be found by drawing until one fits. */
export function needsLuck({ law }: WorldNode): boolean {
  if (law.family !== 'function' || law.noise === null || law.noise.values !== null) return false
  return law.invert === null && law.steps === undefined
}

function canInvert({ law }: WorldNode): boolean {
  return law.family === 'root' || law.family === 'linear' || (law.family === 'function' && law.invert !== null)
}
