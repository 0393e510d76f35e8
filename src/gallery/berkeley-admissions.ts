import { type PublishedCounts, publishedCounts } from './published-counts.js'

/**
 * Admissions to graduate study at Berkeley in the autumn of 1973: 4,526 applicants to the six largest departments, by
 * department, gender and decision.
 *
 * Men were admitted more often overall, but within the departments hardly at all: women applied more often to
 * departments that admit few. The department is a mediator (`gender -> department -> admitted; gender -> admitted`).
 *
 * Bickel, Hammel & O'Connell (1975), Science 187:398–404; counts as in Freedman, Pisani & Purves, Statistics.
 *
 * @category Gallery
 * @example
 * fromCounts(berkeleyAdmissions).rowCount
 * //=> 4526
 */
export const berkeleyAdmissions: PublishedCounts<
  | { readonly name: 'department'; readonly states: readonly ['A', 'B', 'C', 'D', 'E', 'F'] }
  | { readonly name: 'gender'; readonly states: readonly ['male', 'female'] }
  | { readonly name: 'admitted'; readonly states: readonly ['no', 'yes'] }
> = /* @__PURE__ */ publishedCounts({
  title: 'Graduate admissions at Berkeley, 1973: applicants to the six largest departments by gender and decision',
  citation:
    "Bickel P. J., Hammel E. A., O'Connell J. W. (1975). Sex bias in graduate admissions: data from Berkeley. Science 187:398–404.",
  variables: [
    { name: 'department', states: ['A', 'B', 'C', 'D', 'E', 'F'] },
    { name: 'gender', states: ['male', 'female'] },
    { name: 'admitted', states: ['no', 'yes'] },
  ],
  // of each department: men rejected and admitted, women rejected and admitted
  values: Float64Array.of(
    ...[313, 512, 19, 89],
    ...[207, 353, 8, 17],
    ...[205, 120, 391, 202],
    ...[279, 138, 244, 131],
    ...[138, 53, 299, 94],
    ...[351, 22, 317, 24],
  ),
})
