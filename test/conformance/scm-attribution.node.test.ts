import {
  arrowStrength,
  distributionChange,
  intrinsicContribution,
  linear,
  noiseAttribution,
  normal,
  type Scm,
  scm,
  shapleyValues,
} from '../../src/index.js'
import { mechanismOf } from '../../src/scm/mechanisms/checks.js'
import { conformance, expectClose } from './harness.js'

interface Node {
  readonly name: string
  readonly card: number
  readonly parents: readonly string[]
  readonly cpt: readonly (readonly number[])[]
}
// biome-ignore lint/suspicious/noExplicitAny: each kind of case has its own fields
type Case = any
const range = (n: number) => Array.from({ length: n }, (_, i) => i)

function networkOf(
  nodes: readonly Node[],
  replaced: Readonly<Record<string, Node['cpt']>> = {},
): Scm<Record<string, number>> {
  const cards = new Map(nodes.map(({ name, card }) => [name, card]))
  const spec = nodes.map(({ name, card, parents, cpt }) => [
    name,
    mechanismOf({
      family: 'choice',
      parents,
      states: range(card),
      parentStates: parents.map((p) => range(cards.get(p)!).map(String)),
      table: Float64Array.from((replaced[name] ?? cpt).flat()),
      logits: null,
      response: null,
    }),
  ])
  return scm(Object.fromEntries(spec)) as never
}

const checks: Record<string, (c: Case) => void> = {
  shapley: (c) => {
    const players = range(c.players).map(String)
    const { values } = shapleyValues(
      players,
      (coalition) => c.values_by_bitmask[coalition.reduce((set, p) => set | (1 << Number(p)), 0)],
    )
    for (const [i, wanted] of c.answer.entries()) expectClose(values[i]!.value, wanted, 1e-9, 0, `player ${i}`)
  },
  distribution_change: (c) => {
    const [before, after] = [networkOf(c.old), networkOf(c.old, c.new_cpts)]
    const mean = distributionChange(before, after, c.target)
    const kl = distributionChange(before, after, c.target, { measure: 'kl' })
    expectClose(mean.total, c.answer.total_mean_difference, 1e-9, 0, 'mean')
    expectClose(kl.total, c.answer.total_kl, 1e-9, 0, 'kl')
    for (const { variable, value } of mean.contributions)
      expectClose(value, c.answer.mean_difference[variable] ?? 0, 1e-9, 0, `mean ${variable}`)
    for (const { variable, value } of kl.contributions)
      expectClose(value, c.answer.kl_new_vs_old[variable] ?? 0, 1e-9, 0, `kl ${variable}`)
  },
  arrow_strength_kl: (c) => {
    const strengths = arrowStrength(networkOf(c.bn), c.target)
    for (const [parent, wanted] of Object.entries(c.answer_nats))
      expectClose(strengths.find((s) => s.parent === parent)?.value ?? Number.NaN, wanted as number, 1e-9, 0, parent)
  },
  noise_attribution_linear: (c) => {
    const model = scm(
      Object.fromEntries(
        c.nodes.map((name: string, i: number) => [
          name,
          linear(
            Object.fromEntries(
              c.nodes.flatMap((parent: string, j: number) => (c.B[i][j] === 0 ? [] : [[parent, c.B[i][j]]])),
            ),
            normal(0, Math.sqrt(c.noise_variance[i])),
          ),
        ]),
      ),
    ) as unknown as Scm<Record<string, number>>
    const unit = Object.fromEntries(c.nodes.map((name: string, i: number) => [name, c.unit[i]]))
    const value = noiseAttribution(model, unit, c.target)
    const square = noiseAttribution(model, unit, c.target, { score: 'square' })
    const share = intrinsicContribution(model, c.target)
    for (const i of range(c.nodes.length)) {
      expectClose(value[i]!.noise, c.answer.noise[i], 1e-9, 0, `noise ${i}`)
      expectClose(value[i]!.value, c.answer.linear[i], 1e-9, 0, `linear ${i}`)
      expectClose(square[i]!.value, c.answer.quadratic_shapley[i], 1e-9, 1e-9, `quadratic ${i}`)
      expectClose(share[i]!.value, c.answer.icc_variance[i], 1e-9, 1e-9, `variance ${i}`)
    }
  },
}

conformance<Case, { cases: Case[] }>(
  'scm/attribution',
  'scm/attribution.json',
  (document) => document.cases,
  (c) => checks[c.kind]!(c),
)
