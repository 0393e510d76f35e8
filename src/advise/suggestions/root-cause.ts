import { show } from '../../show.js'
import { call, fieldOf } from '../calls/make-call.js'
import { seriesOf } from './graph-of-series.js'
import type { Advised } from './make-suggestion.js'
import type { Profile } from './profile.js'
import type { AdviceQuestion } from './suggestion-types.js'

type RootCauseAsked = Extract<AdviceQuestion, { ask: 'root cause' }>

/** What broke at a step of a series. */
export function rootCauseOf(profile: Profile, { target, step }: RootCauseAsked): Advised {
  const split = call('splitSeries', seriesOf(profile), { step })
  const [before, after] = [fieldOf('before', split), fieldOf('after', split)]
  const graph = fieldOf(
    'graph',
    call('pcmciPlus', call('laggedCorrelation', before, { maxLag: 2 }), { maxLag: 1, alpha: 0.01 }),
  )
  const against = [
    {
      method: 'the column that moved most',
      reason: 'a fault moves all that it leads to: what moved most is seldom what broke.',
    },
  ]
  if (profile.holds !== 'numbers')
    return {
      ways: [],
      against,
      warnings: ['Root causes are looked for among numbers: leave the columns of states out.'],
    }
  return {
    ways: [
      {
        method: 'residuals of each mechanism, on the graph of the quiet steps',
        call: call('rootCauses', before, after, { target, graph }),
        reason: `only what leads to ${show(target)} and no longer does as its causes predict is accused; the graph is learned from the ${step} steps before.`,
        assumes:
          'The quiet steps show the system as it was, no common cause is hidden, and mechanisms are about linear.',
        reference: 'rootCauses',
      },
      {
        method: 'scores without a graph (root cause discovery)',
        call: call('rootCauses', before, after, { target, method: call('rootCauseDiscovery') }),
        reason: 'no graph has to be right for it. To be held against the other.',
        assumes: 'The quiet steps show the system as it was, relations are linear, and one cause broke.',
        reference: 'rootCauseDiscovery',
      },
    ],
    against,
    warnings: step < 100 ? [`${step} quiet steps teach little of the mechanisms: a hundred are better.`] : [],
  }
}
