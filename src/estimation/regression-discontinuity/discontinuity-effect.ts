import { show } from '../../show.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { inference } from '../core/inference/inference.js'
import { imbensKalyanaraman, mseBandwidths, type Side } from './bandwidths.js'
import { binsOf } from './bins.js'
import { type JumpRules, jumpOf, partialOut } from './jump.js'
import type { DiscontinuityKernel } from './kernel.js'
import type { DiscontinuityData } from './read-discontinuity.js'
import type { DiscontinuityEffect } from './types.js'

/** Checked options. */
export interface DiscontinuityTask {
  readonly bandwidth: number | 'mse' | 'imbens-kalyanaraman'
  readonly biasBandwidth: number | null
  readonly kernel: DiscontinuityKernel
  readonly degree: number
  readonly biasCorrection: boolean
  readonly standardErrors: JumpRules['standardErrors']
  readonly confidence: number
}

/** Below this F the treatment's jump is weak (Feir, Lemieux & Marmer 2016 ask for more). */
const WEAK = 10

/** With some 45 rows a side 93 of a hundred robust intervals covered. */
const FEW = 60

/** Chooses bandwidths, estimates the jumps of outcome and treatment, and reports their ratio. */
export function discontinuityEffect(
  data: DiscontinuityData,
  task: DiscontinuityTask,
): DiscontinuityEffect | RefusedDesign {
  const { x, treated, specification } = data
  const chosen = bandwidthsOf(data, task)
  if ('estimated' in chosen) return chosen
  const { h, b } = chosen
  const rules: JumpRules = { ...task, h, b }
  const y = data.covariates.length === 0 ? data.y : partialOut(data, rules)
  if (y === null) {
    return refusedDesign(
      'collinear',
      'the covariates cannot be told apart from the sides within the bandwidth: leave some out.',
    )
  }
  const outcome = jumpOf(data, y, rules)
  const first = jumpOf(data, treated, rules)
  if (outcome === null || first === null) return tooFew(data, task, h, b)
  const jump = first.conventional.estimate
  if (Math.abs(jump) < 1e-9 || Math.abs(jump) < 1e-6 * first.conventional.standardError) {
    return refusedDesign(
      'no-jump',
      `${show(specification.treatment)} does not jump at the cut-off: nothing can be learned from the outcome there.`,
      { jump },
    )
  }
  if (data.clusters !== null) {
    const near = [...x.keys()].filter((i) => Math.abs(x[i]!) <= Math.max(h, b))
    const seen = new Set(near.map((i) => data.clusters!.codes[i]!)).size
    if (seen < 2) {
      return refusedDesign(
        'no-spread',
        'all rows near the cut-off are of one cluster: nothing says how clusters differ.',
        { clusters: seen },
      )
    }
  }
  // the delta method: ratio, bias and error of the jumps are those of (outcome − ratio · treatment) / jump of the treatment
  // (Calonico, Cattaneo & Titiunik 2014, section 3.1); of a sharp design that is the outcome itself
  const estimate = outcome.conventional.estimate / jump
  const { conventional: plain, corrected } = jumpOf(
    data,
    y.map((value, i) => (value - estimate * treated[i]!) / jump),
    rules,
  )!
  const df = task.standardErrors === 'nearest-neighbours' ? Number.POSITIVE_INFINITY : outcome.degreesOfFreedom
  const used = task.biasCorrection ? { ...corrected, estimate: estimate + corrected.estimate } : { ...plain, estimate }
  const firstF = data.fuzzy ? (first.conventional.estimate / first.conventional.standardError) ** 2 : null
  const [nLeft, nRight] = [outcome.left.count, outcome.right.count]
  const influence = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) influence[data.rows[i]!] = x.length * used.influence[i]!
  const order = task.degree === 1 ? 'lines' : `polynomials of degree ${task.degree}`
  const z = specification.runningVariable
  const limit = (name: string): string =>
    `lim ${z}↓${specification.cutoff} E[${name} | ${z}] − lim ${z}↑${specification.cutoff} E[${name} | ${z}]`
  const conventional = inference(estimate, plain.standardError, df, task.confidence)
  return reportDesign(
    {
      estimate: used.estimate,
      standardError: used.standardError,
      degreesOfFreedom: df,
      n: x.length,
      population: 'LATE',
      formula: data.fuzzy
        ? `(${limit(specification.outcome)}) / (${limit(specification.treatment)})`
        : limit(specification.outcome),
      specification,
      estimator: `${data.fuzzy ? 'fuzzy' : 'sharp'} regression discontinuity, local ${order}${task.biasCorrection ? ', bias-corrected' : ''}`,
      standardErrorMethod: `${task.standardErrors}${task.biasCorrection ? ', with the error of the bias (robust)' : ''}`,
      diagnostics: {
        usedLeft: nLeft,
        usedRight: nRight,
        kernel: task.kernel,
        degree: task.degree,
        intercept: outcome.left.coefficients[0]!,
        ...(data.fuzzy ? { firstStage: first.conventional.estimate, firstStageF: firstF } : {}),
        influenceOf: 'row',
      },
      warnings: warningsOf(data, task, firstF, nLeft, nRight, h),
      influence,
    },
    task.confidence,
    {
      conventional: Object.freeze({
        estimate,
        standardError: plain.standardError,
        interval: conventional.interval,
        pValue: conventional.pValue,
      }),
      bandwidth: h,
      biasBandwidth: b,
      bins: binsOf(data, h),
      lines: Object.freeze({
        left: Object.freeze([...outcome.left.coefficients]),
        right: Object.freeze([...outcome.right.coefficients]),
      }),
    },
  )
}

