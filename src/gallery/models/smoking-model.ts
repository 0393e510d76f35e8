import { bernoulli } from '../../probability/families/bernoulli.js'
import { cpt } from '../../scm/mechanisms/cpt.js'
import { latent } from '../../scm/mechanisms/latent.js'
import { scm } from '../../scm/models/scm.js'
import type { Scm } from '../../scm/models/types.js'

/**
 * Smoking, tar and cancer with a gene that nobody sees: a complete model behind the tobacco industry's reading of Pearl's
 * front-door table.
 *
 * Smokers have cancer far more often, and yet smoking protects a little: the gene makes people smoke and gives them cancer.
 * Its observed joint distribution is that of Pearl (2009), Causality, 2nd ed., Table 3.1, invented numbers;
 * P(cancer | do(smoking = 1)) = 0.4525 and P(cancer | do(smoking = 0)) = 0.4975 as there.
 *
 * @category Gallery
 * @example
 * averageTreatmentEffect(smokingModel, { treatment: 'smoking', outcome: 'cancer' }).value
 * //=> -0.045
 */
export const smokingModel: Scm<
  { readonly gene: 0 | 1; readonly smoking: 0 | 1; readonly tar: 0 | 1; readonly cancer: 0 | 1 },
  'sample' | 'evaluate' | 'enumerate',
  'dag'
> = /* @__PURE__ */ scm({
  gene: /* @__PURE__ */ latent(/* @__PURE__ */ bernoulli(0.5)),
  smoking: /* @__PURE__ */ cpt(['gene'], { 0: 0, 1: 1 }, { response: 'quantile' }),
  tar: /* @__PURE__ */ cpt(['smoking'], { 0: 0.05, 1: 0.95 }, { response: 'quantile' }),
  cancer: /* @__PURE__ */ cpt(
    ['tar', 'gene'],
    { 0: { 0: 0.1, 1: 0.9 }, 1: { 0: 0.05, 1: 0.85 } },
    { response: 'quantile' },
  ),
})
