import type { Generator } from '../../probability/streams/generator.js'
import { evaluateNode } from '../engines/evaluate-node.js'
import { evaluationOf, inputNames, inputsOf } from '../engines/evaluation-of.js'
import { addLinear } from '../engines/linear-column.js'
import { asNumbers, type NodeColumn, numberColumn } from '../engines/node-column.js'
import type { WorldNode, Worlds } from '../engines/worlds.js'
import { correlate, drawNoise, noiseGenerators, noiseGroups } from './draw-noise.js'
import type { AnyScm } from './types.js'

/** Draws the noise of all worlds from its prior and computes every node, a column at a time. */
export function drawWorlds(worlds: Worlds, model: AnyScm, n: number, seed: number | string): NodeColumn[] {
  const generators = noiseGenerators(worlds, seed)
  const noise: (NodeColumn | null)[] = worlds.noises.map(() => null)
  for (const group of noiseGroups(worlds, model)) {
    for (const id of group.noises) noise[id] = drawNoise(worlds.noises[id]!, generators[id]!, n)
    correlate(worlds, group, noise)
  }
  const readers = new Int32Array(worlds.noises.length)
  for (const node of worlds.nodes) if (node.noise >= 0) readers[node.noise]!++
  const columns: NodeColumn[] = []
  for (const node of worlds.nodes) {
    const { law } = node
    if (law.family === 'linear' && node.noise >= 0 && noise[node.noise] === null && readers[node.noise] === 1) {
      columns.push(linearWithNoise(worlds, node, columns, generators[node.noise]!, n))
      continue
    }
    if (node.noise >= 0) noise[node.noise] ??= drawNoise(worlds.noises[node.noise]!, generators[node.noise]!, n)
    columns.push(
      evaluateNode(
        law,
        evaluationOf(worlds, node, inputsOf(node, columns), n, node.noise < 0 ? null : noise[node.noise]!),
      ),
    )
    // a noise that no later node reads is let go
    if (node.noise >= 0 && --readers[node.noise]! === 0) noise[node.noise] = null
  }
  return columns
}

const BLOCK = 2048

/** A linear node whose noise nobody else reads: drawn into the column itself, in blocks that stay in the cache. */
function linearWithNoise(
  worlds: Worlds,
  node: WorldNode,
  columns: readonly NodeColumn[],
  draw: Generator,
  n: number,
): NodeColumn {
  const law = node.law as WorldNode['law'] & { family: 'linear' }
  const names = inputNames(worlds, node)
  const parents = Array.from(node.inputs, (i, k) => asNumbers(columns[i]!, names[k]!))
  const out = new Float64Array(n)
  const plain = law.noise!.family === 'normal'
  if (!plain) {
    const own = drawNoise(worlds.noises[node.noise]!, draw, n)
    out.set(asNumbers(own, worlds.structure.names[node.variable]!))
    addLinear(law, parents, out, 0, n)
    return numberColumn(out)
  }
  const { mean, sd } = law.noise!.parameters as { mean: number; sd: number }
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK)
    draw.fillNormal(out.subarray(from, to))
    if (mean !== 0 || sd !== 1) for (let i = from; i < to; i++) out[i] = mean + sd * out[i]!
    addLinear(law, parents, out, from, to)
  }
  return numberColumn(out)
}
