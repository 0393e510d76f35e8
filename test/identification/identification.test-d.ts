import { expectTypeOf } from 'vitest'
import {
  adjustmentSets,
  admg,
  dag,
  doSearch,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  identifyPolicy,
  instruments,
  isAdjustmentSet,
  optimalAdjustmentSet,
  proveIdentification,
  transport,
  verifyProof,
} from '../../src/index.js'

const g = dag('Z -> X -> Y; Z -> Y')

expectTypeOf(adjustmentSets(g, { treatment: 'X', outcome: 'Y' })).toEqualTypeOf<
  Iterable<readonly ('X' | 'Y' | 'Z')[]>
>()
const best = optimalAdjustmentSet(g, { treatment: 'X', outcome: 'Y' })
if (best.found) expectTypeOf(best.set).toEqualTypeOf<readonly ('X' | 'Y' | 'Z')[]>()
else expectTypeOf(best.reason).toEqualTypeOf<'not-amenable' | 'no-valid-set' | 'hidden-cause'>()

const answer = identify(g, { do: 'X', outcome: ['Y'], given: 'Z' })
if (answer.identifiable) {
  expectTypeOf(answer.strategy).toEqualTypeOf<'no-effect' | 'back-door' | 'adjustment' | 'front-door' | 'general'>()
  // @ts-expect-error an identifiable effect has no hedge
  answer.hedge
} else {
  expectTypeOf(answer.hedge.F).toEqualTypeOf<readonly ('X' | 'Y' | 'Z')[]>()
  // @ts-expect-error an effect that is not identifiable has no estimand
  answer.estimand
}

// @ts-expect-error there is no node Q
identify(g, { do: 'Q', outcome: 'Y' })
// @ts-expect-error there is no node Q
adjustmentSets(g, { treatment: 'X', outcome: 'Y', include: ['Q'] })
// @ts-expect-error there is no node Q
isAdjustmentSet(g, { treatment: 'X', outcome: 'Y' }, ['Q'])
// @ts-expect-error there is no node Q
instruments(g, { treatment: 'Q', outcome: 'Y' })
// @ts-expect-error there is no node Q
transport(admg('X -> Y'), { selection: 'Q', do: 'X', outcome: 'Y' })
// @ts-expect-error there is no node Q
identifyCounterfactual(g, { event: { variable: 'Q', value: 1 } })
// @ts-expect-error there is no node Q to set
identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { Q: 1 } } })
identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { X: { variable: 'X', do: { Y: 1 } } } } })
// @ts-expect-error X takes its own value in another world, not that of Y
identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { X: { variable: 'Y' } } } })
// @ts-expect-error there is no node Q to set in the other world
identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { X: { variable: 'X', do: { Q: 1 } } } } })

const searched = doSearch(g, { query: { do: 'X', outcome: 'Y' }, data: [{ over: 'Y', do: 'X', given: ['Z'] }] })
if (searched.status === 'identifiable')
  expectTypeOf(searched.derivation[0]!.of).toEqualTypeOf<readonly ('X' | 'Y' | 'Z')[]>()
else expectTypeOf(searched.message).toEqualTypeOf<string>()
const pieces = identifyFromExperiments(g, { do: 'X', outcome: 'Y', available: [{ over: ['X', 'Y'] }] })
// a refusal may lack a witness where distributions leave nodes out
if (!pieces.identifiable)
  expectTypeOf(pieces.reason).toEqualTypeOf<'not-identifiable' | 'not-derivable' | 'undecided'>()
// @ts-expect-error there is no node Q
doSearch(g, { query: { do: 'X', outcome: 'Y' }, data: [{ over: 'Q' }] })
// @ts-expect-error there is no node Q to look at
identifyPolicy(g, { policies: { treatment: 'X', given: 'Q' }, outcome: 'Y' })

// every question has its proof
const proof = proveIdentification(g, { do: 'X', outcome: 'Y', available: [{ do: 'Z' }] })
proveIdentification(g, { selection: 'Z', do: 'X', outcome: 'Y' })
proveIdentification(g, { do: 'X', outcome: 'Y', selectedBy: 'Z' })
proveIdentification(g, { outcome: 'Y', missing: [{ variable: 'Y', observed: 'Z' }] })
proveIdentification(g, { event: { variable: 'Y', value: 1, do: { X: 0 } } })
if (proof !== null) {
  expectTypeOf(proof.lines[0]!.separations[0]!.outcome).toEqualTypeOf<readonly ('X' | 'Y' | 'Z')[]>()
  verifyProof(g, { do: 'X', outcome: 'Y', available: [{ do: 'Z' }] }, proof)
}
// @ts-expect-error Q is no node
proveIdentification(g, { do: 'Q', outcome: 'Y' })
// @ts-expect-error Q is no node
proveIdentification(g, { event: { variable: 'Q', value: 1 } })
