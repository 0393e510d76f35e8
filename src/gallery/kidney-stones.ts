import { type PublishedCounts, publishedCounts } from './published-counts.js'

/**
 * Kidney stones: 700 patients by size of stone, treatment and success. The treatment with the higher success rate
 * overall has the lower one for small stones and for large ones: the textbook case of Simpson's reversal.
 *
 * Doctors gave open surgery more often for large stones, which heal less often whatever is done: the size is a common
 * cause of treatment and success (`stone -> treatment -> recovered; stone -> recovered`).
 *
 * Charig, Webb, Payne & Wickham (1986), BMJ 292:879–882; stones below and from 2 cm.
 *
 * @category Gallery
 * @example
 * fromCounts(kidneyStones).rowCount
 * //=> 700
 */
export const kidneyStones: PublishedCounts<
  | { readonly name: 'stone'; readonly states: readonly ['small', 'large'] }
  | { readonly name: 'treatment'; readonly states: readonly ['percutaneous', 'open'] }
  | { readonly name: 'recovered'; readonly states: readonly ['no', 'yes'] }
> = /* @__PURE__ */ publishedCounts({
  title: 'Treatment of kidney stones: 700 patients by size of stone, treatment and success',
  citation:
    'Charig C. R., Webb D. R., Payne S. R., Wickham J. E. (1986). Comparison of treatment of renal calculi by open surgery, percutaneous nephrolithotomy, and extracorporeal shockwave lithotripsy. BMJ 292:879–882.',
  variables: [
    { name: 'stone', states: ['small', 'large'] },
    { name: 'treatment', states: ['percutaneous', 'open'] },
    { name: 'recovered', states: ['no', 'yes'] },
  ],
  // small: percutaneous 234 of 270, open 81 of 87; large: percutaneous 55 of 80, open 192 of 263
  values: Float64Array.of(36, 234, 6, 81, 25, 55, 71, 192),
})
