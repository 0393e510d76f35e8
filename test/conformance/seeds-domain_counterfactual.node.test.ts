import { affineMap, domainCounterfactual } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  latentMaps: number[][][]
  latentOffsets: number[][]
  observation: number[][]
  queries: { fromDomain: number; toDomain: number; x: number[]; counterfactual: number[] }[]
}

conformance<Case, Case[]>(
  'seeds/domain_counterfactual',
  'seeds/domain_counterfactual.json',
  (document) => document,
  ({ latentMaps, latentOffsets, observation, queries }) => {
    const model = {
      observation: affineMap(observation),
      domains: latentMaps.map((map, d) => affineMap(map, latentOffsets[d]!)),
    }
    for (const { fromDomain, toDomain, x, counterfactual } of queries) {
      const found = domainCounterfactual(model, x, fromDomain, toDomain)
      for (const [i, wanted] of counterfactual.entries()) expectClose(found[i]!, wanted, 1e-4, 0, `x[${i}]`)
    }
  },
)
