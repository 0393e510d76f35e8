import { dag, dSeparated, parents } from 'causalkit'
import { backDoorSets } from 'causalkit/browser/graphs'
import type { Dag } from 'causalkit/graph'

declare const console: { log(text: string): void }

const g: Dag<'smoking' | 'tar' | 'cancer'> = dag('smoking -> tar -> cancer')
const separated: boolean = dSeparated(g, 'smoking', 'cancer', ['tar'])
// @ts-expect-error a misspelt node does not compile
const misspelt = () => parents(g, 'smokin')
const [first] = backDoorSets(dag('Z -> X -> Y; Z -> Y'), { treatment: 'X', outcome: 'Y' })
if (first?.[0] !== 'Z') throw new Error('wrong set')
if (!separated || typeof misspelt !== 'function') throw new Error('wrong answer')
console.log('consumer (ESM): smoking and cancer are separated by tar')
