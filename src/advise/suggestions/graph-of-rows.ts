import type { CallArgument } from '../calls/call-types.js'
import { call, use } from '../calls/make-call.js'
import { ofBoth, ofStates } from './graph-of-states.js'
import type { Advised, Way } from './make-suggestion.js'
import { noHidden, type Profile, sizeOf, tableOf, wholeRows } from './profile.js'
import { KERNEL_ROWS, rowTest } from './row-test.js'
import type { AdvisedAgainst } from './suggestion-types.js'

/** Which column causes which, in independent rows without gaps. */
export function graphOfRows(profile: Profile, hidden: boolean): Advised {
  const ways = hidden ? withHidden(profile) : byKind(profile, wholeRows(profile))
  return { ways, against: againstOf(profile, hidden), warnings: [] }
}

function byKind(profile: Profile, data: CallArgument): readonly Way[] {
  if (profile.holds === 'states') return ofStates(profile, data)
  if (profile.holds === 'both') return ofBoth(profile, data)
  if (profile.bent) return bent(profile, data)
  return linear(profile, data)
}

function linear(profile: Profile, data: CallArgument): readonly Way[] {
  const [odd, all] = profile.nonGaussian
  const { alpha } = profile
  const boss: Way = {
    method: 'BOSS with the BIC of linear Gaussian models, penalty 2',
    call: call('boss', call('bicScore', data, { penalty: 2 })),
    reason: `numbers without a bend that was found${odd === 0 ? ', and noise that nothing says is not Gaussian' : `; the score needs no Gaussian noise to find the class (${odd} of ${all} columns have other noise)`}. It finds the class, some edges without direction.`,
    assumes: `Relations are linear. ${noHidden}`,
    reference: 'boss',
    cost: ['boss bicScore', ...sizeOf(profile)],
  }
  const ges: Way = {
    ...boss,
    method: 'GES with the BIC of linear Gaussian models, penalty 2',
    call: call('ges', call('bicScore', data, { penalty: 2 })),
    reason: 'the same class by another climb, quicker: where the two differ the data do not settle it.',
    reference: 'ges',
    cost: ['ges bicScore', ...sizeOf(profile)],
  }
  const test = profile.heavy ? 'rankCorrelation' : 'fisherZ'
  const pc: Way = {
    method: `PC with ${test}`,
    call: call('pc', call(test, data), { alpha }),
    reason: profile.heavy
      ? 'heavy tails: ranks keep their level where correlations rest on a few values.'
      : 'it tells which test decided each edge, and which could not be made.',
    assumes: `Relations are ${profile.heavy ? 'linear after an increasing change of each column' : 'linear'}. ${noHidden}`,
    reference: profile.heavy ? 'rankCorrelation' : 'pc',
    cost: [profile.heavy ? 'pc rankCorrelation' : 'pc fisherZ', ...sizeOf(profile)],
  }
  const lingam: Way = {
    method: 'DirectLiNGAM',
    call: call('directLingam', data),
    reason: `numbers without a bend that was found, and in ${odd} of ${all} columns noise that is not Gaussian: then the whole graph can be told, directions too.`,
    assumes: 'Relations are linear, noises independent, at most one of them Gaussian, and no common cause is hidden.',
    reference: 'directLingam',
    cost: ['directLingam', ...sizeOf(profile)],
  }
  if (all > 1 && odd >= all - 1)
    return [lingam, ...(profile.p === 2 ? [pairOf(profile, data)] : []), ...(profile.heavy ? [pc, boss] : [boss, pc])]
  return profile.heavy ? [pc, boss, ges] : [boss, ges, pc]
}

