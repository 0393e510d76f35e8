// Linear algebra beside ml-matrix, distribution functions beside jstat; the differences of the answers are jstat's errors.
import jStat from 'jstat'
import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix'
import { cholesky, invertCholesky } from '../dist/numeric/cholesky.js'
import { gram } from '../dist/numeric/gram.js'
import { chiSquareUpperTail } from '../dist/numeric/special/chi-square.js'
import { normalCdf, normalQuantile } from '../dist/numeric/special/normal.js'
import { studentTUpperTail } from '../dist/numeric/special/student-t.js'
import { generator } from '../dist/probability/streams/stream.js'

function columnsOf(n, p) {
  const draw = generator('columns')
  return Array.from({ length: p }, () => {
    const column = new Float64Array(n)
    draw.fillNormal(column)
    return column
  })
}
const differ = (a, b) => a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)

export default (b) => {
  const columns = columnsOf(1000, 200)
  const matrix = new Matrix(columns)
  b.compare({
    name: 'cross products of 1000 x 200',
    ours: () => gram(columns),
    baseline: { name: 'ml-matrix mmul', run: () => matrix.mmul(matrix.transpose()) },
    difference: () => differ(gram(columns), matrix.mmul(matrix.transpose()).to1DArray()),
  })
  const p = 200
  const a = gram(columns)
  const square = Matrix.from1DArray(p, p, [...a])
  b.compare({
    name: 'Cholesky, 200 x 200',
    ours: () => cholesky(a, p),
    baseline: { name: 'ml-matrix', run: () => new CholeskyDecomposition(square).lowerTriangularMatrix },
    difference: () =>
      differ(cholesky(a, p).factor, new CholeskyDecomposition(square).lowerTriangularMatrix.to1DArray()),
  })
  const { factor } = cholesky(a, p)
  b.compare({
    name: 'inverse from the factor, 200 x 200',
    ours: () => invertCholesky(factor, p),
    baseline: { name: 'ml-matrix inverse', run: () => inverse(square) },
    difference: () => differ(invertCholesky(factor, p), inverse(square).to1DArray()),
  })
  b.growth({ name: 'cross products, columns', sizes: [50, 100, 200], make: (k) => () => gram(columns.slice(0, k)) })

  const z = Float64Array.from({ length: 1000 }, (_, i) => (i - 500) / 60)
  const over = (f) => () => z.map(f)
  const pairs = [
    ['1000 normal cdf', (x) => normalCdf(x), (x) => jStat.normal.cdf(x, 0, 1)],
    ['1000 normal quantiles', (x) => normalQuantile(0.5 + x / 20), (x) => jStat.normal.inv(0.5 + x / 20, 0, 1)],
    [
      '1000 chi-square upper tails, 3 df',
      (x) => chiSquareUpperTail(x * x, 3),
      (x) => 1 - jStat.chisquare.cdf(x * x, 3),
    ],
    ['1000 t upper tails, 30 df', (x) => studentTUpperTail(x, 30), (x) => 1 - jStat.studentt.cdf(x, 30)],
  ]
  for (const [name, ours, theirs] of pairs) {
    b.compare({
      name,
      ours: over(ours),
      baseline: { name: 'jstat', run: over(theirs) },
      difference: () => differ(z.map(ours), z.map(theirs)),
    })
  }
}