function bandwidthsOf(data: DiscontinuityData, task: DiscontinuityTask): { h: number; b: number } | RefusedDesign {
  const { x, y, left } = data
  if (typeof task.bandwidth === 'number') return { h: task.bandwidth, b: task.biasBandwidth ?? task.bandwidth }
  const sides: [Side, Side] = [
    { x: x.subarray(0, left), y: y.subarray(0, left) },
    { x: x.subarray(left), y: y.subarray(left) },
  ]
  const rule = mseBandwidths(...sides, task.kernel, task.degree)
  const h = task.bandwidth === 'mse' ? (rule?.h ?? null) : imbensKalyanaraman(...sides, task.kernel)
  if (h === null || !Number.isFinite(h)) {
    return refusedDesign(
      'no-rows-at-cutoff',
      `the rule ${show(task.bandwidth)} finds no bandwidth: there are too few different values of ${show(data.specification.runningVariable)} near the cut-off (${left} rows below, ${x.length - left} above), or the outcome does not vary there. Give a bandwidth as a number.`,
      { left, right: x.length - left },
    )
  }
  return { h, b: task.biasBandwidth ?? Math.max(rule?.b ?? h, task.bandwidth === 'mse' ? 0 : h) }
}

function tooFew(data: DiscontinuityData, task: DiscontinuityTask, h: number, b: number): RefusedDesign {
  const within = (from: number, to: number): number => data.x.subarray(from, to).filter((v) => Math.abs(v) < h).length
  const [nLeft, nRight] = [within(0, data.left), within(data.left, data.x.length)]
  return refusedDesign(
    'no-rows-at-cutoff',
    `within ${h.toPrecision(4)} of the cut-off there are ${nLeft} rows below and ${nRight} above: too few different values for ${task.degree + 1} coefficients${task.biasCorrection ? ` (and ${task.degree + 2} within ${b.toPrecision(4)} for the bias)` : ''} a side. Widen the bandwidth.`,
    { bandwidth: h, left: nLeft, right: nRight },
  )
}

function warningsOf(
  data: DiscontinuityData,
  task: DiscontinuityTask,
  firstF: number | null,
  nLeft: number,
  nRight: number,
  h: number,
): string[] {
  const warnings: string[] = []
  const near = data.x.filter((v) => Math.abs(v) <= h)
  const distinct = new Set(near).size
  if (distinct < 0.8 * near.length) {
    warnings.push(
      `${show(data.specification.runningVariable)} takes ${distinct} values on ${near.length} rows within the bandwidth: between them the jump is extrapolated. Consider errors by cluster of the values.`,
    )
  }
  if (firstF !== null && firstF < WEAK) {
    warnings.push(
      `the treatment jumps weakly at the cut-off (F = ${firstF.toPrecision(3)}, below ${WEAK}): estimate and interval can be far off.`,
    )
  }
  if (Math.min(nLeft, nRight) < FEW) {
    warnings.push(
      `${nLeft} rows below and ${nRight} above the cut-off count: with fewer than ${FEW} intervals are somewhat too narrow.`,
    )
  }
  if (!task.biasCorrection && task.bandwidth === 'mse') {
    warnings.push(
      'at a bandwidth of least mean squared error the conventional interval is too narrow: leave biasCorrection on.',
    )
  }
  return warnings
}
