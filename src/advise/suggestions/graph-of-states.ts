import type { CallArgument } from '../calls/call-types.js'
import { call } from '../calls/make-call.js'
import type { Way } from './make-suggestion.js'
import { noHidden, type Profile, sizeOf } from './profile.js'

/** Columns of states alone. */
export function ofStates(profile: Profile, data: CallArgument): readonly Way[] {
  const assumes = `Each combination of causes has chances of its own. ${noHidden}`
  return [
    {
      method: 'BOSS with BDeu',
      call: call('boss', call('bdeuScore', data)),
      reason: 'all columns hold states: their counts are scored as they are.',
      assumes,
      reference: 'boss',
      cost: ['boss bdeuScore', ...sizeOf(profile)],
    },
    {
      method: 'GES with BDeu',
      call: call('ges', call('bdeuScore', data)),
      reason: 'the same score by another climb, quicker.',
      assumes,
      reference: 'bdeu',
      cost: ['ges bdeuScore', ...sizeOf(profile)],
    },
    {
      method: 'PC with G²',
      call: call('pc', call('gSquare', data), { alpha: profile.alpha }),
      reason: 'it tells which test decided each edge, and where counts were too thin to test.',
      assumes,
      reference: 'gSquare',
      cost: ['pc gSquare', ...sizeOf(profile)],
    },
  ]
}

/** Numbers beside states. */
export function ofBoth(profile: Profile, data: CallArgument): readonly Way[] {
  const assumes = `A state shifts the numbers that it causes, and numbers act along lines. ${noHidden}`
  return [
    {
      method: 'BOSS with the degenerate Gaussian score',
      call: call('boss', call('degenerateGaussianScore', data)),
      reason: 'numbers beside states: each state becomes a column of zeros and ones.',
      assumes,
      reference: 'boss',
      cost: ['boss degenerateGaussianScore', ...sizeOf(profile)],
    },
    {
      method: 'GES with the degenerate Gaussian score',
      call: call('ges', call('degenerateGaussianScore', data)),
      reason: 'the same score by another search, quicker.',
      assumes,
      reference: 'degenerateGaussian',
      cost: ['ges degenerateGaussianScore', ...sizeOf(profile)],
    },
    {
      method: 'PC with conditional Gaussian tests',
      call: call('pc', call('conditionalGaussian', data), { alpha: profile.alpha }),
      reason: 'it tells which test decided each edge, and holds its level under unequal spread.',
      assumes: noHidden,
      reference: 'conditionalGaussian',
      cost: ['pc conditionalGaussian', ...sizeOf(profile)],
    },
  ]
}
