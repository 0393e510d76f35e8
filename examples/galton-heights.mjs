// @ts-check
// Galton 1886: children of tall parents are shorter than these, and parents of tall children are shorter than those.
// Regression to the mean runs both ways, and two columns of Gaussian numbers do not say which is the cause.
// Title: Galton's heights
// Kind: Discovery of graphs
// Question: Do the heights of parents and children say which is the cause?
// Believe: They do not: both directions have the same score to the last digit shown. That parents come first is our
//   knowledge, given to the search, not found by it. What is extreme in the one is less so in the other, in both directions:
//   regression to the mean needs no cause. Noise that is not Gaussian could tell a direction; heights have next to none.
import { bicScore, ges, knowledge, moments, table, toSvg } from 'causalkit'
import { edgesInWords, number, printTable, savePicture } from './support.mjs'

// Galton 1886, "Regression towards mediocrity in hereditary stature", Journal of the Anthropological Institute 15, Table I:
// adult children by their height and that of their mid-parent, in inches, women's heights times 1.08. The open classes at
// the ends stand at their bounds. Totals of rows and columns are Galton's, and checked below.
const children = [61.7, 62.2, 63.2, 64.2, 65.2, 66.2, 67.2, 68.2, 69.2, 70.2, 71.2, 72.2, 73.2, 73.7]
const childTotals = [5, 7, 32, 59, 48, 117, 138, 120, 167, 99, 64, 41, 17, 14]
/** @type {readonly (readonly [midParent: number, counts: readonly number[], total: number])[]} */
const galton = [
  [73.0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0], 4],
  [72.5, [0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 7, 2, 4], 19],
  [71.5, [0, 0, 0, 0, 1, 3, 4, 3, 5, 10, 4, 9, 2, 2], 43],
  [70.5, [1, 0, 1, 0, 1, 1, 3, 12, 18, 14, 7, 4, 3, 3], 68],
  [69.5, [0, 0, 1, 16, 4, 17, 27, 20, 33, 25, 20, 11, 4, 5], 183],
  [68.5, [1, 0, 7, 11, 16, 25, 31, 34, 48, 21, 18, 4, 3, 0], 219],
  [67.5, [0, 3, 5, 14, 15, 36, 38, 28, 38, 19, 11, 4, 0, 0], 211],
  [66.5, [0, 3, 3, 5, 2, 17, 17, 14, 13, 4, 0, 0, 0, 0], 78],
  [65.5, [1, 0, 9, 5, 7, 11, 11, 7, 7, 5, 2, 1, 0, 0], 66],
  [64.5, [1, 1, 4, 4, 1, 5, 5, 0, 2, 0, 0, 0, 0, 0], 23],
  [64.0, [1, 0, 2, 4, 1, 2, 2, 1, 1, 0, 0, 0, 0, 0], 14],
]
/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0)
for (const [parent, counts, total] of galton) if (sum(counts) !== total) throw new Error(`the row of ${parent} inches`)
for (const [j, total] of childTotals.entries()) {
  if (sum(galton.map(([, counts]) => counts[j] ?? 0)) !== total) throw new Error(`the column of ${children[j]} inches`)
}

/** @type {{ parent: number, child: number }[]} */
const rows = galton.flatMap(([parent, counts]) =>
  counts.flatMap((count, j) => Array.from({ length: count }, () => ({ parent, child: children[j] ?? 0 }))),
)
const heights = table(rows)
const { count, mean: means, covariance } = moments(heights)
const [parentMean = 0, childMean = 0] = means
const [parentVariance = 1, both = 0, , childVariance = 1] = covariance
console.log(
  `${count} adult children; mean height of mid-parents ${number(parentMean, 1)}, of children ${number(childMean, 1)} inches\n`,
)

/** @param {(row: { parent: number, child: number }) => boolean} keep @param {'parent' | 'child'} of */
const mean = (keep, of) => {
  const kept = rows.filter(keep).map((row) => row[of])
  return `${number(sum(kept) / kept.length, 1)} (${kept.length})`
}
printTable(
  ['inches', 'children of such parents, mean (number)', 'parents of such children, mean (number)'],
  [
    [
      '66 and less than 67',
      mean((r) => r.parent >= 66 && r.parent < 67, 'child'),
      mean((r) => r.child >= 66 && r.child < 67, 'parent'),
    ],
    [
      '68 and less than 69',
      mean((r) => r.parent >= 68 && r.parent < 69, 'child'),
      mean((r) => r.child >= 68 && r.child < 69, 'parent'),
    ],
    [
      '71 and less than 72',
      mean((r) => r.parent >= 71 && r.parent < 72, 'child'),
      mean((r) => r.child >= 71 && r.child < 72, 'parent'),
    ],
  ],
)
console.log(`An inch more of the parents goes with ${number(both / parentVariance, 2)} inches more of the child.`)
console.log(`An inch more of the child goes with ${number(both / childVariance, 2)} inches more of the parents.`)
const correlation = both / Math.sqrt(parentVariance * childVariance)
console.log(
  `In standard deviations both are the correlation, ${number(correlation, 2)}: what is extreme in the one is less so in the`,
)
console.log('other, in both directions. Nothing pulls anybody to the mean, and no parent was made by a child.\n')

const score = bicScore(heights)
const forwards = score('parent') + score('child', ['parent'])
const backwards = score('child') + score('parent', ['child'])
printTable(
  ['model', 'BIC score'],
  [
    ['parent -> child', number(forwards, 3)],
    ['child -> parent', number(backwards, 3)],
    ['no edge', number(score('parent') + score('child'), 3)],
  ],
)
console.log(`What ges finds in the table: ${edgesInWords(ges(score).graph)}`)
const births = knowledge({ tiers: [['parent'], ['child']] })
console.log(`With the knowledge that parents come first: ${edgesInWords(ges(score, { knowledge: births }).graph)}\n`)
console.log(
  'In words: two Gaussian columns, as these nearly are, have means, variances and a correlation; both directions give all.',
)
console.log(
  'The data say that heights hang together. The direction is what we know of births, not what the table shows.',
)
savePicture('galton-heights.svg', toSvg(ges(score).graph, { title: 'What the table shows: an edge, no direction' }))