function bent(profile: Profile, data: CallArgument): readonly Way[] {
  const { n, p, alpha } = profile
  const kernel = n <= KERNEL_ROWS
  const test = kernel ? 'kci' : 'rcit'
  const kernels: Way = {
    method: `PC with ${test}`,
    call: call('pc', call(test, data), { alpha }),
    reason: `${profile.bend} was found: ${kernel ? 'kernels see dependence of any form' : `on ${n} rows kernels by random features see dependence of any form in a fraction of the time`}. It finds the class.`,
    assumes: noHidden,
    reference: test,
    cost: [kernel ? 'pc kci' : 'pc rcit', n, p],
  }
  const additive: Way = {
    method: 'CAM',
    call: call('cam', data),
    reason: `${profile.bend} was found, and bends tell directions: sums of smooth functions with added noise are identified as a whole.`,
    assumes: 'Each column is a sum of functions of single causes, plus Gaussian noise; no common cause is hidden.',
    reference: 'cam',
    cost: ['cam', n, p],
  }
  // of a spread alone, and of tails, its Gaussian noise knows nothing
  const ways = profile.curved && !profile.heavy ? [additive, kernels] : [kernels, additive]
  const ranks: Way = {
    method: 'PC with rankCorrelation',
    call: call('pc', call('rankCorrelation', data), { alpha }),
    reason: 'heavy tails beside a bend: each column may be an increasing change of a Gaussian one, which ranks undo.',
    assumes: `Relations are linear after an increasing change of each column. ${noHidden}`,
    reference: 'rankCorrelation',
    cost: ['pc rankCorrelation', n, p],
  }
  return [...(p === 2 ? [pairOf(profile, data)] : []), ...ways, ...(profile.heavy ? [ranks] : [])]
}

/** Two columns: which is the cause, where bends or noise tell. */
function pairOf({ n, p }: Profile, data: CallArgument): Way {
  return {
    method: 'additive noise model of two columns',
    call: call('additiveNoise', data),
    reason:
      'two columns: noise that is independent of the cause alone tells the direction, with a bend or without one.',
    assumes: 'The effect is a function of the cause plus independent noise; no common cause is hidden.',
    reference: 'additiveNoise',
    cost: ['additiveNoise', n, p],
  }
}

function withHidden(profile: Profile): readonly Way[] {
  const { alpha, holds, bent: bends } = profile
  const data = tableOf(profile)
  const test = rowTest(profile, data)
  const fci: Way = {
    method: `FCI with ${test.name}`,
    call: call('fci', test.call, { alpha }),
    reason: 'common causes may be hidden: its circles say which ends the data leave open.',
    assumes: 'No independence is an accident of cancelling paths.',
    reference: 'fci',
    ...(test.name === 'fisherZ' && { cost: ['fci fisherZ', ...sizeOf(profile)] as const }),
  }
  if (holds === 'both' || bends || profile.heavy || profile.missing) return [fci]
  const score = holds === 'states' ? call('bdeuScore', data) : call('bicScore', data, { penalty: 2 })
  return [
    {
      ...fci,
      method: `GFCI with BOSS and ${test.name}`,
      call: call('gfci', test.call, score, { alpha, search: use('boss') }),
      reason: 'common causes may be hidden: a score finds the first graph, tests open it where it cannot stand.',
      reference: 'gfci',
    },
    fci,
  ]
}

function againstOf(profile: Profile, hidden: boolean): readonly AdvisedAgainst[] {
  const [odd, all] = profile.nonGaussian
  const out: AdvisedAgainst[] = [
    {
      method: 'notears',
      reason:
        'its answer follows the scale of the columns: on standardised ones little of its success is left (Reisach et al. 2021).',
    },
  ]
  const no = (method: string, reason: string): void => {
    out.push({ method, reason })
  }
  if (profile.holds === 'numbers' && profile.lookedForBends && !profile.bent && odd < all - 1)
    no(
      'directLingam',
      `noise that is not Gaussian was found in ${odd} of ${all} columns: with Gaussian noise its order is arbitrary.`,
    )
  if (profile.bent) {
    no('fisherZ, bicScore', `${profile.bend} was found: a dependence without correlation is taken for independence.`)
    no('directLingam', `${profile.bend} was found: it takes relations for lines and noise for independent.`)
  }
  if (profile.holds === 'states') no('fisherZ, bicScore', 'codes of states are no amounts.')
  if (profile.holds === 'both') no('fisherZ, bicScore', 'they take categories for amounts, or refuse them.')
  if (hidden)
    no(
      'pc, ges, boss, directLingam',
      'they take for granted that no common cause is hidden, and draw arrows where there is one.',
    )
  return out
}

/** Which test of conditional independence, as advice of its own. */
export function testOfRows(profile: Profile): Advised {
  const test = rowTest(profile, tableOf(profile))
  return {
    ways: test.ways,
    against: againstOf(profile, false).filter(({ method }) => method.includes('fisherZ')),
    warnings: [],
  }
}
