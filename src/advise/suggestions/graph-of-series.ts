import type { CallArgument } from '../calls/call-types.js'
import { call, use } from '../calls/make-call.js'
import type { Advised, Way } from './make-suggestion.js'
import { noHidden, type Profile, tableOf } from './profile.js'
import { testName } from './row-test.js'

/** Lags looked at: as many as a tenth of the steps a variable and lag allow, at most three. */
const lagsFor = ({ n, p }: Profile): number => Math.max(1, Math.min(3, Math.floor(n / (10 * Math.max(1, p)))))

/** The rows as a series, of the columns that can be used. */
export function seriesOf(profile: Profile): CallArgument {
  const { time, unit } = profile.diagnosis
  return call('series', tableOf(profile, [time, unit]), {
    ...(time !== null && { time }),
    ...(unit !== null && { unit }),
  })
}

/** Which series drives which. */
export function graphOfSeries(profile: Profile, hidden: boolean): Advised {
  const maxLag = lagsFor(profile)
  const { alpha, holds } = profile
  const steps = seriesOf(profile)
  // PCMCI's kin ask about differences of lags twice as large as those of links
  const test =
    holds === 'numbers'
      ? call('laggedCorrelation', steps, { maxLag: 2 * maxLag })
      : call('laggedTest', steps, use(testName(profile)), { maxLag: 2 * maxLag })
  const named = profile.isSeries
  const order = named
    ? 'the column of times or recordings says that rows are steps'
    : 'rows follow the rows before them, as steps of a series do'
  const pcmci: Way = {
    method: `PCMCI+ with ${holds === 'numbers' ? 'partial correlations' : testName(profile)}, lags to ${maxLag}`,
    call: call('pcmciPlus', test, { maxLag, alpha }),
    reason: `${order}: each link is tested given the past of both ends, and time directs what has a lag.`,
    assumes: `The same links hold at all times, none longer than ${maxLag} steps. ${noHidden}`,
    reference: 'pcmciPlus',
    ...(holds === 'numbers' && { cost: ['pcmciPlus', profile.n, profile.p] as const }),
  }
  const latent: Way = {
    ...pcmci,
    method: pcmci.method.replace('PCMCI+', 'LPCMCI'),
    call: call('lpcmci', test, { maxLag, alpha }),
    reason: `${order}, and common causes may be hidden.`,
    assumes: `The same links hold at all times, none longer than ${maxLag} steps; no independence is an accident.`,
    reference: 'lpcmci',
    ...(holds === 'numbers' && { cost: ['lpcmci', profile.n, profile.p] as const }),
  }
  const [odd, all] = profile.nonGaussian
  const lingam: readonly Way[] =
    holds === 'numbers' && !profile.bent && all > 1 && odd >= all - 1 && !profile.missing
      ? [
          {
            method: `VAR-LiNGAM, lags to ${maxLag}`,
            call: call('varLingam', steps, { maxLag }),
            reason: 'noise that is not Gaussian tells directions within a step as well.',
            assumes: 'Relations are linear, at most one noise is Gaussian, and no common cause is hidden.',
            reference: 'varLingam',
            cost: ['varLingam', profile.n, profile.p],
          },
        ]
      : []
  const warnings = named
    ? []
    : ['No column of times was named: the rows are taken as they stand, one step after the other.']
  if (profile.missing) warnings.push('Steps with a gap in their window are left out.')
  return {
    ways: hidden ? [latent] : [pcmci, ...lingam],
    against: [
      {
        method: 'pc, ges, boss on the rows',
        reason: 'they take rows for independent: with autocorrelated ones they reject true independence.',
      },
      { method: 'granger, pair by pair', reason: 'what a third series drives in both looks like a link between them.' },
    ],
    warnings,
  }
}

/** A test over time, as advice of its own. */
export function testOfSeries(profile: Profile): Advised {
  const maxLag = lagsFor(profile)
  const name = profile.holds === 'numbers' ? 'laggedCorrelation' : testName(profile)
  const made =
    profile.holds === 'numbers'
      ? call('laggedCorrelation', seriesOf(profile), { maxLag })
      : call('laggedTest', seriesOf(profile), use(name), { maxLag })
  const way: Way = {
    method: `${name} over time, lags to ${maxLag}`,
    call: made,
    reason:
      'rows are steps of a series: a question names the lag of each column, and holds its level given the past of both.',
    assumes: 'What is given holds all that a column owes to its past.',
    reference: 'pcmciPlus',
  }
  return {
    ways: [way],
    against: [
      { method: 'tests of independent rows', reason: 'with autocorrelated rows they reject true independence.' },
    ],
    warnings: [],
  }
}
