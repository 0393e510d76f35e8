import type { Cell } from '../../../data/types.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import type { ChoiceLaw } from '../../mechanisms/law.js'
import { noiseGroups } from '../../models/draw-noise.js'
import { eachChoice } from '../choice-column.js'
import { conditionNormals } from '../condition-normals.js'
import { cellAt } from '../node-column.js'
import { alongOneLine, block, type Scores, scoresOf } from './choice-scores.js'
import type { MixtureNetwork } from './mixture-network.js'
import type { Part } from './mixture-parts.js'
import type { Form } from './node-sums.js'
import { type PartColumns, partColumns } from './part-columns.js'

/** A normal distribution of the part's targets, with a share of the weight of its row. */
export interface Piece {
  readonly share: number
  readonly mean: Float64Array
  readonly covariance: Float64Array
}

/** What a part says, for each combination of its axes' states. */
export interface WeighedPart {
  readonly part: Part
  /** log of the probability (density) of what was seen in this part. */
  readonly logWeights: Float64Array
  /** How many of the seen values had a density in a row; the others were certain. */
  readonly ranks: Int32Array
  /** The targets' distribution in each row; empty rows where nothing is asked of the part. */
  readonly pieces: readonly (readonly Piece[])[]
  readonly isQuadrature: boolean
}

/** Null where more than one dimension of the numbers bears on choices. */
export function weighPart(
  network: MixtureNetwork,
  part: Part,
  rows: number,
  seen: ReadonlyMap<number, number>,
): WeighedPart | null {
  const columns = partColumns(network, part, rows, seen)
  const logWeights = new Float64Array(rows)
  const ranks = new Int32Array(rows)
  for (const { kind, node, noises } of part.clues) {
    if (kind === 'noise') addDensity(network, columns, node, logWeights, ranks)
    else if (kind === 'equal') keepEqualRows(columns, node, network.evidence.evidence.get(node)!, logWeights)
    else if (kind === 'chosen' && noises.size === 0) addChoice(network, columns, node, logWeights)
  }
  const measured = part.clues.filter(({ kind }) => kind === 'measured').map(({ node }) => node)
  const chosen = part.clues.filter(({ kind, noises }) => kind === 'chosen' && noises.size > 0).map(({ node }) => node)
  const t = part.targets.length
  if (t + measured.length + chosen.length === 0) return { part, logWeights, ranks, pieces: [], isQuadrature: false }
  const scores = chosen.map((node) => scoresOf(network, columns, node))
  if (scores.includes(null)) return null
  const lists = scores as readonly Scores[]
  const slopes = evidenceScales(network, measured)
  const known = measured.map((node, k) => (network.evidence.evidence.get(node) as number) * slopes[k]!)
  const forms = [
    ...part.targets.map((node) => columns.form(node)),
    ...lists.flatMap(({ forms: list }) => list),
    ...measured.map((node, k) => scaled(columns.measured(node), slopes[k]!)),
  ]
  const free = forms.length - measured.length
  const spread = spreadOf(network)
  const n = forms.length
  const pieces: Piece[][] = []
  for (let r = 0; r < rows; r++) {
    pieces.push([])
    if (logWeights[r] === Number.NEGATIVE_INFINITY) continue
    const mean = Float64Array.from(forms, (form) => form.constant[r]!)
    const covariance = new Float64Array(n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) covariance[i * n + j] = covariance[j * n + i] = spread(forms[i]!, forms[j]!, r)
    const found = conditionNormals(free, measured.length, mean, covariance, known)
    if (found === null) {
      logWeights[r] = Number.NEGATIVE_INFINITY
      continue
    }
    logWeights[r]! += found.logDensity
    ranks[r]! += found.rank
    if (lists.length === 0) {
      pieces[r]!.push({ share: 1, mean: mean.slice(0, t), covariance: block(covariance, n, t) })
      continue
    }
    const nodes = alongOneLine(lists, mean, covariance, n, t, r)
    if (nodes === null) return null
    logWeights[r]! += nodes.logMass
    for (let k = 0; k < nodes.points.length; k++) {
      if (nodes.weights[k]! < 1e-18 || (t === 0 && k > 0)) continue
      pieces[r]!.push({
        share: t === 0 ? 1 : nodes.weights[k]!,
        mean: Float64Array.from({ length: t }, (_, i) => mean[i]! + nodes.slopes[i]! * nodes.points[k]!),
        covariance: nodes.left,
      })
    }
  }
  return { part, logWeights, ranks, pieces, isQuadrature: lists.length > 0 }
}

function addDensity(
  network: MixtureNetwork,
  columns: PartColumns,
  node: number,
  logWeights: Float64Array,
  ranks: Int32Array,
): void {
  const density = columns.noiseDensity(node)
  const { noise } = network.query.worlds.nodes[node]!
  const isDensity = network.query.worlds.noises[noise]!.distribution!.values === null
  for (let r = 0; r < logWeights.length; r++) {
    logWeights[r]! += density[r]!
    if (isDensity) ranks[r]!++
  }
}

function keepEqualRows(columns: PartColumns, node: number, value: Cell, logWeights: Float64Array): void {
  const column = columns.computed(node)
  for (let r = 0; r < logWeights.length; r++) {
    const given = cellAt(column, r)
    const same =
      given === value ||
      (typeof given === 'number' &&
        typeof value === 'number' &&
        Math.abs(given - value) <= 1e-9 * (Math.abs(given) + Math.abs(value)))
    if (!same) logWeights[r] = Number.NEGATIVE_INFINITY
  }
}

/** The probability of a choice's state by numbers that are known. */
function addChoice(network: MixtureNetwork, columns: PartColumns, node: number, logWeights: Float64Array): void {
  const law = network.query.worlds.nodes[node]!.law as ChoiceLaw
  const own = columns.known(node).codes!
  eachChoice(law, columns.at(node), (r, p, start) => {
    logWeights[r]! += portableLog(p[start + own[r]!]!)
  })
}

/** |d seen / d pushed| of scaled evidence: the density is that of what was seen. */
function evidenceScales({ evidence }: MixtureNetwork, nodes: readonly number[]): number[] {
  return nodes.map((node) => portableExp(evidence.logSlopes.get(node) ?? 0))
}

function scaled(form: Form, by: number): Form {
  if (by === 1) return form
  return {
    constant: form.constant.map((x) => x * by),
    weights: new Map([...form.weights].map(([noise, w]) => [noise, w.map((x) => x * by)])),
  }
}

/** The covariance of two forms in a row; the means of the noises go into the constants before. */
function spreadOf({ query }: MixtureNetwork): (a: Form, b: Form, row: number) => number {
  const { worlds, model } = query
  const groups = noiseGroups(worlds, model)
  const partners = new Map<number, readonly { readonly noise: number; readonly covariance: number }[]>()
  for (const { noises, covariance } of groups)
    for (const [i, noise] of noises.entries())
      partners.set(
        noise,
        noises.map((other, j) => ({ noise: other, covariance: covariance[i * noises.length + j]! })),
      )
  return (a, b, row) => {
    let sum = 0
    for (const [noise, w] of a.weights) {
      const x = w[row]!
      if (x === 0) continue
      const group = partners.get(noise)
      if (group === undefined) {
        const y = b.weights.get(noise)
        if (y === undefined) continue
        const { sd } = worlds.noises[noise]!.distribution!.parameters as { sd: number }
        sum += x * y[row]! * sd * sd
      } else for (const other of group) sum += x * (b.weights.get(other.noise)?.[row] ?? 0) * other.covariance
    }
    return sum
  }
}
