import { type Answer, averageTreatmentEffect, expectation, intervene, sample } from 'causalkit/scm'
import { modelOf } from './build'
import { type ModelSettings, setValues } from './settings'
import { measuredOf, type Structure } from './structure'

/** What is asked of a model. */
export interface ModelQuestion {
  readonly settings: ModelSettings
  readonly structure: Structure
  readonly cause: string | undefined
  readonly effect: string | undefined
  /** Whose means are wanted; those of all unless told. */
  readonly wanted?: readonly string[]
}

/** A mean (of a yes or no: a probability): what the library computes, and whether exactly. */
export interface Mean {
  /** Not there where what is given cannot happen. */
  readonly value: number | undefined
  readonly error: number
  readonly exact: boolean
  /** Why there is no value, where that is not because what is given cannot happen. */
  readonly why?: string
}

/** The rows drawn, and the means before and after the interventions. */
export interface ModelAnswers {
  readonly names: readonly string[]
  readonly observed: readonly Float64Array[]
  /** The same, where something is set. */
  readonly intervened: readonly Float64Array[] | undefined
  /** Undefined where it was not wanted. */
  readonly means: readonly ({ readonly observed: Mean; readonly intervened: Mean | undefined } | undefined)[]
  readonly seeDo: SeeDo | undefined
}

/** A difference between two groups that one sees, and between two worlds that one makes. */
export interface SeeDo {
  readonly cause: string
  readonly effect: string
  readonly seenFrom: Mean
  readonly seenTo: Mean
  readonly doneFrom: Mean
  readonly doneTo: Mean
  readonly done: Mean
}

/** How many draws stand for a mean that has no exact answer. */
const draws = 5_000

/** Draws the rows of both worlds and computes their means. */
export function answersOf({ settings, structure, cause, effect, wanted }: ModelQuestion): ModelAnswers {
  const model = modelOf(settings, structure)
  const names = measuredOf(structure)
  const set = setValues(settings, structure)
  const isSet = Object.keys(set).length > 0
  const changed = isSet ? intervene(model, set) : undefined
  const { rowCount, seed } = settings
  const columnsOf = (world: typeof model): Float64Array[] => {
    const { columns, data } = sample(world, rowCount, { seed })
    return names.map((name) => data[columns.indexOf(name)] as Float64Array)
  }
  // the rows that are shown serve each variable that has no exact mean: drawing anew for each would take seconds
  const meanIn = (world: typeof model, name: string, rows: Float64Array): Mean => {
    const found = meanOf(() => expectation(world, name, { draws: 100, seed }))
    return found.exact || found.why !== undefined ? found : meanOfRows(rows)
  }
  const observed = columnsOf(model)
  const intervened = changed === undefined ? undefined : columnsOf(changed)
  return {
    names,
    observed,
    intervened,
    means: names.map((name, i) =>
      wanted === undefined || wanted.includes(name)
        ? {
            observed: meanIn(model, name, observed[i]!),
            intervened: changed === undefined ? undefined : meanIn(changed, name, intervened![i]!),
          }
        : undefined,
    ),
    seeDo:
      cause !== undefined && effect !== undefined && cause !== effect && names.includes(cause) && names.includes(effect)
        ? seeDoOf(model, cause, effect, seed)
        : undefined,
  }
}

/** Seeing and doing: the cause at 0 and at 1. */
export function seeDoOf(model: ReturnType<typeof modelOf>, cause: string, effect: string, seed: number): SeeDo {
  const options = { draws, seed }
  const seen = (value: number): Mean =>
    meanOf(() => expectation(model, effect, { given: { [cause]: value }, ...options }))
  const done = (value: number): Mean => meanOf(() => expectation(model, effect, { do: { [cause]: value }, ...options }))
  return {
    cause,
    effect,
    seenFrom: seen(0),
    seenTo: seen(1),
    doneFrom: done(0),
    doneTo: done(1),
    done: meanOf(() => averageTreatmentEffect(model, { treatment: cause, outcome: effect, ...options })),
  }
}

/** The mean of drawn rows, with its standard error. */
function meanOfRows(rows: Float64Array): Mean {
  const value = rows.reduce((sum, each) => sum + each, 0) / rows.length
  const variance = rows.reduce((sum, each) => sum + (each - value) ** 2, 0) / (rows.length - 1)
  return { value, error: Math.sqrt(variance / rows.length), exact: false }
}

/** A mean, or why the library gives none: one number too hard to find takes nothing from the others. */
export function meanOf(ask: () => Answer): Mean {
  try {
    const { value, standardError, method } = ask()
    return { value: value ?? undefined, error: standardError, exact: method !== 'samples' }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { value: undefined, error: 0, exact: false, why: error.message }
  }
}
