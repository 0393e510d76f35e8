import { completeRows, select, type Table } from 'causalkit/data'
import { plotForest, plotLove, plotOverlap, type VegaLiteSpecification } from 'causalkit/draw'
import {
  aipw,
  type Balance,
  balance,
  type EffectEstimate,
  type EstimatedEffect,
  type Estimator,
  estimateEffect,
  eValue,
  frontDoorEstimator,
  ipw,
  matching,
  overlap,
  placeboTreatment,
  type Refuter,
  randomCommonCause,
  refute,
  regressionAdjustment,
  sensitivity,
  subset,
  tmle,
  twoStageLeastSquares,
} from 'causalkit/estimation'
import type { CausalGraph } from 'causalkit/graph'
import { identify } from 'causalkit/identification'
import { readGraph } from '../reading'
import type { Progress } from '../worker/protocol'
import { type EstimatorName, estimators, type RefuterName, refuters } from './settings'

/** What is asked, with all it needs. */
export interface Asked {
  readonly table: Table
  readonly text: string
  readonly treatment: string
  readonly outcome: string
  readonly latents: readonly string[]
  /** A set to adjust for; undefined for the best that is found. */
  readonly adjustment: readonly string[] | undefined
  readonly confidence: number
}

/** What one estimator said. */
export type Said =
  | {
      readonly name: EstimatorName
      readonly estimated: true
      readonly estimate: number
      readonly standardError: number
      readonly interval: readonly [number, number]
      readonly pValue: number
      readonly n: number
      readonly population: string
      readonly contrast: { readonly from: string; readonly to: string }
      readonly adjustment: readonly string[]
      readonly formula: string
      readonly warnings: readonly string[]
    }
  | { readonly name: EstimatorName; readonly estimated: false; readonly message: string }

export interface Estimates {
  readonly said: readonly Said[]
  readonly identified: boolean
  readonly notes: readonly string[]
  readonly forest: VegaLiteSpecification | undefined
  readonly balance: Balance['covariates'] | undefined
  readonly love: VegaLiteSpecification | undefined
  readonly overlapPlot: VegaLiteSpecification | undefined
  /** The histogram of propensities, and warnings or the refusal. */
  readonly overlapRows: readonly {
    readonly from: number
    readonly to: number
    readonly treated: number
    readonly control: number
  }[]
  readonly checks: readonly string[]
  readonly hidden: readonly string[]
}

export interface RefutationSaid {
  readonly name: RefuterName
  readonly refuted: boolean | null
  readonly message: string
}

export interface EstimateJobs {
  readonly estimate: {
    readonly input: Asked & { readonly chosen: readonly EstimatorName[] }
    readonly output: Estimates
  }
  readonly refute: {
    readonly input: Asked & { readonly estimator: EstimatorName; readonly draws: number }
    readonly output: readonly RefutationSaid[]
  }
}

type Tell = (progress: Progress) => void

const makers: { readonly [E in EstimatorName]: () => Estimator } = {
  regressionAdjustment,
  ipw,
  aipw,
  tmle,
  matching,
  twoStageLeastSquares,
  frontDoor: frontDoorEstimator,
}

const makeRefuter: { readonly [R in RefuterName]: (options: { draws: number; seed: number }) => Refuter } = {
  placebo: placeboTreatment,
  randomCause: randomCommonCause,
  subset,
}

const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(
    /^(estimateEffect|balance|overlap|refute|eValue|sensitivity): /,
    '',
  )

/** The rows and columns that the question is about, and the graph. */
function prepare({ table, text, treatment, outcome, latents }: Asked): {
  readonly rows: Table
  readonly graph: CausalGraph
  readonly notes: readonly string[]
} {
  const reading = readGraph(text)
  if (!reading.read) throw new Error(`The graph cannot be read: ${reading.message} Mend its text first.`)
  const { graph } = reading
  for (const [role, name] of [
    ['treatment', treatment],
    ['outcome', outcome],
  ] as const) {
    if (!graph.nodes.includes(name))
      throw new Error(`The ${role} "${name}" is no node of the graph: choose another, or add it to the graph.`)
    if (!table.columns.includes(name) || latents.includes(name))
      throw new Error(
        `The ${role} "${name}" is no measured column of the rows. The columns are ${table.columns.slice(0, 12).join(', ')}: rename the node, or read other rows in the Data panel.`,
      )
  }
  const columns = table.columns.filter((name) => graph.nodes.includes(name) && !latents.includes(name))
  const rows = completeRows(select(table, columns))
  if (rows.rowCount === 0)
    throw new Error('No row is complete in the columns of the graph: there is nothing to estimate from.')
  const left = table.rowCount - rows.rowCount
  const unseen = graph.nodes.filter((name) => !columns.includes(name))
  return {
    rows,
    graph,
    notes: [
      ...(left > 0
        ? [`${left} of ${table.rowCount} rows have missing values in these columns and were left out.`]
        : []),
      ...(unseen.length > 0 ? [`Not among the rows, so taken as unmeasured: ${unseen.join(', ')}.`] : []),
    ],
  }
}

