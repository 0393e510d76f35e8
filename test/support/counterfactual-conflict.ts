import type { CounterfactualEvent, CounterfactualIdentification, CounterfactualValue } from '../../src/index.js'
import type { ModelGraph } from './enumerated-model.js'
import { pairSearch } from './pair-search.js'

type Refusal = Extract<CounterfactualIdentification, { identifiable: false }>

/**
 * What is wrong with the factor that a refusal shows; null when it is one: each term has exactly its parents set, hidden
 * causes join all, `variable` is there at two values, and two models that agree in every experiment differ in it.
 */
export function conflictFault(graph: ModelGraph, { witness, variable, district }: Refusal): string | null {
  const names = witness.map(({ value }) => value.variable)
  for (const { value, do: act } of witness) {
    const parents = graph.directed.filter(([, b]) => b === value.variable).map(([a]) => a)
    const set = act.map((p) => p.variable)
    if (parents.length !== set.length || !parents.every((p) => set.includes(p)))
      return `${value.variable} has other parents`
  }
  const joined = new Set([names[0]!])
  for (const a of joined) {
    for (const [b, c] of graph.bidirected) {
      if (b === a && names.includes(c)) joined.add(c)
      if (c === a && names.includes(b)) joined.add(b)
    }
  }
  if (names.some((name) => !joined.has(name))) return 'hidden causes do not join the factor'
  if ([...new Set(names)].sort().join() !== [...district].sort().join()) return 'the district holds other variables'
  const copies = names.filter((name) => name === variable).length
  const values = new Set(
    witness.flatMap(({ value, do: act }) => [value, ...act].filter((v) => v.variable === variable).map(key)),
  )
  if (copies < 2 && values.size < 2) return `${variable} has one value`
  const unknown = [...new Set(witness.flatMap(({ value, do: act }) => [value, ...act].filter(isUnknown).map(key)))]
  const search = pairSearch(graph, 'experiments')
  // a value that is none of two that are named is the third state of its variable, so three are tried
  for (let code = 0; code < 3 ** unknown.length; code++) {
    const gap = search(
      witness.map((term) => eventOf(term, (k) => String(Math.floor(code / 3 ** unknown.indexOf(k)) % 3))),
      [],
    )
    if (gap !== null && gap > 1e-7) return null
  }
  return 'no two models differ in the factor'
}

type At = CounterfactualValue['value']
const key = ({ variable, prime, state }: At): string => JSON.stringify([variable, state ?? prime])
const isUnknown = ({ state }: At): boolean => state === undefined

function eventOf({ value, do: act }: CounterfactualValue, known: (key: string) => string): CounterfactualEvent {
  const state = (v: At): string => v.state ?? known(key(v))
  return {
    variable: value.variable,
    value: state(value),
    do: Object.fromEntries(act.map((p) => [p.variable, state(p)])),
  }
}
