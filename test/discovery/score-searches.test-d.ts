import { expectTypeOf, it } from 'vitest'
import {
  bicScore,
  boss,
  type Cpdag,
  conditionalGaussianScore,
  type Dag,
  dag,
  dSeparation,
  ges,
  gfci,
  grasp,
  hillClimbing,
  knowledge,
  mmhc,
  type Pag,
  type Pdag,
  table,
} from '../../src/index.js'

const data = table({ X: [1, 2, 3], Y: [2, 1, 3] })
const score = bicScore(data)

it('a search gives a CPDAG, with knowledge perhaps a PDAG', () => {
  const known = knowledge({ tiers: [['X'], ['Y']] })
  expectTypeOf(ges(score).graph).toEqualTypeOf<Cpdag<'X' | 'Y'>>()
  expectTypeOf(ges(score, { phases: ['forward'] }).graph).toEqualTypeOf<Cpdag<'X' | 'Y'>>()
  expectTypeOf(ges(score, { knowledge: known }).graph).toEqualTypeOf<Cpdag<'X' | 'Y'> | Pdag<'X' | 'Y'>>()
  expectTypeOf(boss(score).graph).toEqualTypeOf<Cpdag<'X' | 'Y'>>()
  expectTypeOf(grasp(score, { knowledge: known }).graph).toEqualTypeOf<Cpdag<'X' | 'Y'> | Pdag<'X' | 'Y'>>()
  expectTypeOf(hillClimbing(score).graph).toEqualTypeOf<Dag<'X' | 'Y'>>()
  expectTypeOf(conditionalGaussianScore(data).variables).toEqualTypeOf<readonly ('X' | 'Y')[]>()
})

it('a start and a test speak the names of the score', () => {
  ges(score, { start: boss(score).graph })
  // @ts-expect-error no column Z
  ges(score, { start: dag('X -> Z') })
  const test = dSeparation(dag('X -> Y'))
  expectTypeOf(gfci(test, score, { search: boss }).graph).toEqualTypeOf<Pag<'X' | 'Y'>>()
  expectTypeOf(gfci(test, score).start.kind).toEqualTypeOf<'cpdag' | 'pdag' | 'dag'>()
  expectTypeOf(mmhc(test, score).graph).toEqualTypeOf<Dag<'X' | 'Y'>>()
  // @ts-expect-error there is no such option
  boss(score, { start: 4 })
})
