import { describe, expect, it } from 'vitest'
import {
  beta,
  cumulative,
  type Distribution,
  discrete,
  exponential,
  gamma,
  gumbel,
  laplace,
  logDensity,
  logisticDistribution,
  logNormal,
  normal,
  studentT,
  uniform,
  upperTail,
} from '../../src/index.js'
import { generator, seedStream } from '../../src/probability/streams/stream.js'
import { adaptedProposal } from '../../src/scm/engines/adaptive/adapt.js'
import { fromScores } from '../../src/scm/engines/adaptive/normal-scores.js'
import { drawPoints, logPrior, logProposal, type Points } from '../../src/scm/engines/adaptive/proposal.js'

const noiseOf = (distribution: Distribution) => ({ variable: 0, law: null as never, distribution })

describe('noises from normal scores', () => {
  const families = [
    normal(2, 3),
    logNormal(0, 1),
    uniform(-1, 4),
    exponential(2),
    laplace(1, 2),
    logisticDistribution(0, 3),
    studentT(3, 1, 2),
    gumbel(1, 2),
    gamma(2, 3),
    beta(2, 5),
  ] as const
  it('have the probabilities of the scores, in both tails', () => {
    for (const d of families) {
      for (const z of [-7, -2, -0.3, 0, 0.8, 3, 7]) {
        const x = fromScores(noiseOf(d), Float64Array.of(z)).numbers![0]!
        const [own, score] =
          z < 0 ? [cumulative(d, x), cumulative(normal(0, 1), z)] : [upperTail(d, x), upperTail(normal(0, 1), z)]
        // near an end of the support the number itself has no more digits
        const isEnd = (d.family === 'uniform' || d.family === 'beta' || d.family === 'gamma') && Math.abs(z) > 5
        expect(Math.abs(own / score - 1), `${d.family} at ${z}`).toBeLessThan(isEnd ? 0.05 : 1e-6)
        expect(logDensity(d, x)).toBeGreaterThan(Number.NEGATIVE_INFINITY)
      }
    }
  })
  it('pick the values of a finite one', () => {
    const column = fromScores(noiseOf(discrete([5, 7], [0.25, 0.75])), Float64Array.of(-1, -0.6, 2))
    expect(Array.from(column.codes!, (code) => column.states![code])).toEqual([5, 7, 7])
  })
})

describe('an adapted proposal', () => {
  it('has the density that its draws have, and comes near to the posterior', () => {
    const draw = generator(seedStream('proposal'))
    // x₀ + x₁ = 10 ± 0.1: two sums of it and their difference are independent
    const likelihood = ({ n, values }: Points) =>
      Float64Array.from({ length: n }, (_, r) => -0.5 * ((values[2 * r]! + values[2 * r + 1]! - 10) / 0.1) ** 2)
    const proposal = adaptedProposal(2, 800, likelihood, draw)!
    const points = drawPoints(proposal, 20_000, draw)
    const q = logProposal(proposal, points)
    const prior = logPrior(points)
    const logs = likelihood(points)
    // the mean of prior / proposal is one, and of the weights the probability of the evidence
    let total = 0
    let evidence = 0
    let squares = 0
    for (let r = 0; r < points.n; r++) {
      total += Math.exp(prior[r]! - q[r]!) / points.n
      const w = Math.exp(prior[r]! - q[r]! + logs[r]!)
      evidence += w / points.n
      squares += (w * w) / points.n
    }
    expect(total).toBeCloseTo(1, 1)
    // x₀ + x₁ has variance 2: ∫ N(s; 0, 2) exp(−(s − 10)² / 0.02) ds
    const exact = (0.1 / Math.sqrt(2.01)) * Math.exp(-100 / (2 * 2.01))
    expect(evidence / exact).toBeCloseTo(1, 1)
    expect((evidence * evidence) / squares).toBeGreaterThan(0.6)
  })
  it('is none where no draw meets the evidence', () => {
    const never = ({ n }: Points) => new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
    expect(adaptedProposal(1, 500, never, generator(seedStream(1)))).toBe(null)
  })
})
