import { CausalError } from '../../errors.js'
import { logDensityOf } from '../../probability/families/log-density.js'
import { generator } from '../../probability/streams/stream.js'
import { evaluateNode } from '../engines/evaluate-node.js'
import type { Evaluation } from '../engines/evaluation.js'
import { findNoise } from '../engines/find-noise.js'
import { checkRounded } from '../engines/invert-column.js'
import { cellAt, type NodeColumn } from '../engines/node-column.js'
import type { NoiseDrawer } from '../engines/noise-drawer.js'
import type { Particles } from '../engines/particles.js'
import type { NodeLaw, WorldNode, Worlds } from '../engines/worlds.js'

/** log p(value | parents) of a law in each row, by the code that weighs evidence; a law without noise gives 0 or −∞. */
export function logConditional(law: NodeLaw, at: Evaluation, seen: NodeColumn): Float64Array {
  const hasNoise = law.family === 'choice' || ('noise' in law && law.noise !== null)
  if (!hasNoise) {
    const column = evaluateNode(law, at)
    return Float64Array.from({ length: at.rows }, (_, r) =>
      cellAt(column, r) === cellAt(seen, r) ? 0 : Number.NEGATIVE_INFINITY,
    )
  }
  const node: WorldNode = { variable: 0, law, inputs: new Int32Array(0), noise: 0, states: at.states }
  const particles = noParticles(at.rows)
  findNoise(0, node, at, { seen, logSlope: 0 }, weigher(law), generator(0), particles)
  checkRounded(particles, { structure: { names: [at.name] }, nodes: [node] } as unknown as Worlds)
  return particles.logWeights
}

/** Rows without a weight yet, of a run that finds noises and draws none. */
export function noParticles(rows: number): Particles {
  const particles = {
    columns: [],
    logWeights: new Float64Array(rows),
    rejected: [],
    impossible: new Set<number>(),
    drawn: new Set<number>(),
    certain: new Set<number>(),
    rounded: new Map<number, Float64Array>(),
  }
  return particles
}

/** A drawer that keeps nothing and only weighs. */
function weigher(law: NodeLaw): NoiseDrawer {
  const none = (): never => {
    throw new CausalError('not-supported', 'a noise would have to be drawn where its density is asked for.')
  }
  const drawer = {
    drawn: new Set<number>(),
    certain: new Set<number>(),
    known: () => null,
    draw: none,
    try: none,
    set: () => {},
    isShared: () => false,
    find: (_noise: number, values: NodeColumn, logWeights: Float64Array) => {
      const log = logDensityOf((law as { noise: Parameters<typeof logDensityOf>[0] }).noise)
      for (let r = 0; r < logWeights.length; r++) logWeights[r]! += log(cellAt(values, r) as never)
    },
  }
  return drawer
}