const questionOf = (asked: Asked, graph: CausalGraph, name: EstimatorName) => ({
  graph,
  treatment: asked.treatment,
  outcome: asked.outcome,
  estimator: makers[name](),
  confidence: asked.confidence,
  ...(asked.adjustment === undefined || name === 'twoStageLeastSquares' || name === 'frontDoor'
    ? {}
    : { adjustment: asked.adjustment }),
})

function saidOf(name: EstimatorName, effect: EffectEstimate): Said {
  if (!effect.estimated) return { name, estimated: false, message: effect.message }
  const { estimate, standardError, interval, pValue, n, population, contrast, adjustment, formula, warnings } = effect
  return {
    ...{ name, estimated: true, estimate, standardError, interval, pValue, n },
    ...{
      population: String(population),
      contrast: { ...contrast },
      adjustment: [...adjustment],
      formula,
      warnings: [...warnings],
    },
  }
}

export const estimateJobs = {
  estimate(asked: EstimateJobs['estimate']['input'], tell: Tell): Estimates {
    const { rows, graph, notes } = prepare(asked)
    const { chosen, treatment, outcome } = asked
    const identified = identify(graph, { do: [treatment], outcome: [outcome] }).identifiable
    const effects = new Map<string, EstimatedEffect>()
    const said = chosen.map((name, i): Said => {
      tell({ share: i / (chosen.length + 1), doing: estimators[name][0] })
      try {
        const effect = estimateEffect(rows, questionOf(asked, graph, name))
        if (effect.estimated) effects.set(estimators[name][0], effect)
        return saidOf(name, effect)
      } catch (error) {
        return { name, estimated: false, message: sentence(error) }
      }
    })
    tell({ share: chosen.length / (chosen.length + 1), doing: 'balance and overlap' })
    const adjusted = [...effects.values()].find((effect) => effect.strategy === 'back-door')
    const checks: string[] = []
    const attempt = <T>(work: () => T): T | undefined => {
      try {
        return work()
      } catch (error) {
        checks.push(sentence(error))
        return undefined
      }
    }
    const covariates = adjusted?.adjustment ?? []
    const arms =
      covariates.length === 0 ? undefined : attempt(() => balance(rows, { treatment, covariates: [...covariates] }))
    const met =
      covariates.length === 0 ? undefined : attempt(() => overlap(rows, { treatment, covariates: [...covariates] }))
    for (const found of [arms, met])
      checks.push(...(found === undefined ? [] : found.estimated ? found.warnings : [found.message]))
    if (effects.size > 0 && covariates.length === 0)
      checks.push('Nothing was adjusted for, so there is no balance and no overlap to look at.')
    return {
      said,
      identified,
      notes,
      forest: effects.size === 0 ? undefined : attempt(() => plotForest(Object.fromEntries(effects))),
      balance: arms?.estimated ? arms.covariates : undefined,
      love: arms?.estimated ? plotLove(arms) : undefined,
      overlapPlot: met?.estimated ? plotOverlap(met) : undefined,
      overlapRows: met?.estimated ? met.histogram : [],
      checks: [...new Set(checks)],
      hidden: adjusted === undefined ? [] : hiddenCauses(adjusted),
    }
  },
  refute(asked: EstimateJobs['refute']['input'], tell: Tell): readonly RefutationSaid[] {
    const { rows, graph } = prepare(asked)
    const names = Object.keys(refuters) as RefuterName[]
    return names.map((name, i): RefutationSaid => {
      tell({ share: i / names.length, doing: refuters[name][0] })
      try {
        const found = refute(
          rows,
          questionOf(asked, graph, asked.estimator),
          makeRefuter[name]({ draws: asked.draws, seed: 1 }),
        )
        return { name, refuted: found.refuted, message: found.message }
      } catch (error) {
        return { name, refuted: null, message: sentence(error) }
      }
    })
  },
}

/** What a hidden common cause would need to be, in sentences. */
function hiddenCauses(effect: EstimatedEffect): string[] {
  const said: string[] = []
  try {
    const { point, limit } = eValue(effect)
    said.push(
      `E-value ${point.toFixed(2)}${limit === null ? '' : ` (of the limit nearest to no effect: ${limit.toFixed(2)})`}: a hidden common cause must be tied to both treatment and outcome by a risk ratio of at least so much to explain the estimate away. 1 means: it takes nothing.`,
    )
  } catch (error) {
    said.push(sentence(error))
  }
  try {
    said.push(sensitivity(effect).message)
  } catch (error) {
    said.push(sentence(error))
  }
  return said
}
