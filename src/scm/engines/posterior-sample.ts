import { CausalError } from '../../errors.js'
import { pick } from '../../probability/streams/fill.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { discreteAnswer } from './discrete-engine.js'
import { discreteNetwork } from './discrete-network.js'
import { checkWorth } from './effective-size.js'
import { gaussianAnswer } from './gaussian-engine.js'
import { type MixtureResult, mixtureAnswer } from './mixture/mixture-engine.js'
import { codeColumn, constantColumn, type NodeColumn, numberColumn, takeNodeRows } from './node-column.js'
import type { PreparedQuery } from './terms.js'
import { unitAnswer } from './unit-engine.js'
import { DEFAULT_SAMPLES, weightedAnswer } from './weighted-engine.js'

/** A joint table of more cells than this is drawn from by weights. */
const MOST_CELLS = 2 ** 16

/** Draws of the targets given the evidence of the model's past. */
export function posteriorColumns(query: PreparedQuery, n: number, seed: number | string): NodeColumn[] {
  const draw = generator(splitStream(splitStream(seedStream(seed), 'posterior'), 1))
  const exact = query.evidence === null ? 'zero-probability' : (smallDiscrete(query) ?? gaussianAnswer(query))
  if (exact !== null && typeof exact !== 'string') {
    return exact.method === 'gaussian'
      ? gaussianColumns(exact.mean, exact.covariance, n, draw)
      : discreteColumns(exact.states, exact.values, n, draw)
  }
  const past = query.model.past.at(-1)?.draws
  const found =
    (exact === null ? (unitAnswer(query) ?? mixtureAnswer(query)) : exact) ??
    weightedAnswer(query, { draws: Math.max(DEFAULT_SAMPLES, 4 * n), ...past, seed })
  if (found === 'zero-probability') {
    const given = query.model.past.flatMap((past) => past.given.map(([name, value]) => `${name} = ${value}`))
    const message = `the evidence is impossible in this model (${given.join(', ')}): there is nothing to draw.`
    throw new CausalError('zero-support', message, {
      given: Object.fromEntries(query.model.past.flatMap((past) => past.given)),
    })
  }
  if (found.method === 'unit') return found.values.map((value) => constantColumn(value, n))
  if (found.method !== 'samples') return mixtureColumns(found, n, draw)
  // fewer would be the same few rows over and over
  checkWorth(found)
  // systematic resampling (Kitagawa 1996), then in random order
  const rows = new Int32Array(n)
  let sum = found.weights[0]!
  let at = 0
  const start = draw.uniform()
  for (let i = 0; i < n; i++) {
    while ((i + start) / n > sum && at < found.weights.length - 1) sum += found.weights[++at]!
    rows[i] = at
  }
  draw.shuffle(rows)
  return found.columns.map((column) => takeNodeRows(column, rows))
}

function smallDiscrete(query: PreparedQuery): ReturnType<typeof discreteAnswer> {
  const network = discreteNetwork(query.worlds)
  if (network === null) return null
  let cells = 1
  for (const node of new Set(query.targets)) cells *= network.domains[node]!.length
  return cells > MOST_CELLS ? null : discreteAnswer(query)
}

function discreteColumns(
  states: readonly (readonly (string | number)[])[],
  p: Float64Array,
  n: number,
  draw: Generator,
): NodeColumn[] {
  const cells = new Int32Array(n)
  for (let i = 0; i < n; i++) cells[i] = pick(p, 0, p.length, draw.uniform())
  let stride = p.length
  return states.map((list) => {
    stride /= list.length
    const s = stride
    return codeColumn(
      cells.map((cell) => Math.floor(cell / s) % list.length),
      list,
    )
  })
}

/** Draws from a mixture: for each row a component, then the normal numbers of all rows of a component at once. */
function mixtureColumns(found: MixtureResult, n: number, draw: Generator): NodeColumn[] {
  const { discrete, numbers, states, values, components } = found
  const hasNumbers = numbers.length > 0
  const p = hasNumbers ? Float64Array.from(components, ({ probability }) => probability) : values
  const rows: number[][] = Array.from(p, () => [])
  for (let r = 0; r < n; r++) rows[pick(p, 0, p.length, draw.uniform())]!.push(r)
  const cells = new Int32Array(n)
  const data = numbers.map(() => new Float64Array(n))
  for (const [c, list] of rows.entries()) {
    if (list.length === 0) continue
    for (const r of list) cells[r] = hasNumbers ? components[c]!.cell : c
    if (!hasNumbers) continue
    const drawn = gaussianColumns(components[c]!.mean, components[c]!.covariance, list.length, draw)
    for (const [j, column] of data.entries()) for (const [k, r] of list.entries()) column[r] = drawn[j]!.numbers![k]!
  }
  const columns = new Array<NodeColumn>(discrete.length + numbers.length)
  let stride = values.length
  for (const [d, k] of discrete.entries()) {
    stride /= states[d]!.length
    const s = stride
    columns[k] = codeColumn(
      cells.map((cell) => Math.floor(cell / s) % states[d]!.length),
      states[d]!,
    )
  }
  for (const [j, k] of numbers.entries()) columns[k] = numberColumn(data[j]!)
  return columns
}

/** Draws from N(mean, covariance), which may be singular: a Cholesky factor whose certain directions are left out. */
function gaussianColumns(mean: Float64Array, covariance: Float64Array, n: number, draw: Generator): NodeColumn[] {
  const k = mean.length
  const left = covariance.slice()
  const out = Array.from(mean, (m) => new Float64Array(n).fill(m))
  const z = new Float64Array(n)
  for (let step = 0; step < k; step++) {
    let top = 0
    for (let i = 1; i < k; i++) if (left[i * k + i]! > left[top * k + top]!) top = i
    const pivot = left[top * k + top]!
    if (!(pivot > 1e-13 * covariance[top * k + top]!)) break
    const row = Float64Array.from({ length: k }, (_, i) => left[i * k + top]! / Math.sqrt(pivot))
    draw.fillNormal(z)
    for (let i = 0; i < k; i++) for (let r = 0; r < n; r++) out[i]![r]! += row[i]! * z[r]!
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) left[i * k + j]! -= row[i]! * row[j]!
    left[top * k + top] = 0
  }
  return out.map(numberColumn)
}
