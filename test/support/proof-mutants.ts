import type { IdentificationProof, ProofLine } from '../../src/index.js'

const rules: readonly ProofLine['rule'][] = [
  'rule 1',
  'rule 2',
  'rule 3',
  'sum',
  'cases',
  'condition',
  'divide',
  'chain',
  'districts',
  'district',
  'population',
  'consistency',
  'independence',
  'one world',
  'certain',
  'impossible',
]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * A proof with one thing changed, for each thing that there is: a line dropped, a rule or the rule of a separation renamed, an entry of a list
 * dropped or put twice, a name, prime, state or number changed. `names` are those that a name is changed to.
 */
export function* mutants(proof: IdentificationProof, names: readonly string[]): Generator<IdentificationProof> {
  const copy = (): { [key: string]: Json } => JSON.parse(JSON.stringify(proof))
  const paths: (readonly (string | number)[])[] = []
  const walk = (value: Json, path: readonly (string | number)[]): void => {
    paths.push(path)
    if (Array.isArray(value)) for (const [i, entry] of value.entries()) walk(entry, [...path, i])
    else if (typeof value === 'object' && value !== null)
      for (const key of Object.keys(value)) walk(value[key]!, [...path, key])
  }
  walk(copy(), [])
  const changed = (
    path: readonly (string | number)[],
    edit: (holder: Json[], key: number) => void,
  ): IdentificationProof => {
    const whole = copy()
    let holder: Json = whole
    for (const key of path.slice(0, -1)) holder = (holder as { [key: string]: Json })[key]!
    edit(holder as Json[], path.at(-1) as number)
    return whole as unknown as IdentificationProof
  }
  for (const path of paths) {
    if (path.length === 0) continue
    let value: Json = copy()
    for (const key of path) value = (value as { [key: string]: Json })[key]!
    const key = path.at(-1)!
    const put = (other: Json): IdentificationProof =>
      changed(path, (holder, at) => {
        holder[at] = other
      })
    if (typeof key === 'number') {
      yield changed(path, (holder, at) => holder.splice(at, 1))
      yield changed(path, (holder, at) => holder.splice(at, 0, holder[at]!))
    }
    if (key === 'rule' && typeof value === 'string' && path.length === 3) {
      for (const rule of rules) if (rule !== value) yield put(rule)
    } else if (key === 'rule') {
      for (const rule of [1, 2, 3, 'population', 'independence']) if (rule !== value) yield put(rule)
    } else if (key === 'variable' || (typeof key === 'number' && typeof value === 'string')) {
      for (const name of names) if (name !== value) yield put(name)
    } else if (key === 'prime') yield put((value as number) + 1)
    else if (key === 'value') yield put((value as number) + 0.5)
    else if (key === 'state') yield put(value === '0' ? '1' : '0')
    else if (key === 'domain')
      for (const other of ['', 'selected', 'source', 'target']) if (other !== value) yield put(other)
    if (Array.isArray(value)) {
      for (const name of names) {
        const isOfValues =
          !['separations', 'lines', 'factors', 'order', 'outcome', 'nodes', 'withoutInto', 'withoutOutOf'].includes(
            String(key),
          ) && !path.includes('separations')
        if (key === 'lines' || key === 'factors' || key === 'separations') continue
        yield changed(path, (holder, at) => {
          ;(holder[at] as Json[]).push(isOfValues ? { variable: name, prime: 0 } : name)
        })
      }
    }
  }
}
