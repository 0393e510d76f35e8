import { CausalError } from '../../../errors.js'
import { checkedList } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { ExposureMapping } from '../types.js'

/** A mapping that counts treated neighbours: band b of unit i begins at `starts(degree)[b − 1]`. */
export interface CountingMapping {
  readonly kind: 'counting'
  readonly levels: readonly string[]
  /** How many bands; level = own · bands + band. */
  readonly bands: number
  /** Where the bands after the first begin, for this number of neighbours. */
  readonly starts: (degree: number) => readonly number[]
  /** Whether the starts are the same for all degrees. */
  readonly constant: boolean
}

/** A mapping by the user's function: its levels are found as it is called. */
export interface OwnMapping {
  readonly kind: 'function'
  readonly levelOf: (own: 0 | 1, neighbors: readonly (0 | 1)[]) => string
}

/** The mapping asked for. */
export function readExposure(exposure: ExposureMapping = 'any-neighbor'): CountingMapping | OwnMapping {
  if (typeof exposure === 'function') {
    const levelOf = (own: 0 | 1, neighbors: readonly (0 | 1)[]): string => {
      const level = exposure(own, neighbors)
      if (typeof level === 'string' && level !== '') return level
      throw new CausalError(
        'invalid-argument',
        `the exposure of (${own}, ${show(neighbors)}) is ${show(level)}: the function must give a text for every assignment.`,
      )
    }
    return { kind: 'function', levelOf }
  }
  if (exposure === 'any-neighbor') {
    const one = [1]
    return { kind: 'counting', levels: ['00', '01', '10', '11'], bands: 2, starts: () => one, constant: true }
  }
  if (typeof exposure === 'object' && exposure !== null && ('count' in exposure || 'share' in exposure)) {
    checkOptions('exposure', exposure, 'count' in exposure ? ['count'] : ['share'])
    return 'count' in exposure ? countBands(exposure.count) : shareBands(exposure.share)
  }
  throw new CausalError(
    'invalid-argument',
    `exposure is 'any-neighbor', { count: [1, 3] }, { share: [0.5] } or a function, got ${show(exposure)}.`,
  )
}

function countBands(cuts: readonly number[]): CountingMapping {
  checkCuts('count', cuts, (cut) => Number.isInteger(cut) && cut >= 1, 'whole numbers from 1 on')
  const starts = [...cuts]
  const names = [0, ...cuts].map((from, b) => {
    const next = cuts[b]
    return next === undefined ? `${from}+` : next === from + 1 ? `${from}` : `${from}-${next - 1}`
  })
  return { ...banded(names), starts: () => starts, constant: true }
}

function shareBands(cuts: readonly number[]): CountingMapping {
  checkCuts('share', cuts, (cut) => cut > 0 && cut <= 1, 'shares above 0 and at most 1')
  const names = [0, ...cuts].map((from, b) => (cuts[b] === undefined ? `[${from}, 1]` : `[${from}, ${cuts[b]})`))
  const known = new Map<number, readonly number[]>()
  const starts = (degree: number): readonly number[] => {
    let of = known.get(degree)
    if (of === undefined) {
      // the first number of neighbours whose share is at least the cut; a product that rounds up stays what it was
      of = cuts.map((cut) => Math.max(1, Math.ceil(cut * degree - 1e-9)))
      known.set(degree, of)
    }
    return of
  }
  return { ...banded(names), starts, constant: false }
}

function banded(names: readonly string[]): Pick<CountingMapping, 'kind' | 'levels' | 'bands'> {
  return {
    kind: 'counting',
    levels: [0, 1].flatMap((own) => names.map((band) => `${own}:${band}`)),
    bands: names.length,
  }
}

function checkCuts(what: string, cuts: readonly number[], fits: (cut: number) => boolean, words: string): void {
  checkedList(what, cuts)
  if (
    cuts.length > 0 &&
    cuts.every((cut, k) => typeof cut === 'number' && fits(cut) && (k === 0 || cuts[k - 1]! < cut))
  )
    return
  throw new CausalError(
    'invalid-argument',
    `\`${what}\` is where bands begin: ${words} in rising order, got ${show(cuts)}.`,
  )
}
