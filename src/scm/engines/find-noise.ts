import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { lawOf } from '../../probability/families/law-of.js'
import { pick } from '../../probability/streams/fill.js'
import type { Generator } from '../../probability/streams/generator.js'
import type { ChoiceLaw, FunctionLaw, LinearLaw, Steps } from '../mechanisms/law.js'
import { eachChoice } from './choice-column.js'
import { evaluateNode } from './evaluate-node.js'
import type { Evaluation } from './evaluation.js'
import { badValue, rowReader } from './function-column.js'
import { invertColumn, tooNear } from './invert-column.js'
import { asNumbers, cellAt, codeColumn, type NodeColumn, numberColumn } from './node-column.js'
import type { NoiseDrawer } from './noise-drawer.js'
import type { Particles } from './particles.js'
import { subtractSlopes } from './slopes.js'
import { hasMass, snapped } from './snapped.js'
import type { NodeLaw, WorldNode } from './worlds.js'

/** What was observed of a node. */
export interface Seen {
  readonly seen: NodeColumn
  /** log |d observation / d this value|, where the observation was a multiple of it. */
  readonly logSlope: number
}

/** Finds the noise of an observed node from its value and its inputs, weighs the draws, and returns the node's column. */
export function findNoise(
  i: number,
  node: WorldNode,
  at: Evaluation,
  { seen, logSlope }: Seen,
  drawer: NoiseDrawer,
  chance: Generator,
  particles: Particles,
): NodeColumn {
  const { law, noise } = node
  const before = Float64Array.from(particles.logWeights)
  if (law.family === 'choice') choiceNoise(law, noise, at, seen, drawer, chance, particles)
  else if (law.family === 'root') drawer.find(noise, snapped(law.noise, seen, at, []), particles.logWeights)
  else if (law.family === 'linear') {
    const sizes = law.coefficients.map((b) => Math.abs(b))
    const found = linearNoise(law, at, asNumbers(seen, at.name))
    drawer.find(noise, snapped(law.noise!, found, at, sizes, Math.abs(law.intercept)), particles.logWeights)
  } else if (law.family === 'function' && law.invert !== null) {
    const rounded = new Float64Array(at.rows)
    const found = invertColumn(law, at, seen, rounded)
    if (rounded.some((error) => error > 0)) particles.rounded.set(i, rounded)
    drawer.find(noise, snapped(law.noise!, found, at, [], 0, seen), particles.logWeights)
    if (!hasMass(law.noise!)) subtractSlopes(law, at, found, particles.logWeights)
  } else if (law.family === 'function' && law.steps !== undefined)
    stepNoise(law, law.steps, noise, at, seen, drawer, chance, particles)
  else matchNoise(node, at, seen, drawer, chance, particles)
  if (logSlope !== 0 && hasDensity(law))
    for (let r = 0; r < particles.logWeights.length; r++) particles.logWeights[r]! -= logSlope
  // impossible: no draw that was possible before is so now
  if (particles.logWeights.every((w, r) => w === Number.NEGATIVE_INFINITY && before[r] !== Number.NEGATIVE_INFINITY)) {
    particles.rejected.push(i)
    particles.impossible.add(i)
  }
  return seen
}

/** Whether the weight of a value is a density, which a change of units changes; else it is a probability. */
function hasDensity(law: NodeLaw): boolean {
  if (law.family === 'root') return !hasMass(law.noise)
  if (law.family === 'linear') return law.noise !== null && !hasMass(law.noise)
  return law.family === 'function' && law.invert !== null && !hasMass(law.noise!)
}

/** u = x − intercept − Σ b pa. */
export function linearNoise(law: LinearLaw, at: Evaluation, seen: Float64Array): NodeColumn {
  const out = seen.slice()
  for (const [k, b] of law.coefficients.entries()) {
    const x = asNumbers(at.inputs[k]!, at.inputNames[k]!)
    for (let r = 0; r < out.length; r++) out[r]! -= b * x[r]!
  }
  if (law.intercept !== 0) for (let r = 0; r < out.length; r++) out[r]! -= law.intercept
  return numberColumn(out)
}

