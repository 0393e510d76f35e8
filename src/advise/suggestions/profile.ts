import type { CallArgument } from '../calls/call-types.js'
import { call, TABLE } from '../calls/make-call.js'
import type { Diagnosis, DiagnosisTopic, Finding } from '../diagnosis/diagnosis-types.js'

/** The diagnosis as the rules read it. */
export interface Profile {
  readonly diagnosis: Diagnosis
  /** All variables are numbers of many values; all are states; or both occur. */
  readonly holds: 'numbers' | 'states' | 'both'
  /** How many variables, and complete rows. */
  readonly p: number
  readonly n: number
  /** Bends were found, or spreads that change: so a bend looks when effect and cause are taken for each other. */
  readonly bent: boolean
  /** Bends themselves were found. */
  readonly curved: boolean
  /** Which of the two, in words. */
  readonly bend: string
  /** Bends could be looked for. */
  readonly lookedForBends: boolean
  /** How many of the regressions leave noise that is not Gaussian, of how many. */
  readonly nonGaussian: readonly [number, number]
  readonly heavy: boolean
  readonly missing: boolean
  /** Gaps were found to hang on other columns. */
  readonly selective: boolean
  /** The share of rows that lack something. */
  readonly lost: number
  /** A column of times, or of recordings, was named. */
  readonly isSeries: boolean
  /** Without one, rows were found to follow each other. */
  readonly follows: boolean
  readonly differ: boolean
  /** The level for single tests of a search. */
  readonly alpha: number
}

export function profileOf(diagnosis: Diagnosis): Profile {
  const { columns, usable, findings, rowCount, completeRows: n } = diagnosis
  const of = (topic: DiagnosisTopic): Finding[] => findings.filter((one) => one.topic === topic)
  const found = (topic: DiagnosisTopic): Finding[] => of(topic).filter((one) => one.found)
  const used = columns.filter(({ name }) => usable.includes(name))
  const numbers = used.filter(({ type }) => type === 'continuous').length
  const gaps = used.some(({ missing }) => missing > 0)
  return {
    diagnosis,
    holds: numbers === used.length ? 'numbers' : numbers === 0 ? 'states' : 'both',
    p: used.length,
    n,
    bent: found('nonlinear').length + found('heteroscedastic').length > 0,
    curved: found('nonlinear').length > 0,
    bend: found('nonlinear').length > 0 ? 'a bend' : 'a spread that changes (so bends look, read backwards)',
    lookedForBends: of('nonlinear').length > 0,
    nonGaussian: [found('non-gaussian').length, of('non-gaussian').length],
    heavy: found('heavy-tails').length > 0,
    missing: gaps,
    selective: found('missing-depends').length > 0,
    lost: 1 - n / rowCount,
    isSeries: diagnosis.time !== null || diagnosis.unit !== null,
    follows: found('dependent-rows').length > 0,
    differ: found('environments-differ').length > 0,
    alpha: n < 200 ? 0.05 : 0.01,
  }
}

/** The table with just these columns, or as it is where it has no others. */
export function tableOf({ diagnosis }: Profile, also: readonly (string | null)[] = []): CallArgument {
  const kept = diagnosis.columns
    .map(({ name }) => name)
    .filter((name) => diagnosis.usable.includes(name) || also.includes(name))
  return kept.length === diagnosis.columns.length ? TABLE : call('select', TABLE, kept)
}

/** The same without the rows that lack something. */
export function wholeRows(profile: Profile, also: readonly (string | null)[] = []): CallArgument {
  const taken = tableOf(profile, also)
  return profile.missing ? call('completeRows', taken) : taken
}

/** Nothing to search in. */
export const tooLittle: (profile: Profile) => string | null = ({ p, n }) =>
  p < 2
    ? `there ${p === 1 ? 'is one variable' : 'are no variables'} that can be used: a graph needs two.`
    : n < p + 4
      ? `${n} complete rows are too few for ${p} variables.`
      : null

/** What searches for graphs without hidden causes take for granted. */
export const noHidden = 'No common cause is hidden, and no independence is an accident of cancelling paths.'

export const sizeOf = ({ n, p }: Profile): readonly [number, number] => [n, p]
