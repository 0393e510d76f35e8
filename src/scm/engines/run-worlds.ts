import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { noiseGenerators } from '../models/draw-noise.js'
import { evaluateNode } from './evaluate-node.js'
import { evaluationOf, inputsOf } from './evaluation-of.js'
import { findNoise } from './find-noise.js'
import { cellAt, type NodeColumn } from './node-column.js'
import { noiseDrawer, type Scores } from './noise-drawer.js'
import type { Particles } from './particles.js'
import type { PushedEvidence } from './pushed-evidence.js'
import type { PreparedQuery } from './terms.js'

/** Computes every node for n draws, with the observed nodes' values in each. `scores`: normal numbers for some of the noises. */
export function runWorlds(
  query: PreparedQuery,
  { evidence, logSlopes }: PushedEvidence<NodeColumn>,
  order: Int32Array,
  n: number,
  seed: number | string,
  scores?: Scores,
): Particles {
  const { worlds, model } = query
  const drawer = noiseDrawer(worlds, model, noiseGenerators(worlds, seed), n, scores)
  const chance = generator(splitStream(splitStream(seedStream(seed), 'evidence'), 1))
  const particles: Particles = {
    columns: new Array<NodeColumn>(worlds.nodes.length),
    logWeights: new Float64Array(n),
    rejected: [],
    impossible: new Set(),
    drawn: drawer.drawn,
    certain: drawer.certain,
    rounded: new Map(),
  }
  for (const i of order) {
    const node = worlds.nodes[i]!
    const seen = evidence.get(i)
    // where what it comes from is left out of the order, only its value is asked for, not its noise
    if (seen !== undefined && node.inputs.some((k) => particles.columns[k] === undefined)) {
      particles.columns[i] = seen
      continue
    }
    const at = evaluationOf(worlds, node, inputsOf(node, particles.columns), n)
    if (seen !== undefined && node.noise >= 0 && drawer.known(node.noise) === null) {
      particles.columns[i] = findNoise(
        i,
        node,
        at,
        { seen, logSlope: logSlopes.get(i) ?? 0 },
        drawer,
        chance,
        particles,
      )
      continue
    }
    const noise = node.noise < 0 ? null : (drawer.known(node.noise) ?? drawer.draw(node.noise))
    const column = evaluateNode(node.law, { ...at, noise })
    particles.columns[i] = seen ?? column
    if (seen !== undefined) keepEqual(i, column, seen, at.inputs, particles)
  }
  return particles
}

/** Weight zero where a computed value is not the one observed, up to the rounding of sums of what it was computed from. */
function keepEqual(
  i: number,
  column: NodeColumn,
  given: NodeColumn,
  inputs: readonly NodeColumn[],
  particles: Particles,
): void {
  let kept = 0
  for (let r = 0; r < particles.logWeights.length; r++) {
    const value = cellAt(column, r)
    const seen = cellAt(given, r)
    let same = value === seen
    if (!same && typeof value === 'number' && typeof seen === 'number') {
      let largest = 0
      for (const input of inputs) {
        const x = cellAt(input, r)
        if (typeof x === 'number') largest = Math.max(largest, Math.abs(x))
      }
      same = Math.abs(value - seen) <= 1e-9 * (Math.abs(value) + Math.abs(seen)) + 1e-13 * largest
    }
    if (same) kept++
    else particles.logWeights[r] = Number.NEGATIVE_INFINITY
  }
  if (kept === 0) {
    particles.rejected.push(i)
    particles.impossible.add(i)
  }
}