/** The posterior of a choice's noise given the state chosen; the weight is the state's probability. */
function choiceNoise(
  law: ChoiceLaw,
  noise: number,
  at: Evaluation,
  seen: NodeColumn,
  drawer: NoiseDrawer,
  chance: Generator,
  particles: Particles,
): void {
  const position = new Map(law.states.map((state, s) => [state, s]))
  const k = law.states.length
  const gumbel = law.response === 'gumbel-max'
  const out = new Float64Array(gumbel ? at.rows * k : at.rows)
  eachChoice(law, at, (r, p, start) => {
    const s = position.get(cellAt(seen, r)) ?? -1
    const own = s < 0 ? 0 : p[start + s]!
    particles.logWeights[r]! += portableLog(own)
    if (!gumbel) {
      let below = 0
      for (let j = 0; j < s; j++) below += p[start + j]!
      out[r] = below + own * chance.uniform()
      return
    }
    // Maddison, Tarlow & Minka 2014: the largest is a Gumbel number, the others are truncated at it
    const top = -portableLog(chance.exponential())
    for (let j = 0; j < k; j++) {
      const location = portableLog(p[start + j]!)
      const g = j === s ? top : location - portableLog(portableExp(location - top) + chance.exponential())
      out[r * k + j] = location === Number.NEGATIVE_INFINITY ? -portableLog(chance.exponential()) : g - location
    }
  })
  drawer.set(noise, numberColumn(out))
}

/** Noise of a value that takes steps: the weight is the value's probability; a noise is drawn only where another world reads it. */
function stepNoise(
  law: FunctionLaw,
  steps: Steps,
  noise: number,
  at: Evaluation,
  seen: NodeColumn,
  drawer: NoiseDrawer,
  chance: Generator,
  particles: Particles,
): void {
  const read = rowReader(at.inputNames, at.inputs)
  const isShared = drawer.isShared(noise)
  const out = new Float64Array(at.rows)
  const { quantile } = lawOf(law.noise as Distribution<number>)
  for (let r = 0; r < at.rows; r++) {
    const parents = read(r)
    const value = cellAt(seen, r)
    const log = steps.logProbability(value, parents)
    particles.logWeights[r]! += log
    if (!isShared) continue
    const share = chance.uniform()
    const u = log === Number.NEGATIVE_INFINITY ? quantile(share) : (steps.noiseAt(value, parents, share) as number)
    if (log !== Number.NEGATIVE_INFINITY && law.evaluate(parents, u) !== value) throw tooNear(at.name)
    out[r] = u
  }
  drawer.set(noise, numberColumn(out))
}

/** Noise of a mechanism without an inverse: among finitely many values those that agree, else draws that agree. */
function matchNoise(
  node: WorldNode,
  at: Evaluation,
  seen: NodeColumn,
  drawer: NoiseDrawer,
  chance: Generator,
  particles: Particles,
): void {
  const law = node.law as FunctionLaw
  const { values, probabilities } = law.noise!
  if (values === null) {
    const tried = drawer.draw(node.noise)
    const column = evaluateNode(law, { ...at, noise: tried })
    for (let r = 0; r < at.rows; r++)
      if (cellAt(column, r) !== cellAt(seen, r)) particles.logWeights[r] = Number.NEGATIVE_INFINITY
    return
  }
  const read = rowReader(at.inputNames, at.inputs)
  const codes = new Int32Array(at.rows)
  const p = new Float64Array(values.length)
  for (let r = 0; r < at.rows; r++) {
    const parents = read(r)
    const wanted = cellAt(seen, r)
    let total = 0
    for (const [s, u] of values.entries()) {
      const value = law.evaluate(parents, u)
      if (typeof value !== typeof wanted) throw badValue(at, value, parents)
      p[s] = value === wanted ? probabilities![s]! : 0
      total += p[s]!
    }
    particles.logWeights[r]! += portableLog(total)
    if (total > 0) codes[r] = pick(p, 0, p.length, chance.uniform() * total)
  }
  drawer.set(node.noise, codeColumn(codes, values))
}
