import { show } from '../../show.js'
import { call, use } from '../calls/make-call.js'
import type { Advised, Way } from './make-suggestion.js'
import { noHidden, type Profile, tableOf, wholeRows } from './profile.js'
import { testName } from './row-test.js'

/** Which column causes which, with gaps. */
export function graphWithGaps(profile: Profile): Advised {
  const { alpha, selective, lost, holds, n, p } = profile
  const data = tableOf(profile)
  const name = testName(profile)
  const deletion: Way = {
    method: `PC with ${name} on the rows of each question`,
    call: call('pc', call('missingDataDeletion', data, use(name)), { alpha }),
    reason: 'values are missing: each test takes the rows in which its columns are there, more than the complete ones.',
    assumes: `Gaps hang on nothing that the question leaves out. ${noHidden}`,
    reference: 'mvpc',
    ...(name === 'fisherZ' && { cost: ['pc missingDataDeletion fisherZ', n, p] as const }),
  }
  const corrected: Way = {
    method: 'MVPC',
    call: call('mvpc', data, { alpha }),
    reason:
      'gaps hang on other columns: tests whose rows are selected are reweighted. In our measurements it was worse on 300 rows than leaving rows out; to be held against that on thousands.',
    assumes: `No column causes its own gaps, and relations are linear. ${noHidden}`,
    reference: 'mvpc',
    cost: ['mvpc', n, p],
  }
  const ways = holds === 'numbers' && !profile.bent && selective ? [deletion, corrected] : [deletion]
  const against = [
    { method: 'means in place of missing values', reason: 'they weaken every dependence and feign certainty.' },
    ...(selective || lost > 0.1
      ? [
          {
            method: 'completeRows',
            reason: selective
              ? 'gaps hang on other columns: the complete rows are of some kinds only.'
              : `${Math.round(100 * lost)} % of the rows would be lost.`,
          },
        ]
      : []),
  ]
  return { ways, against, warnings: [] }
}

/** Beyond so many rows CD-NOD with kernels takes minutes. */
const MOST_KERNEL_ROWS = 500

/** Which column causes which, in several environments that differ. */
export function graphOfEnvironments(profile: Profile, hidden: boolean): Advised {
  const { alpha, holds, bent, n, p } = profile
  const domain = profile.diagnosis.environment!
  const data = wholeRows(profile, [domain])
  const isNumber = profile.diagnosis.columns.find(({ name }) => name === domain)!.numeric
  const kernel = bent && n <= MOST_KERNEL_ROWS
  const test = kernel ? use('kci') : use('conditionalGaussian')
  const changes: Way = {
    method: `CD-NOD with ${kernel ? 'kci' : 'conditionalGaussian'}`,
    call: call('cdnod', data, { domain, test, alpha }),
    reason: `columns lie differently in the values of ${show(domain)}: what changes tells directions, and which mechanisms differ.`,
    assumes: `What differs between environments is independent of what no column holds. ${noHidden}`,
    reference: 'cdnod',
    ...(!kernel && { cost: ['cdnod', n, p] as const }),
  }
  const joint: Way = {
    method: 'JCI with PC',
    call: call('jci', call('conditionalGaussian', data), { context: [domain], search: 'pc', alpha }),
    reason: 'the environment as a node that nothing else causes.',
    assumes: `No column causes the environment. ${noHidden}`,
    reference: 'jci',
  }
  const open: Way = {
    ...joint,
    method: 'JCI with FCI',
    call: call('jci', call('conditionalGaussian', data), { context: [domain], search: 'fci', alpha }),
    reason: 'the environment as a node that nothing else causes, and common causes may be hidden.',
    assumes: 'No column causes the environment, and no independence is an accident of cancelling paths.',
  }
  const [odd, all] = profile.nonGaussian
  const groups: readonly Way[] =
    holds === 'numbers' && !bent && all > 1 && odd >= all - 1
      ? [
          {
            method: 'DirectLiNGAM for several groups',
            call: call('multiGroupLingam', data, { group: domain }),
            reason: 'noise that is not Gaussian: one order for all environments, effects of its own for each.',
            assumes:
              'Relations are linear, at most one noise is Gaussian, the order is one, and no common cause is hidden.',
            reference: 'multiGroupLingam',
            cost: ['directLingam', n, p],
          },
        ]
      : []
  return {
    ways: hidden ? [open] : [changes, joint, ...groups],
    against: [
      {
        method: `the rows of all values of ${show(domain)} thrown together`,
        reason: 'what the environment changes in two columns looks like a link between them.',
      },
      ...(isNumber
        ? [
            {
              method: 'fisherZ with the environment as a number',
              reason: 'names of environments are no amounts, unless they are times.',
            },
          ]
        : []),
    ],
    warnings: isNumber ? [`${show(domain)} holds numbers: give texts if they are names.`] : [],
  }
}
