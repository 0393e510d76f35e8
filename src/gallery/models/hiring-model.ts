import { bernoulli } from '../../probability/families/bernoulli.js'
import { normal } from '../../probability/families/normal.js'
import { linear } from '../../scm/mechanisms/linear.js'
import { scm } from '../../scm/models/scm.js'
import type { Scm } from '../../scm/models/types.js'

/**
 * Hiring: a score from which a firm hires, with one path from sex to score that many would call fair and one that few would.
 *
 * Mothers more often interrupt work, so women have two years less of experience; the score counts experience and skill, and
 * takes half a point from women directly. Invented numbers: a stated model, for asking what a fair score is (Kusner, Loftus,
 * Russell & Silva 2017, "Counterfactual fairness", and Zhang & Bareinboim 2018 on direct, indirect and spurious parts).
 *
 * @category Gallery
 * @example
 * averageTreatmentEffect(hiringModel, { treatment: 'woman', outcome: 'score' }).value
 * //=> -1.1
 */
export const hiringModel: Scm<
  { readonly woman: 0 | 1; readonly experience: number; readonly skill: number; readonly score: number },
  'sample' | 'evaluate' | 'invert',
  'dag'
> = /* @__PURE__ */ scm({
  woman: /* @__PURE__ */ bernoulli(0.5),
  experience: /* @__PURE__ */ linear({ woman: -2 }, /* @__PURE__ */ normal(0, 2), { intercept: 10 }),
  skill: /* @__PURE__ */ normal(5, 1),
  score: /* @__PURE__ */ linear({ experience: 0.3, skill: 1, woman: -0.5 }, /* @__PURE__ */ normal(0, 0.5)),
})
