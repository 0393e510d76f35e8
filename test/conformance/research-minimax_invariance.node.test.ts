import { expect } from 'vitest'
import { dag, factor, type InvariantSubset, invariantSubset, query } from '../../src/index.js'
import { conformance, expectClose, setOfSets } from './harness.js'
import { type NetworkNode, networkModel, stateOf } from './networks.js'

interface MinimaxCase {
  readonly model: {
    readonly nodes: string[]
    readonly edges: [string, string][]
    readonly card: Record<string, number>
    readonly outcome: string
    readonly mutable: string[]
    readonly cpt: Record<string, { readonly parents: string[]; readonly rows: string[][] }>
  }
  readonly expected: {
    readonly stable: string[]
    readonly subsets: { readonly subset: string[]; readonly worstRiskFloat: number; readonly observedRisk: string }[]
    readonly bestSubsets: string[][]
    readonly minimaxRiskFloat: number
    readonly wholeSetOptimal: boolean
    readonly mutableChildren: string[]
    readonly descendantsOfMutableChildren: string[]
    readonly graphicalCondition: boolean
    readonly equivalenceClasses: string[][][]
  }
}

const number = (fraction: string): number => {
  const [a, b = '1'] = fraction.split('/')
  // numerators of hundreds of digits: their first eighteen say enough
  const digits = Math.max(0, Math.max(a!.length, b.length) - 300)
  return Number(a!.slice(0, a!.length - digits)) / Number(b.slice(0, b.length - digits))
}

conformance<MinimaxCase, MinimaxCase[]>(
  'research/minimaxSubset',
  'research/minimax_invariance.json',
  (all) => all,
  ({ model, expected }) => {
    const { nodes: names, edges, card, outcome, mutable, cpt } = model
    const nodes = names.map(
      (name): NetworkNode => ({
        ...{ name, card: card[name]!, parents: cpt[name]!.parents },
        cpt: cpt[name]!.rows.map((row) => row.map(number)),
      }),
    )
    // the states of a network are words; those of the outcome must be numbers, so a joint stands for it
    const whole = query(networkModel(nodes), names as never) as unknown as { readonly values: Float64Array }
    const joint = factor(
      names.map((name) => ({
        name,
        states: Array.from({ length: card[name]! }, (_, k) => (name === outcome ? String(k) : stateOf(nodes, name, k))),
      })),
      whole.values,
    )
    const found = invariantSubset({ graph: dag({ nodes: names, directed: edges }), joint }, { outcome, mutable })
    if (!found.found) throw new Error(found.message)
    check(found, expected)
  },
)

function check(found: InvariantSubset, expected: MinimaxCase['expected']): void {
  expect([...found.stable].sort()).toEqual([...expected.stable].sort())
  for (const { subset, worstRiskFloat, observedRisk } of expected.subsets) {
    const key = [...subset].sort().join()
    const own = found.classes.find(({ members }) => members.some((member) => [...member].sort().join() === key))!
    expect(own.exact).toBe(true)
    expectClose(own.worstRisk, worstRiskFloat, 1e-9, 1e-9, `worst risk of {${key}}`)
    expectClose(own.observedRisk, number(observedRisk), 1e-9, 1e-9, `observed risk of {${key}}`)
  }
  expect(setOfSets(found.bestSubsets)).toEqual(setOfSets(expected.bestSubsets))
  expectClose(found.minimaxRisk, expected.minimaxRiskFloat, 1e-9, 1e-9, 'minimax risk')
  expect(found.exact).toBe(true)
  expect(found.wholeSetOptimal).toBe(expected.wholeSetOptimal)
  expect(found.graphicalCondition).toBe(expected.graphicalCondition ? 'holds' : 'does not decide')
  expect([...found.mutableChildren].sort()).toEqual([...expected.mutableChildren].sort())
  expect([...found.descendantsOfMutableChildren].sort()).toEqual([...expected.descendantsOfMutableChildren].sort())
  const classes = found.classes.map(({ members }) => JSON.stringify(setOfSets(members))).sort()
  expect(classes).toEqual(expected.equivalenceClasses.map((each) => JSON.stringify(setOfSets(each))).sort())
}
