import { call, fieldOf } from '../calls/make-call.js'
import type { Advised } from './make-suggestion.js'
import { type Profile, wholeRows } from './profile.js'
import type { AdvisedAgainst, EffectAsked } from './suggestion-types.js'

/** Within what a class of graphs leaves open. */
export function withoutGraph(profile: Profile, { treatment, outcome }: EffectAsked): Advised {
  const graphFirst: AdvisedAgainst = {
    method: 'regression on all other columns',
    reason:
      'without a graph nobody knows which of them are causes of both and which are effects: adjusting for an effect makes a link where none is.',
  }
  if (profile.holds !== 'numbers' || profile.bent || profile.isSeries || profile.follows)
    return {
      ways: [],
      against: [graphFirst],
      warnings: [
        'Effects within a class of graphs are computed for linear relations of numbers in independent rows: for these data give a graph.',
      ],
    }
  const data = wholeRows(profile)
  const search = call('boss', call('bicScore', data, { penalty: 2 }))
  return {
    ways: [
      {
        method: 'the possible effects in the class that BOSS finds (IDA)',
        call: call('possibleEffects', fieldOf('graph', search), data, { treatment, outcome, method: 'optimal' }),
        reason: 'no graph was given: one effect for each set of causes that the data leave possible.',
        assumes: 'Relations are linear, no common cause is hidden, and the class found is right.',
        reference: 'possibleEffects',
        cost: ['boss bicScore', profile.n, profile.p],
      },
    ],
    against: [graphFirst],
    warnings: ['A graph that you know of is worth more than one that is found: give it as `graph`.'],
  }
}
