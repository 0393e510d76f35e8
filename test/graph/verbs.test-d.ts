import { describe, expectTypeOf, it } from 'vitest'
import {
  type Admg,
  admg,
  ancestors,
  type Cpdag,
  cpdag,
  cpdagOf,
  type Dag,
  dag,
  dagsOf,
  dSeparated,
  latentProjection,
  type Mag,
  magOf,
  minimalSeparators,
  type Pdag,
  parents,
  pdag,
  removeIncoming,
  structuralInterventionDistance,
  subgraph,
  toDag,
} from '../../src/index.js'

const g = dag('U -> X -> Y <- U; X -> Z')

describe('the compiler follows names through the verbs', () => {
  it('keeps them, and drops those that go', () => {
    expectTypeOf(parents(g, 'Y')).toEqualTypeOf<readonly ('U' | 'X' | 'Y' | 'Z')[]>()
    expectTypeOf(removeIncoming(g, 'X')).toEqualTypeOf<Dag<'U' | 'X' | 'Y' | 'Z'>>()
    expectTypeOf(subgraph(g, ['X', 'Y'])).toEqualTypeOf<Dag<'X' | 'Y'>>()
    expectTypeOf(subgraph(cpdag('A -- B'), 'A')).toEqualTypeOf<Pdag<'A'>>()
    expectTypeOf(latentProjection(g, 'U')).toEqualTypeOf<Admg<'X' | 'Y' | 'Z'>>()
    expectTypeOf(latentProjection(g)).toEqualTypeOf<Admg<'U' | 'X' | 'Y' | 'Z'>>()
    expectTypeOf(magOf(g, { latents: 'U', selected: ['Z'] })).toEqualTypeOf<Mag<'X' | 'Y'>>()
    expectTypeOf(cpdagOf(g)).toEqualTypeOf<Cpdag<'U' | 'X' | 'Y' | 'Z'>>()
    const hidden: string[] = ['U']
    expectTypeOf(latentProjection(dag({ nodes: hidden }), hidden)).toEqualTypeOf<Admg<string>>()
  })

  it('tells a member from a refusal', () => {
    expectTypeOf(toDag(cpdag('A -- B'))).toEqualTypeOf<Dag<'A' | 'B'>>()
    expectTypeOf(toDag(pdag('A -- B'))).toEqualTypeOf<Dag<'A' | 'B'> | null>()
    expectTypeOf(dagsOf(cpdag('A -- B'))).toEqualTypeOf<Iterable<Dag<'A' | 'B'>>>()
    expectTypeOf(structuralInterventionDistance(g, g)).toEqualTypeOf<number>()
  })

  it('refuses misspelt nodes and graphs of the wrong kind', () => {
    // @ts-expect-error there is no such node
    ancestors(g, 'W')
    // @ts-expect-error there is no such node
    dSeparated(g, 'X', 'Y', ['W'])
    // @ts-expect-error there is no such node
    minimalSeparators(g, 'X', 'Y', { include: 'W' })
    // @ts-expect-error a CPDAG has no CPDAG to be found
    cpdagOf(cpdag('A -- B'))
    // @ts-expect-error an ADMG stands for no class of DAGs
    dagsOf(admg('A <-> B'))
    // @ts-expect-error edges of a CPDAG cannot be cut by an intervention
    removeIncoming(cpdag('A -- B'), 'A')
  })
})
