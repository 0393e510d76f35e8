import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { evaluateNode } from '../../scm/engines/evaluate-node.js'
import { evaluationOf, inputsOf } from '../../scm/engines/evaluation-of.js'
import { findNoise } from '../../scm/engines/find-noise.js'
import { checkRounded } from '../../scm/engines/invert-column.js'
import { cellAt, constantColumn, type NodeColumn } from '../../scm/engines/node-column.js'
import { noiseDrawer } from '../../scm/engines/noise-drawer.js'
import { pushedColumns } from '../../scm/engines/pushed-evidence.js'
import { checkEvidence } from '../../scm/engines/terms.js'
import { noParticles } from '../../scm/fitting/log-conditional.js'
import { entriesOf } from '../../scm/interventions/intervene.js'
import { noiseGenerators } from '../../scm/models/draw-noise.js'
import { show } from '../../show.js'
import type { NoiseColumns, NoiseForm } from './noise-game.js'

/** The noises of one unit. */
export interface UnitNoise {
  /** n draws of each: all the same where the unit determines it. */
  readonly noises: NoiseColumns
  /** Whether the unit's values determine all of them. */
  readonly determined: boolean
}

/**
 * The noises that bear on the target, of a unit in which the target and all its ancestors were seen. Given all of that they are
 * independent, and each is found from its own variable and the parents: one value where the mechanism can be inverted, draws from
 * the values that agree for a choice.
 */
export function noiseOfUnit(form: NoiseForm, unit: unknown, n: number, seed: number | string): UnitNoise {
  const { worlds, model } = form.query
  const { index } = worlds.structure
  const last = new Map(worlds.nodes.map(({ variable }, i) => [variable, i]))
  const given = new Map<number, NodeColumn>()
  for (const [name, value] of entriesOf(unit)) {
    const i = lookUp('variable', index, name)
    checkEvidence(name, model, i, value)
    const node = last.get(i)
    if (node !== undefined) given.set(node, constantColumn(value as number, n))
  }
  const { evidence, logSlopes } = pushedColumns(worlds, given)
  const drawer = noiseDrawer(worlds, model, noiseGenerators(worlds, seed), n)
  const chance = generator(splitStream(seedStream(seed), 'unit'))
  const particles = noParticles(n)
  let determined = true
  for (const [i, node] of worlds.nodes.entries()) {
    const at = evaluationOf(worlds, node, inputsOf(node, particles.columns), n)
    const seen = evidence.get(i)
    if (node.noise < 0) {
      const column = evaluateNode(node.law, at)
      if (seen !== undefined && !agrees(cellAt(column, 0), cellAt(seen, 0))) throw impossible(at.name, cellAt(seen, 0))
      particles.columns[i] = column
    } else {
      if (seen === undefined) throw notGiven(at.name)
      const { law } = node
      if (law.family === 'function' && law.invert === null && law.noise?.values === null) throw noInverse(at.name)
      particles.columns[i] = findNoise(
        i,
        node,
        at,
        { seen, logSlope: logSlopes.get(i) ?? 0 },
        drawer,
        chance,
        particles,
      )
      determined &&=
        law.family === 'root' || law.family === 'linear' || (law.family === 'function' && law.invert !== null)
    }
    if (particles.impossible.has(i)) throw impossible(at.name, seen === undefined ? null : cellAt(seen, 0))
  }
  checkRounded(particles, worlds)
  return { noises: worlds.noises.map((_, id) => drawer.known(id)!), determined }
}

/** A value that a mechanism without noise gives, up to rounding. */
function agrees(value: Cell, seen: Cell): boolean {
  if (typeof value !== 'number' || typeof seen !== 'number') return value === seen
  return Math.abs(value - seen) <= 1e-9 * Math.max(Math.abs(value), Math.abs(seen))
}

function notGiven(name: string): CausalError {
  const message = `the unit does not determine the noise of ${show(name)}: give its value and those of its parents.`
  return new CausalError('invalid-argument', message, { variable: name })
}

function noInverse(name: string): CausalError {
  const message = `the noise of ${show(name)} cannot be found from its value: give its mechanism an invert.`
  return new CausalError('not-supported', message, { variable: name })
}

function impossible(name: string, value: unknown): CausalError {
  const message = `the unit's value of ${show(name)} (${show(value)}) cannot come about from its parents' values in this model.`
  return new CausalError('zero-support', message, { variable: name, value })
}
