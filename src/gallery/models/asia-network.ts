import { categorical } from '../../probability/families/categorical.js'
import { cpt } from '../../scm/mechanisms/cpt.js'
import { scm } from '../../scm/models/scm.js'
import type { Scm } from '../../scm/models/types.js'

type YesNo = 'yes' | 'no'

/**
 * Asia: shortness of breath and its causes, the first network in which evidence was propagated exactly.
 *
 * Lauritzen & Spiegelhalter (1988), Journal of the Royal Statistical Society B 50:157–224, invented numbers.
 *
 * @category Gallery
 * @example
 * const answer = query(asiaNetwork, ['lung'], { given: { dyspnoea: 'yes', asia: 'yes' } })
 * answer.method !== 'zero-probability' && answer.values
 * //=> [0.0995, 0.9005]
 */
export const asiaNetwork: Scm<
  {
    readonly asia: YesNo
    readonly tuberculosis: YesNo
    readonly smoke: YesNo
    readonly lung: YesNo
    readonly bronchitis: YesNo
    readonly either: YesNo
    readonly xray: YesNo
    readonly dyspnoea: YesNo
  },
  'sample' | 'enumerate',
  'dag'
> = /* @__PURE__ */ scm({
  asia: /* @__PURE__ */ categorical({ yes: 0.01, no: 0.99 }),
  tuberculosis: /* @__PURE__ */ cpt(['asia'], { yes: { yes: 0.05, no: 0.95 }, no: { yes: 0.01, no: 0.99 } }),
  smoke: /* @__PURE__ */ categorical({ yes: 0.5, no: 0.5 }),
  lung: /* @__PURE__ */ cpt(['smoke'], { yes: { yes: 0.1, no: 0.9 }, no: { yes: 0.01, no: 0.99 } }),
  bronchitis: /* @__PURE__ */ cpt(['smoke'], { yes: { yes: 0.6, no: 0.4 }, no: { yes: 0.3, no: 0.7 } }),
  either: /* @__PURE__ */ cpt(['lung', 'tuberculosis'], {
    yes: { yes: { yes: 1, no: 0 }, no: { yes: 1, no: 0 } },
    no: { yes: { yes: 1, no: 0 }, no: { yes: 0, no: 1 } },
  }),
  xray: /* @__PURE__ */ cpt(['either'], { yes: { yes: 0.98, no: 0.02 }, no: { yes: 0.05, no: 0.95 } }),
  dyspnoea: /* @__PURE__ */ cpt(['either', 'bronchitis'], {
    yes: { yes: { yes: 0.9, no: 0.1 }, no: { yes: 0.7, no: 0.3 } },
    no: { yes: { yes: 0.8, no: 0.2 }, no: { yes: 0.1, no: 0.9 } },
  }),
})
